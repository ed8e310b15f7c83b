/* messages.js: asking, what became of it, and what the others ask
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

import { Refusal, uuid } from "./api.js";
import { announce, byId, bytes, el, graphemes, keyed, setAttribute, setText } from "./dom.js";
import { t } from "./strings.js";

/* The backend's limits for one message. */
const CHARACTERS = 1000;
const BYTES = 4000;
/* From here on the counter speaks. */
const NEARLY = 50;
/* A list in which nobody did anything for so long may be put in order, milliseconds. */
const IDLE = 10000;

const short = (text) => (graphemes(text) > 80 ? `${[...text].slice(0, 78).join("")} …` : text);

/** The form for questions, comments and praise. */
export class Ask {
  /** @param send sends a message: ({kind, text}, key) → promise */
  constructor(send) {
    this.send = send;
    this.form = byId("ask-form");
    this.text = byId("text");
    this.count = byId("ask-count");
    this.error = byId("ask-error");
    this.button = this.form.querySelector("button[type=submit]");
    this.key = null;
    this.spoken = "";
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.form.addEventListener("input", () => {
      this.key = null;
      setText(this.error, "");
      this.#counted();
    });
  }

  render(stage) {
    const open = stage.channel === "open";
    const closed = byId("ask-closed");
    this.form.hidden = !open;
    closed.hidden = open;
    const reason = stage.reason ? ` ${t("because", { reason: stage.reason })}` : "";
    setText(closed, open ? "" : t(stage.channel === "paused" ? "channelPaused" : "channelClosed") + reason);
    setText(byId("ask-hint"), t(stage.moderated ? "moderatedHint" : "openHint"));
    this.#counted();
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
    const text = this.text.value.trim();
    const problem = text === "" ? t("textMissing") : this.#left() < 0 ? t("textLong") : "";
    setText(this.error, problem);
    if (problem !== "") {
      this.text.focus();
      return;
    }
    this.key ??= uuid();
    this.button.disabled = true;
    try {
      await this.send({ kind: new FormData(this.form).get("kind"), text }, this.key);
      this.key = null;
      this.text.value = "";
      this.#counted();
      announce(t("sent"));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setText(this.error, error.text);
    } finally {
      this.button.disabled = false;
    }
  }
}

/** What this person sent, and what became of it. */
export class OwnList {
  /** @param withdraw takes a message back: (id) → promise */
  constructor(withdraw) {
    this.withdraw = withdraw;
    this.known = null;
  }

  render(messages) {
    byId("own-section").hidden = messages.length === 0;
    keyed(byId("own"), [...messages].reverse(), (message) => message.message,
      (message) => this.#make(message),
      (node, message) => this.#refresh(node, message));
    if (this.known) {
      for (const message of messages) {
        const before = this.known.get(message.message);
        if (before !== undefined && before !== message.state) {
          announce(t("ownChanged", { state: t(`own_${message.state}`) }));
        }
      }
    }
    this.known = new Map(messages.map((message) => [message.message, message.state]));
  }

  #make(message) {
    const error = el("p", { className: "error", role: "alert" });
    const button = el("button", { type: "button", className: "quiet" });
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await this.withdraw(message.message);
        announce(t("withdrawn"));
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        setText(error, problem.text);
      } finally {
        button.disabled = false;
      }
    });
    return el("li", { className: "card" },
      el("p", { className: "meta" }, el("span", { className: "kind" }), el("span", { className: "badge" })),
      el("p", { className: "said", dir: "auto" }), el("p", { className: "note", dir: "auto" }), button, error);
  }

  #refresh(node, message) {
    const [meta, said, reason, button] = node.children;
    setText(meta.firstElementChild, t(`kind_${message.kind}`));
    setText(meta.lastElementChild, t(`own_${message.state}`));
    setAttribute(meta.lastElementChild, "data-state", message.state);
    setText(said, message.text);
    setText(reason, message.reason ? t("because", { reason: message.reason }) : "");
    reason.hidden = !message.reason;
    button.hidden = !["new", "in_review", "approved", "next", "parked"].includes(message.state);
    setText(button, t("withdraw"));
    setAttribute(button, "aria-label", t("withdrawLabel", { text: short(message.text) }));
  }
}

