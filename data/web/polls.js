/* polls.js: votes and word clouds: take part, change one's mind, see what came of it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

import { Refusal, uuid } from "./api.js";
import { isAfterOwnVote, isShown, percents } from "./congress.js";
import { announce, bytes, el, foreign, graphemes, keyed, setAttribute, setText } from "./dom.js";
import { number, t } from "./strings.js";

/* Longest entry the backend takes, whatever its number of characters. */
const WORD_BYTES = 256;

const isOpen = (poll) => poll.state === "open";

const remaining = (milliseconds) => {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
};

const percentText = (percent) => (percent === null ? "–" : `${number(percent)} %`);

/* What is common to both kinds: title, state, form, answer, result. */
class Card {
  constructor(poll, cast) {
    const id = `poll-${poll.poll}-${poll.round}`;
    this.id = id;
    this.cast = cast;
    this.key = null;
    this.title = el("h3", { id: `${id}-title` });
    this.state = el("span", { className: "badge" });
    this.voters = el("span");
    this.left = el("span", { className: "left" });
    this.hint = el("p", { id: `${id}-hint`, className: "note" });
    this.fields = el("fieldset", { "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-hint` });
    this.error = el("p", { id: `${id}-error`, className: "error", role: "alert" });
    this.button = el("button", { type: "submit", className: "main" });
    this.form = el("form", { noValidate: true, onsubmit: (event) => this.submit(event) },
      this.hint, this.fields, this.error, this.button);
    this.form.addEventListener("input", () => this.touched());
    this.own = el("p", { className: "own", role: "status" });
    this.result = el("div", { className: "result" });
    this.node = el("article", { className: "card", "aria-labelledby": `${id}-title` },
      this.title,
      el("p", { className: "meta" }, this.state, this.voters, this.left),
      this.form, this.own, this.result);
    this.node.card = this;
  }

  touched() {
    // Another content is another command.
    this.key = null;
    setText(this.error, "");
  }

  async submit(event) {
    event.preventDefault();
    const ids = this.collect();
    if (ids === null) return;
    this.key ??= uuid();
    this.button.disabled = true;
    try {
      await this.cast(this.poll, ids, this.key);
      this.key = null;
      this.ballot = ids;
      setText(this.error, "");
      this.dirty = false;
      this.render();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setText(this.error, error.text);
    } finally {
      this.button.disabled = false;
    }
  }

  complain(text, field) {
    setText(this.error, text);
    field?.focus();
    return null;
  }

  update(poll, ballot, now) {
    this.poll = poll;
    this.ballot = ballot;
    this.now = now;
    this.render();
  }

  render() {
    const { poll } = this;
    const closing = poll.state === "closing";
    setText(this.title, poll.title ?? "");
    setAttribute(this.title, "lang", poll.language);
    this.title.dir = "auto";
    setText(this.state, t(isOpen(poll) ? "pollOpen" : closing ? "pollClosing" : "pollClosed"));
    setAttribute(this.state, "data-state", isOpen(poll) ? "open" : "closed");
    this.form.hidden = !isOpen(poll);
    this.tick(this.now);
    this.renderForm();
    this.renderResult();
  }

  tick(now) {
    const end = isOpen(this.poll) && this.poll.end ? Date.parse(this.poll.end) : 0;
    setText(this.left, end > 0 ? t("left", { time: remaining(end - now) }) : "");
  }

  renderResult() {
    const { poll } = this;
    const shown = isShown(poll);
    if (!shown) {
      const promised = isOpen(poll) && isAfterOwnVote(poll) && !this.ballot?.length;
      const note = promised ? "resultAfterVote" : isOpen(poll) ? null : "hiddenResult";
      keyed(this.result, note ? ["hidden"] : [], (key) => key,
        () => el("p", { className: "note" }), (node) => setText(node, t(note)));
      return;
    }
    keyed(this.result, ["heading", "list", "note"], (key) => key,
      (key) => (key === "heading" ? el("h4") : key === "list" ? this.makeList() : el("p", { className: "note" })),
      (node, key) => {
        if (key === "heading") setText(node, t("result"));
        else if (key === "list") this.fillList(node);
        else {
          setText(node, this.resultNote());
          node.hidden = node.textContent === "";
        }
      });
  }
}

/** Single and multiple choice. */
export class ChoiceCard extends Card {
  constructor(poll, cast) {
    super(poll, cast);
    this.seeded = false;
  }

  renderForm() {
    const { poll } = this;
    const min = poll.min ?? 1;
    const max = poll.max ?? 1;
    const single = poll.kind === "single";
    setText(this.voters, t("voters", { n: poll.voters ?? 0 }));
    setText(this.hint,
      single ? t("chooseOne")
        : min === max ? t("chooseExactly", { max })
          : min <= 1 ? t("chooseUpTo", { max }) : t("chooseBetween", { min, max }));
    keyed(this.fields, poll.entries, (entry) => entry.id,
      (entry) => el("label", {},
        el("input", { type: single ? "radio" : "checkbox", name: this.id, value: entry.id }), " ", foreign(entry.text, poll.language)),
      (node, entry) => setText(node.lastElementChild, entry.text));
    if (!this.seeded && this.ballot) {
      // A page that comes back shows what stands, but does not overwrite what is being chosen.
      for (const input of this.fields.querySelectorAll("input")) input.checked = this.ballot.includes(input.value);
      this.seeded = true;
    }
    setText(this.button, t(this.ballot ? "changeVote" : "vote"));
    const names = (this.ballot ?? []).map((id) => poll.entries.find((entry) => entry.id === id)?.text ?? id);
    setText(this.own, this.ballot
      ? t(isOpen(poll) ? "voteSaved" : "voteStands", { options: names.join(" · ") })
      : isOpen(poll) ? "" : t("notVoted"));
  }

  collect() {
    const inputs = [...this.fields.querySelectorAll("input")];
    const ids = inputs.filter((input) => input.checked).map((input) => input.value);
    const min = this.poll.min ?? 1;
    const max = this.poll.max ?? 1;
    if (ids.length < min) return this.complain(t("voteFew", { n: min }), inputs[0]);
    if (ids.length > max) return this.complain(t("voteMany", { n: max }), inputs[0]);
    this.seeded = true;
    return ids;
  }

  resultNote() {
    return this.poll.kind === "multiple" ? t("several") : "";
  }

  makeList() {
    return el("ul", { className: "bars" });
  }

  fillList(list) {
    const shares = percents(this.poll);
    const items = this.poll.entries.map((entry, i) => ({ ...entry, percent: shares[i] }));
    keyed(list, items, (item) => item.id,
      () => el("li", {},
        el("span", { className: "option", dir: "auto" }),
        el("span", { className: "figure" }),
        el("span", { className: "bar-track", "aria-hidden": "true" }, el("span", { className: "bar-fill" }))),
      (node, item) => {
        const [option, figure, track] = node.children;
        setText(option, item.text);
        setAttribute(option, "lang", this.poll.language);
        setText(figure, t("resultLine", { percent: percentText(item.percent), count: t("counted", { n: item.count ?? 0 }) }));
        track.firstElementChild.style.inlineSize = `${Math.min(100, item.percent ?? 0)}%`;
        node.classList.toggle("mine", (this.ballot ?? []).includes(item.id));
      });
  }
}

/** Word clouds. */
export class WordsCard extends Card {
  constructor(poll, cast) {
    super(poll, cast);
    this.seeded = false;
  }

  renderForm() {
    const { poll } = this;
    const max = poll.max ?? 1;
    const length = poll.length ?? 40;
    setText(this.voters, t("wordVoters", { n: poll.voters ?? 0 }));
    setText(this.hint, t("wordsHint", { n: max, length }));
    keyed(this.fields, [...Array(max).keys()], String,
      (i) => el("p", { className: "field" },
        el("label", { for: `${this.id}-word-${i}` }),
        el("input", {
          id: `${this.id}-word-${i}`, type: "text", dir: "auto", autocomplete: "off", lang: poll.language,
          "aria-describedby": `${this.id}-hint ${this.id}-error`,
        })),
      (node, i) => setText(node.firstElementChild, t("word", { n: i + 1 })));
    if (!this.seeded && this.ballot) {
      this.inputs().forEach((input, i) => (input.value = this.ballot[i] ?? ""));
      this.seeded = true;
    }
    const words = this.ballot ?? [];
    setText(this.button, t(words.length > 0 ? "wordsChange" : "wordsSend"));
    setText(this.own,
      words.length > 0 ? t(isOpen(poll) ? "wordsSaved" : "wordsStand", { n: words.length, words: words.join(" · ") })
        : this.ballot && isOpen(poll) ? t("wordsRemoved") : "");
  }

  inputs() {
    return [...this.fields.querySelectorAll("input")];
  }

  collect() {
    const inputs = this.inputs();
    const length = this.poll.length ?? 40;
    const max = this.poll.max ?? 1;
    const words = inputs.flatMap((input) => input.value.split(/[\n,;]/u)).map((word) => word.trim()).filter((word) => word !== "");
    const long = words.find((word) => graphemes(word) > length || bytes(word) > WORD_BYTES);
    const had = (this.ballot ?? []).length > 0;

    if (words.length === 0 && !(had && (this.poll.min ?? 1) === 0)) return this.complain(t("wordsNone"), inputs[0]);
    if (words.length > max) return this.complain(t("wordsMany", { n: max }), inputs[0]);
    if (long) return this.complain(t("wordLong", { word: long, length }), inputs.find((input) => input.value.includes(long)));
    this.seeded = true;
    return words;
  }

  resultNote() {
    return (this.poll.entries ?? []).length === 0 ? t("wordsNothing") : "";
  }

  makeList() {
    return el("ul", { className: "words" });
  }

  fillList(list) {
    const entries = [...(this.poll.entries ?? [])]
      .filter((entry) => !entry.hidden)
      .sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
    const most = entries[0]?.count ?? 1;
    keyed(list, entries, (entry) => entry.id,
      () => el("li", {}, el("span", { dir: "auto" }), " ", el("span", { className: "times" })),
      (node, entry) => {
        const [word, times] = node.children;
        setText(word, entry.text ?? entry.id);
        setAttribute(word, "lang", this.poll.language);
        setText(times, number(entry.count));
        setAttribute(times, "title", t("mentioned", { n: entry.count }));
        word.style.fontSize = `${(1 + Math.sqrt(entry.count / most)).toFixed(2)}em`;
      });
  }
}

/** The votes of one stage. */
export class Polls {
  /** @param cast casts a ballot: (poll, ids, key) → promise */
  constructor(section, list, cast) {
    this.section = section;
    this.list = list;
    this.cast = cast;
    this.known = new Map();
  }

  render(polls, ballots, now, stage) {
    this.section.hidden = polls.length === 0;
    keyed(this.list, polls, (poll) => `${poll.poll} ${poll.round}`,
      (poll) => new (poll.kind === "words" ? WordsCard : ChoiceCard)(poll, this.cast).node,
      (node, poll) => node.card.update(poll, ballots[poll.poll], now));
    this.#tell(polls, stage);
  }

  tick(now) {
    for (const node of this.list.children) node.card.tick(now);
  }

  #tell(polls, stage) {
    const told = this.known.get(stage);
    const open = new Map(polls.map((poll) => [`${poll.poll} ${poll.round}`, poll]));
    if (told) {
      for (const [key, poll] of open) {
        if (isOpen(poll) && !told.has(key)) announce(t("pollNew", { title: poll.title }));
        else if (!isOpen(poll) && told.get(key) === "open") announce(t("pollEnded", { title: poll.title }));
      }
    }
    this.known.set(stage, new Map([...open].map(([key, poll]) => [key, poll.state])));
  }
}
