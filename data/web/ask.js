/* ask.js: the form for questions, comments and praise, and what stands in its way
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

import { Refusal, uuid } from "./api.js";
import { announce, byId, bytes, graphemes, setAttribute, setText } from "./dom.js";
import { clockTime, t } from "./strings.js";

/* The backend's limits for one message. */
const CHARACTERS = 1000;
const BYTES = 4000;
/* From here on the counter speaks. */
const NEARLY = 50;

export class Ask {
  /** @param send sends a message: ({kind, text}, key) → promise */
  constructor(send) {
    this.send = send;
    this.form = byId("ask-form");
    this.text = byId("text");
    this.count = byId("ask-count");
    this.error = byId("ask-error");
    this.wait = byId("ask-wait");
    this.button = this.form.querySelector("button[type=submit]");
    this.key = null;
    this.spoken = "";
    this.channel = "";
    this.sending = false;
    /** until when the moderators let this person not write again, Date.now() */
    this.held = 0;
    /** whether they do not at all, as far as is known: whoever tries again finds out */
    this.muted = false;
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.form.addEventListener("input", () => {
      this.key = null;
      setText(this.error, "");
      this.#counted();
    });
  }

  /** Nothing of what was being written, or of what is held against the person, is left. */
  forget() {
    this.form.reset();
    this.key = null;
    this.held = 0;
    this.muted = false;
    this.#counted();
  }

  render(stage) {
    const open = stage.channel === "open";
    const closed = byId("ask-closed");
    const [what, why, still] = closed.children;
    const draft = this.text.value.trim() !== "";

    this.form.hidden = !open;
    closed.hidden = open;
    if (!open) {
      setText(what, t(stage.channel === "paused" ? "channelPaused" : "channelClosed"));
      setText(why, stage.reason ? t("because", { reason: stage.reason }) : "");
      why.hidden = !stage.reason;
      setText(still, [t("channelStill"), draft ? t("channelDraft") : ""].filter(Boolean).join(" "));
    }
    // Said once, when it happens; not to somebody who has only just come to this stage.
    if (this.stage === stage.stage && this.channel !== stage.channel) {
      announce(open ? t("channelOpen") : [what.textContent, why.textContent].filter(Boolean).join(" "));
    }
    this.stage = stage.stage;
    this.channel = stage.channel;
    setText(byId("ask-hint"), t(stage.moderated ? "moderatedHint" : "openHint"));
    this.#counted();
    this.tick();
  }

  /* What the moderators decided about this person. */
  #restrained(error) {
    this.muted = error.muted;
    this.held = error.slowed ? Date.now() + error.retryAfter * 1000 : 0;
    this.tick();
    announce(this.wait.textContent);
  }

  /** Counts down until one may write again. */
  tick() {
    const left = Math.ceil((this.held - Date.now()) / 1000);
    const held = left > 0;

    if (this.held > 0 && !held) {
      this.held = 0;
      announce(t("slowOver"));
    }
    this.wait.hidden = !held && !this.muted;
    setText(this.wait, held ? t("slowed", { time: clockTime(left) }) : this.muted ? t("muted") : "");
    this.button.disabled = this.sending || held;
  }

  #left() {
    const { value } = this.text;
    // Few characters can be many bytes; the tighter limit counts.
    return Math.min(CHARACTERS - graphemes(value), BYTES - bytes(value));
  }

  #counted() {
    const left = this.#left();
    const text = left < 0 ? t("countOver", { n: -left }) : t("count", { n: left });
    setText(this.count, text);
    setAttribute(this.count, "data-over", left < 0 ? "true" : null);
    setAttribute(this.text, "aria-invalid", left < 0 ? "true" : null);
    if (left <= NEARLY && left % 10 === 0 && text !== this.spoken) announce(text);
    this.spoken = text;
  }

  async #submit(event) {
    event.preventDefault();
    if (this.button.disabled) return;
    const text = this.text.value.trim();
    const problem = text === "" ? t("textMissing") : this.#left() < 0 ? t("textLong") : "";
    setText(this.error, problem);
    if (problem !== "") {
      this.text.focus();
      return;
    }
    this.key ??= uuid();
    this.sending = true;
    this.tick();
    try {
      await this.send({ kind: new FormData(this.form).get("kind"), text }, this.key);
      this.key = null;
      this.muted = false;
      this.text.value = "";
      this.#counted();
      announce(t("sent"));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // What was written stays, to be sent later.
      if (error.muted || error.slowed) this.#restrained(error);
      else setText(this.error, error.text);
    } finally {
      this.sending = false;
      this.tick();
    }
  }
}
