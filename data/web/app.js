/* app.js: the audience's page: joins, listens, and shows one stage of the congress
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

import { Api, Refusal } from "./api.js";
import { Ask } from "./ask.js";
import { Congress, isAfterOwnVote, withResult } from "./congress.js";
import { byId, el, foreign, keyed, setAttribute, setText, translate } from "./dom.js";
import { Erase } from "./erase.js";
import { Feed } from "./feed.js";
import { OwnList } from "./own.js";
import { Polls } from "./polls.js";
import { Questions } from "./questions.js";
import { age, clock, getLanguage, setLanguage, t } from "./strings.js";

const TOKEN = "regie.token";
/* How soon at the earliest to ask again for results that only those see who voted, milliseconds. */
const RESULT_AFTER = 3000;

const nothing = () => ({ messages: [], ballots: {}, upvotes: [], results: {} });

const storage = {
  get() {
    try {
      return localStorage.getItem(TOKEN);
    } catch {
      return null;
    }
  },
  set(token) {
    try {
      if (token) localStorage.setItem(TOKEN, token);
      else localStorage.removeItem(TOKEN);
    } catch {
      // Without storage a pass lasts as long as the page.
    }
  },
};

class Page {
  constructor() {
    this.congress = new Congress();
    this.own = nothing();
    this.api = null;
    this.feed = null;
    this.stage = location.hash.slice(1);
    this.askingSoon = 0;
    this.asked = 0;
    /** what one has done up to here is to be in what one asks for */
    this.acted = 0;
    this.drawing = 0;
    this.wasLost = false;
    this.polls = new Polls(byId("polls-section"), byId("polls"), (poll, ids, key) => this.cast(poll, ids, key));
    this.ask = new Ask((message, key) => this.send(message, key));
    this.questions = new Questions((id, on) => this.upvote(id, on));
    this.ownList = new OwnList((id) => this.withdraw(id), (id) => this.lead(id));
    this.eraser = new Erase(() => this.erase());

    for (const button of document.querySelectorAll("[data-language]")) {
      button.addEventListener("click", () => {
        setLanguage(button.dataset.language);
        this.speak();
      });
    }
    byId("join-form").addEventListener("submit", (event) => this.join(event));
    byId("retry").addEventListener("click", () => this.feed?.retry());
    byId("leave").addEventListener("click", () => {
      if (confirm(t("leaveSure"))) this.leave("");
    });
    addEventListener("hashchange", () => this.choose(location.hash.slice(1)));
    setInterval(() => this.tick(), 1000);
  }

  start() {
    const token = storage.get();
    this.speak();
    if (token) this.enter(token);
    else this.showJoin("");
  }

  /** Everything in the chosen language. */
  speak() {
    const language = getLanguage();
    document.documentElement.lang = language;
    for (const button of document.querySelectorAll("[data-language]")) {
      setAttribute(button, "aria-pressed", button.dataset.language === language ? "true" : "false");
    }
    translate();
    this.showLink();
    this.draw();
  }

  // Coming and going

  showJoin(problem, erased = false) {
    byId("join").hidden = false;
    byId("erased").hidden = !erased;
    byId("congress-view").hidden = true;
    byId("link-bar").hidden = true;
    setText(byId("code-error"), problem);
    document.title = t("page", { congress: this.congress.info.title ?? "Regie" });
  }

  async join(event) {
    event.preventDefault();
    const code = byId("code");
    const button = byId("join-form").querySelector("button");
    const fail = (text) => {
      setText(byId("code-error"), text);
      setAttribute(code, "aria-invalid", "true");
      code.focus();
    };

    if (code.value.trim() === "") {
      fail(t("codeMissing"));
      return;
    }
    button.disabled = true;
    try {
      const { token } = await new Api(null).join(code.value.trim());
      code.value = "";
      setText(byId("code-error"), "");
      setAttribute(code, "aria-invalid", null);
      storage.set(token);
      this.enter(token, true);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      fail(error.text);
    } finally {
      button.disabled = false;
    }
  }

  enter(token, focus = false) {
    this.api = new Api(token, (erased) => this.leave(erased ? "" : t("passEnded"), erased));
    this.feed = new Feed(token, () => this.refreshOwn());
    this.feed.addEventListener("snapshot", (event) => {
      this.congress.load(event.detail);
      this.draw();
    });
    this.feed.addEventListener("records", (event) => this.take(event.detail));
    this.feed.addEventListener("own", (event) => this.takeOwn(event.detail));
    this.feed.addEventListener("state", () => this.linkChanged());
    this.feed.addEventListener("tick", () => this.showLink());
    byId("join").hidden = true;
    byId("congress-view").hidden = false;
    byId("link-bar").hidden = false;
    this.showLink();
    this.feed.open();
    if (focus) byId("view-title").focus();
  }

  /** @param erased whether it is for good: nothing is kept on the page either */
  leave(problem, erased = false) {
    storage.set(null);
    this.feed?.close();
    this.feed = null;
    this.api = null;
    this.own = nothing();
    this.wasLost = false;
    this.acted = 0;
    clearTimeout(this.askingSoon);
    this.askingSoon = 0;
    if (erased) {
      this.ask.forget();
      for (const list of ["own", "questions", "answered", "now"]) byId(list).replaceChildren();
    }
    this.showJoin(problem, erased);
    byId("code").focus();
  }

