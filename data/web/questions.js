/* questions.js: what the others ask, with support by the crowd
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

import { Refusal } from "./api.js";
import { announce, byId, el, excerpt, keyed, setAttribute, setText } from "./dom.js";
import { t } from "./strings.js";

/* A list in which nobody did anything for so long may be put in order, milliseconds. */
const IDLE = 10000;

/** Never re-sorted under a pointer, a finger or a focus: it says how many are new, and waits. */
export class Questions {
  /** @param upvote puts or takes back support: (id, on) → promise */
  constructor(upvote) {
    this.upvote = upvote;
    this.list = byId("questions");
    this.sorter = byId("questions-sort");
    this.messages = new Map();
    this.order = [];
    this.stage = "";
    this.inside = false;
    this.visible = false;
    this.touched = 0;
    this.told = 0;
    const touch = () => (this.touched = Date.now());
    for (const name of ["pointermove", "pointerdown", "touchmove", "keydown", "focusin"]) {
      this.list.addEventListener(name, touch, { passive: true });
    }
    // Whoever scrolls with the list on the screen is reading it.
    addEventListener("scroll", () => this.visible && touch(), { passive: true });
    new IntersectionObserver((entries) => (this.visible = entries.at(-1).isIntersecting)).observe(this.list);
    this.list.addEventListener("pointerenter", (event) => (this.inside = event.pointerType === "mouse"));
    this.list.addEventListener("pointerleave", () => (this.inside = false));
    this.sorter.addEventListener("click", () => {
      this.order = [];
      this.#show();
      byId("questions-title").focus();
    });
  }

  get #busy() {
    const held = this.inside || this.visible || this.list.contains(document.activeElement);
    return held && Date.now() - this.touched < IDLE;
  }

  render(messages, own, upvotes, stage) {
    const answered = messages.filter((message) => message.state === "answered");
    const open = messages.filter((message) => message.state !== "answered");
    const onAir = open.findIndex((message) => message.state === "on_air");

    // What is being answered stands first.
    if (onAir > 0) open.unshift(...open.splice(onAir, 1));
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

  /** Leads to a question, whether it is open or answered; it says itself what it is. */
  show(id) {
    if (this.messages.has(id) && !this.order.includes(id)) {
      this.order = [];
      this.#show();
    }
    const node = document.querySelector(`:is(#questions, #answered) > [data-key="${CSS.escape(id)}"]`);
    if (!node) return;
    node.closest("details")?.setAttribute("open", "");
    node.tabIndex = -1;
    node.focus();
    node.scrollIntoView({ block: "center" });
  }

  /** Puts the list in order once nobody is at it any more. */
  tick() {
    const gone = this.order.some((id) => !this.messages.has(id));
    if ((gone || !this.sorter.hidden) && !this.#busy) {
      this.order = [];
      this.#show();
    }
  }

  #show() {
    const right = [...this.messages.keys()];
    const hold = this.order.length > 0 && this.#busy;
    // What is no longer to be seen loses its words at once, and its place when the list is sorted.
    const order = hold ? this.order : right;
    const shown = new Set(order);
    const fresh = right.filter((id) => !shown.has(id)).length;
    const kept = order.filter((id) => this.messages.has(id));
    const expected = right.filter((id) => shown.has(id));
    const moved = expected.filter((id, i) => kept[i] !== id).length;
    const focused = document.activeElement;

    keyed(this.list, order.map((id) => this.messages.get(id) ?? { message: id, gone: true }), (message) => message.message,
      (message) => this.#make(message), (node, message) => this.#refresh(node, message));
    // An element that was moved has lost the focus.
    if (focused !== document.activeElement && this.list.contains(focused)) focused.focus({ preventScroll: true });
    this.order = order;
    this.#offer(fresh, moved);
    byId("questions-none").hidden = order.length > 0;
  }

  /* "5 new, 2 moved": told to those who do not see it when the first one has come. */
  #offer(fresh, moved) {
    const what = [fresh > 0 ? t("fresh", { n: fresh }) : "", moved > 0 ? t("moved", { n: moved }) : ""].filter(Boolean).join(", ");

    this.sorter.hidden = what === "";
    setText(this.sorter, what ? t("sort", { what }) : "");
    if (fresh > 0 && this.told === 0) announce(what);
    this.told = fresh;
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
        el("p", { className: "meta" }, el("span", { className: "kind" }), el("span", { className: "badge" }),
          el("span", { className: "pinned" }), el("span", { className: "edited" })),
        el("div", { className: "answer", hidden: true }, el("p", { className: "note" }), el("blockquote", { className: "said", dir: "auto" })),
        error));
  }

  #refresh(node, message) {
    const [button, body] = node.children;
    const [said, meta, answer] = body.children;
    const [kind, state, pinned, edited] = meta.children;
    const own = this.own.has(message.message);
    const score = message.score ?? 0;

    node.classList.toggle("gone", Boolean(message.gone));
    node.classList.toggle("now", message.state === "on_air");
    button.hidden = meta.hidden = Boolean(message.gone);
    if (message.gone) {
      setText(said, t("gone"));
      answer.hidden = true;
      return;
    }
    setText(said, message.text);
    setText(kind, t(`kind_${message.kind}`));
    setText(state, t(message.state === "answered" ? `message_answered_${message.answered ?? "live"}` : `message_${message.state}`));
    setAttribute(state, "data-state", message.state);
    setText(pinned, message.pinned ? t("pinned") : "");
    setText(edited, [message.edited ? t("edited") : "", own ? t("ownMessage") : ""].filter(Boolean).join(" · "));
    answer.hidden = !message.answer;
    setText(answer.firstElementChild, t("answerTitle"));
    setText(answer.lastElementChild, message.answer ?? "");
    setText(button.lastElementChild, String(score));
    setAttribute(button, "aria-pressed", this.upvotes.has(message.message) ? "true" : "false");
    setAttribute(button, "aria-label", `${t("upvote", { text: excerpt(message.text) })}, ${t("votes", { n: score })}`);
    setAttribute(button, "aria-disabled", own ? "true" : null);
    setAttribute(button, "title", own ? t("failedOwn") : null);
  }
}
