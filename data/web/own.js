/* own.js: what this person sent, and what became of it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

import { Refusal } from "./api.js";
import { announce, byId, el, excerpt, keyed, setAttribute, setText } from "./dom.js";
import { rejection, t } from "./strings.js";

const WITHDRAWABLE = ["new", "in_review", "approved", "next", "parked"];

/** What became of a message, in a word. */
const fate = ({ state, answered }) => t(state === "answered" ? `own_answered_${answered ?? "live"}` : `own_${state}`);

export class OwnList {
  /**
   * @param withdraw takes a message back: (id) → promise
   * @param show leads to a question of everybody's list: (id) → nothing
   */
  constructor(withdraw, show) {
    this.withdraw = withdraw;
    this.show = show;
    this.known = null;
  }

  /** @param about what else is known of one: {(message) → {target, session}} */
  render(messages, about) {
    this.about = about;
    byId("own-section").hidden = messages.length === 0;
    keyed(byId("own"), [...messages].reverse(), (message) => message.message,
      (message) => this.#make(message),
      (node, message) => this.#refresh(node, message));
    for (const message of messages) {
      const before = this.known?.get(message.message);
      if (before !== undefined && before !== fate(message)) announce(t("ownChanged", { state: fate(message) }));
    }
    this.known = new Map(messages.map((message) => [message.message, fate(message)]));
  }

  #make(message) {
    const id = message.message;
    const error = el("p", { className: "error", role: "alert" });
    const ask = el("button", { type: "button", className: "quiet" });
    const yes = el("button", { type: "button", className: "quiet danger" });
    const no = el("button", { type: "button", className: "quiet" });
    const sure = el("p", { className: "sure", hidden: true, role: "group" }, el("span"), yes, no);
    const close = () => {
      sure.hidden = true;
      ask.hidden = false;
      ask.focus();
    };

    // Taking back is the one thing that cannot be taken back: it is asked twice.
    ask.addEventListener("click", () => {
      ask.hidden = true;
      sure.hidden = false;
      yes.focus();
    });
    no.addEventListener("click", close);
    yes.addEventListener("click", async () => {
      yes.disabled = true;
      setText(error, "");
      try {
        await this.withdraw(id);
        announce(t("withdrawn"));
        byId("own-title").focus();
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        setText(error, problem.text);
        close();
      } finally {
        yes.disabled = false;
      }
    });
    return el("li", { className: "card" },
      el("p", { className: "meta" }, el("span", { className: "kind" }), el("span", { className: "badge" })),
      el("p", { className: "said", dir: "auto" }),
      el("div", { className: "fate" }),
      el("details", {}, el("summary"), el("p", { className: "said", dir: "auto" })),
      ask, sure, error);
  }

  #refresh(node, message) {
    const [meta, said, more, original, ask, sure] = node.children;
    const [sentence, yes, no] = sure.children;
    const may = WITHDRAWABLE.includes(message.state);

    setText(meta.firstElementChild, t(`kind_${message.kind}`));
    setText(meta.lastElementChild, fate(message));
    setAttribute(meta.lastElementChild, "data-state", message.state);
    setText(said, message.text);
    this.#tell(more, message);
    original.hidden = !message.original;
    setText(original.firstElementChild, t("ownOriginal"));
    setText(original.lastElementChild, message.original ?? "");
    if (!may) sure.hidden = true;
    ask.hidden = !may || !sure.hidden;
    setText(ask, t("withdraw"));
    setAttribute(ask, "aria-label", t("withdrawLabel", { text: excerpt(message.text) }));
    setText(sentence, t("withdrawSure"));
    setText(yes, t("withdrawYes"));
    setText(no, t("withdrawNo"));
    setAttribute(sure, "aria-label", t("withdrawLabel", { text: excerpt(message.text) }));
  }

  /* The sentences that belong to the word: why, where to, and what was answered. */
  #tell(node, message) {
    const { target, session } = this.about(message);
    const parts = [];

    if (message.state === "rejected") {
      const { reason, text } = rejection(message.reason);
      parts.push(["why", reason]);
      if (text) parts.push(["words", text]);
    } else if (message.state === "merged") {
      parts.push(["into", t(target ? "mergedInto" : "mergedLater")]);
      if (target) parts.push(["target", target.text], ["counts", t("mergedCounts", { n: target.score ?? 0 })], ["go", target.message]);
    } else if (message.state === "parked") {
      parts.push(["later", session ? t("parkedTo", session) : t("parkedLater")]);
    } else if (message.state === "answered" && message.answer) {
      parts.push(["answer", message.answer]);
    } else if (["approved", "next", "on_air"].includes(message.state)) {
      parts.push(["score", t("votes", { n: target?.score ?? message.score ?? 0 })]);
      if (target) parts.push(["go", target.message]);
    }
    keyed(node, parts, ([name]) => name, ([name]) => this.#part(name), (part, [name, text]) => {
      if (name !== "go") setText(part, text);
      else {
        setText(part, t("goThere"));
        part.dataset.target = text;
      }
    });
  }

  #part(name) {
    if (name === "answer" || name === "target") return el("blockquote", { className: `said ${name}`, dir: "auto" });
    if (name === "go") {
      const button = el("button", { type: "button", className: "quiet" });
      button.addEventListener("click", () => this.show(button.dataset.target));
      return button;
    }
    return el("p", { className: name === "why" || name === "into" ? "" : "note", dir: "auto" });
  }
}