  // The link

  linkChanged() {
    if (this.feed.state === "online") this.refreshOwn();
    this.showLink();
    if (this.feed.state === "lost") this.wasLost = true;
  }

  showLink() {
    if (!this.feed) return;
    const { state, nextTry, lastHeard } = this.feed;
    const link = byId("link");
    const seconds = Math.ceil((nextTry - Date.now()) / 1000);
    const old = age(Date.now() - (lastHeard || Date.now()));
    const lost = state === "lost" && lastHeard > 0;

    setAttribute(link, "data-state", state);
    byId("retry").hidden = state !== "lost";
    document.body.classList.toggle("stale", lost);
    // The words that are read out change once; the seconds beside them are for the eye.
    setAttribute(link, "aria-live", lost && link.dataset.told === "lost" ? "off" : "polite");
    link.dataset.told = state;
    if (lost) setText(link, seconds > 0 ? t("lost", { age: old, seconds }) : t("lostNow", { age: old }));
    else if (state === "online") setText(link, t(this.wasLost ? "back" : "online"));
    else setText(link, t("connecting"));
  }

  tick() {
    if (!this.feed) return;
    this.polls.tick(this.feed.now());
    this.questions.tick();
    this.ask.tick();
  }

  // What happens

  take(records) {
    let result = false;

    for (const record of records) {
      const before = record.type === "poll.state" ? this.congress.polls.get(record.poll) : undefined;
      this.congress.apply(record);
      // A ballot belongs to its round.
      if (before && before.round !== record.round) delete this.own.ballots[record.poll];
      if (record.poll && this.own.ballots[record.poll] && isAfterOwnVote(this.congress.polls.get(record.poll))) result = true;
    }
    if (result) this.refreshSoon();
    this.draw();
  }

  /** What became of one's own messages: whole states, in the place of those that stood. */
  takeOwn(states) {
    const messages = new Map(this.own.messages.map((message) => [message.message, message]));
    const merged = (list) => list.filter((message) => message.state === "merged").length;
    const before = merged(this.own.messages);

    for (const state of states) messages.set(state.message, state);
    this.own.messages = [...messages.values()];
    // Support that was for a merged one is support for the other now.
    if (merged(this.own.messages) !== before) this.refreshSoon();
    this.draw();
  }

  /** Asks for one's own things once more, not too often, and not everybody at the same moment. */
  refreshSoon() {
    const wait = Math.max(Math.random() * 500, this.asked + RESULT_AFTER * (1 + Math.random() / 2) - Date.now());
    this.askingSoon ||= setTimeout(() => {
      this.askingSoon = 0;
      this.refreshOwn();
    }, wait);
  }