/** What everybody may see, with support by the crowd. Never re-sorted under a pointer or a focus. */
export class Questions {
  /** @param upvote puts or takes back support: (id, on) → promise */
  constructor(upvote) {
    this.upvote = upvote;
    this.list = byId("questions");
    this.sorter = byId("questions-sort");
    this.order = [];
    this.stage = "";
    this.inside = false;
    this.touched = 0;
    const touch = () => (this.touched = Date.now());
    for (const name of ["pointermove", "pointerdown", "keydown", "focusin"]) this.list.addEventListener(name, touch);
    this.list.addEventListener("pointerenter", (event) => (this.inside = event.pointerType === "mouse"));
    this.list.addEventListener("pointerleave", () => (this.inside = false));
    this.sorter.addEventListener("click", () => {
      this.order = [];
      this.#show();
      byId("questions-title").setAttribute("tabindex", "-1");
      byId("questions-title").focus();
    });
  }

  get #busy() {
    const held = this.inside || this.list.contains(document.activeElement);
    return held && Date.now() - this.touched < IDLE;
  }

  render(messages, own, upvotes, stage) {
    const answered = messages.filter((message) => message.state === "answered");
    const open = messages.filter((message) => message.state !== "answered");
    this.messages = new Map(open.map((message) => [message.message, message]));
    this.own = own;
    this.upvotes = upvotes;
    byId("answered-section").hidden = answered.length === 0;
    setText(byId("answered-title"), t("answered", { n: answered.length }));
    keyed(byId("answered"), answered, (message) => message.message,
      (message) => this.#make(message), (node, message) => this.#refresh(node, message));
    if (stage !== this.stage) this.order = [];
    this.stage = stage;
    this.#show();
  }

  /** Puts the list in order once nobody is at it any more. */
  tick() {
    if (!this.sorter.hidden && !this.#busy) {
      this.order = [];
      this.#show();
    }
  }

  #show() {
    const right = [...this.messages.keys()];
    const kept = this.order.filter((id) => this.messages.has(id));
    const hold = kept.length > 0 && this.#busy;
    const order = hold ? kept : right;
    const focused = document.activeElement;
    const changes = right.filter((id, i) => !order.includes(id) || order[i] !== id).length;

    keyed(this.list, order.map((id) => this.messages.get(id)), (message) => message.message,
      (message) => this.#make(message), (node, message) => this.#refresh(node, message));
    // An element that was moved has lost the focus.
    if (focused !== document.activeElement && this.list.contains(focused)) focused.focus({ preventScroll: true });
    this.order = order;
    this.sorter.hidden = changes === 0;
    setText(this.sorter, changes > 0 ? t("sort", { n: changes }) : "");
    byId("questions-none").hidden = right.length > 0;
  }

  #make(message) {
    const error = el("p", { className: "error", role: "alert" });
    const button = el("button", { type: "button", className: "upvote" },
      el("span", { className: "arrow", "aria-hidden": "true", textContent: "▲" }), " ", el("span", { className: "score" }));
    button.addEventListener("click", async () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      if (button.hasAttribute("aria-disabled")) {
        setText(error, t("failedOwn"));
        return;
      }
      button.disabled = true;
      setText(error, "");
      try {
        await this.upvote(message.message, on);
        announce(t(on ? "upvoted" : "unvoted"));
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
        setText(error, problem.text);
      } finally {
        button.disabled = false;
        button.focus({ preventScroll: true });
      }
    });
    return el("li", { className: "card question" },
      button,
      el("div", {},
        el("p", { className: "said", dir: "auto" }),
        el("p", { className: "meta" }, el("span", { className: "kind" }), el("span", { className: "badge" }), el("span", { className: "edited" })),
        error));
  }

  #refresh(node, message) {
    const [button, body] = node.children;
    const [said, meta] = body.children;
    const [kind, state, edited] = meta.children;
    const own = this.own.has(message.message);
    const score = message.score ?? 0;

    setText(said, message.text);
    setText(kind, t(`kind_${message.kind}`));
    setText(state, t(`message_${message.state}`));
    setAttribute(state, "data-state", message.state);
    setText(edited, [message.edited ? t("edited") : "", own ? t("ownMessage") : ""].filter(Boolean).join(" · "));
    setText(button.lastElementChild, String(score));
    setAttribute(button, "aria-pressed", this.upvotes.has(message.message) ? "true" : "false");
    setAttribute(button, "aria-label", `${t("upvote", { text: short(message.text) })}, ${t("votes", { n: score })}`);
    setAttribute(button, "aria-disabled", own ? "true" : null);
    setAttribute(button, "title", own ? t("failedOwn") : null);
  }
}
