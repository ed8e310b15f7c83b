/* erase.js: whoever wants to be erased is told what that means, and asked once more
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

import { Refusal } from "./api.js";
import { byId, setText } from "./dom.js";

export class Erase {
  /** @param erase does it, and leaves the page: () → promise */
  constructor(erase) {
    this.erase = erase;
    this.dialog = byId("erase-dialog");
    byId("erase").addEventListener("click", () => this.ask());
    byId("erase-no").addEventListener("click", () => this.dialog.close());
    byId("erase-yes").addEventListener("click", () => this.confirm());
  }

  ask() {
    setText(byId("erase-error"), "");
    this.dialog.showModal();
  }

  async confirm() {
    const yes = byId("erase-yes");

    yes.disabled = true;
    setText(byId("erase-error"), "");
    try {
      await this.erase();
      this.dialog.close();
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      // It was done, and only the answer got lost: the page has left already.
      if (problem.erased) this.dialog.close();
      else setText(byId("erase-error"), problem.text);
    } finally {
      yes.disabled = false;
    }
  }
}