  /** Asks for one's own things: messages, ballots, support, results that only voters see. */
  async refreshOwn() {
    const { api } = this;
    if (!api) return;
    this.asked = Date.now();
    try {
      const own = await api.get("/v1/me");
      if (api !== this.api) return;
      // An answer that was under way while one voted knows nothing of the vote.
      if (own.seq < this.acted) this.refreshSoon();
      else this.own = { ...nothing(), ...own };
      this.draw();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  // What the person does

  async cast(poll, ids, key) {
    const { seq } = await this.api.post(`/v1/polls/${poll.poll}/ballot`, { round: poll.round, ids }, key);
    this.acted = Math.max(this.acted, seq ?? 0);
    this.own.ballots[poll.poll] = ids;
    if (!isAfterOwnVote(poll)) return;
    if (ids.length === 0) delete this.own.results[poll.poll];
    this.refreshSoon();
  }

  async send({ kind, text }, key) {
    const stage = this.current();
    const body = { stage: stage.stage, kind, text };
    if (stage.session) body.session = stage.session;
    const { subject } = await this.api.post("/v1/messages", body, key);
    this.takeOwn([{ message: subject, stage: stage.stage, kind, text, state: stage.moderated ? "new" : "approved",
      created: new Date(this.feed.now()).toISOString() }]);
    await this.refreshOwn();
  }

  async withdraw(id) {
    await this.api.post(`/v1/messages/${id}/withdraw`, {});
    await this.refreshOwn();
  }

  /** Everything of this person goes, here and there. */
  async erase() {
    await this.api.post("/v1/me/erase", {});
    this.leave("", true);
  }

  /** To the question with this id, on whatever stage it is. */
  lead(id) {
    const message = this.congress.messages.get(id);
    if (!message) return;
    if (message.stage !== this.current().stage) this.choose(message.stage);
    this.drawNow();
    this.questions.show(id);
  }

  /** What else is known of an own message: itself or what it was merged into, as the others see it. */
  about(message) {
    const session = message.state === "parked" ? this.congress.sessions.get(message.session) : undefined;
    return {
      target: this.congress.messages.get(message.state === "merged" ? message.target : message.message),
      session: session && { title: session.title, time: clock(session.start, this.congress.info.time_zone) },
    };
  }

  async upvote(id, on) {
    await this.api.post(`/v1/messages/${id}/upvote`, { on });
    this.own.upvotes = this.own.upvotes.filter((other) => other !== id);
    if (on) this.own.upvotes.push(id);
    this.draw();
  }

  // The stage that is shown

  current() {
    const { stages, program } = this.congress;
    return stages.get(this.stage) ?? stages.get(program.program) ?? this.congress.stagesInOrder()[0];
  }

  choose(stage) {
    if (!this.congress.stages.has(stage)) return;
    this.stage = stage;
    history.replaceState(null, "", `#${stage}`);
    this.draw();
  }

  /** Draws at the next frame, however many records came in between. */
  draw() {
    this.drawing ||= setTimeout(() => {
      this.drawing = 0;
      if (this.feed && this.congress.stages.size > 0) this.drawNow();
    }, 50);
  }

  drawNow() {
    const stage = this.current();
    const { info } = this.congress;
    const now = this.feed.now();
    const title = info.title ?? "Regie";

    document.title = `${stage.title} – ${t("page", { congress: title })}`;
    setText(byId("congress"), title);
    setAttribute(byId("congress"), "lang", info.language);
    setText(byId("view-title"), stage.title);
    setAttribute(byId("view-title"), "lang", info.language);
    this.drawStages(stage, now);
    this.drawNowOn(stage, now);
    this.polls.render(this.congress.pollsOf(stage).map((poll) => withResult(poll, this.own.results[poll.poll])),
      this.own.ballots, now, stage.stage);
    this.ask.render(stage);
    this.ownList.render(this.own.messages, (message) => this.about(message));
    this.questions.render(
      this.congress.messagesOf(stage.stage),
      new Set(this.own.messages.map((message) => message.message)),
      new Set(this.own.upvotes),
      stage.stage,
    );
  }

  drawStages(current, now) {
    keyed(byId("stages"), this.congress.stagesInOrder(), (stage) => stage.stage,
      (stage) => el("li", {}, el("button", { type: "button", onclick: () => this.choose(stage.stage) },
        el("span", { className: "stage-name" }), el("span", { className: "badge" }), el("span", { className: "stage-talk" }))),
      (node, stage) => {
        const [name, state, talk] = node.firstElementChild.children;
        const { running } = this.congress.sessionsOf(stage, now);
        setAttribute(node.firstElementChild, "aria-current", stage === current ? "true" : null);
        setText(name, `${stage.number} · ${stage.title}`);
        setAttribute(name, "lang", this.congress.info.language);
        setText(state, t(`stage_${stage.state}`));
        setAttribute(state, "data-state", stage.state);
        setText(talk, running?.title ?? "");
        setAttribute(talk, "lang", this.congress.info.language);
      });
  }

  drawNowOn(stage, now) {
    const { info, program } = this.congress;
    const { running, next } = this.congress.sessionsOf(stage, now);
    const onAir = [...this.congress.messages.values()].find(
      (message) => message.stage === stage.stage && message.state === "on_air");
    const zone = info.time_zone;
    const parts = ["state", running ? "talk" : "nothing", onAir ? "on-air" : "", next ? "next" : ""].filter(Boolean);

    keyed(byId("now"), parts, (part) => part,
      (part) => this.makePart(part),
      (node, part) => {
        if (part === "state") {
          const [state, main] = node.children;
          setText(state, t(`stage_${stage.state}`));
          setAttribute(state, "data-state", stage.state);
          setText(main, program.program === stage.stage ? t("mainChannel") : "");
        } else if (part === "talk") this.fillTalk(node, running, zone);
        else if (part === "nothing") setText(node, t("nothingNow"));
        else if (part === "on-air") {
          setText(node.firstElementChild, t("onAir"));
          setText(node.lastElementChild, onAir.text);
        } else setText(node, t("nextUp", { time: clock(next.start, zone), title: next.title }));
      });
  }

  makePart(part) {
    if (part === "state") return el("p", { className: "meta" }, el("span", { className: "badge" }), el("span"));
    if (part === "talk") {
      return el("div", {}, el("h3", { dir: "auto" }), el("p", { className: "meta" }, el("span"), el("span", { dir: "auto" })),
        el("details", {}, el("summary"), foreign("", undefined, "p")));
    }
    if (part === "on-air") return el("div", { className: "on-air" }, el("h3"), el("p", { className: "said", dir: "auto" }));
    return el("p", { className: "note", dir: "auto" });
  }

  fillTalk(node, session, zone) {
    const [title, meta, details] = node.children;
    const { language } = this.congress.info;
    setText(title, session.title);
    setText(meta.firstElementChild, `${clock(session.start, zone)}–${clock(session.end, zone)}`);
    setText(meta.lastElementChild, session.subtitle ?? "");
    details.hidden = !session.text;
    setText(details.firstElementChild, t("about"));
    setText(details.lastElementChild, session.text ?? "");
    for (const part of [title, meta.lastElementChild, details.lastElementChild]) setAttribute(part, "lang", language);
  }
}

new Page().start();
