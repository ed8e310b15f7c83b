/* api.js: commands and questions to the backend over REST
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

import { t } from "./strings.js";

/* A command whose answer did not come is sent again with the same key: it counts once. */
const TRIES = [0, 700, 2000];
const PATIENCE = 10000;

/* What is said of a refusal that the backend tells from others of its kind. */
const CODES = {
  channel_closed: "failedClosed",
  channel_paused: "failedPaused",
  muted: "muted",
  no_code: "codeClosed",
  other_round: "failedRound",
  own_message: "failedOwn",
  wrong_code: "codeWrong",
};

/** Anything that is not a success: with the problem document, if the backend sent one. */
export class Refusal extends Error {
  constructor(status, problem, retryAfter) {
    super(problem?.detail ?? `status ${status}`);
    this.status = status;
    this.answer = problem?.answer ?? "";
    /** which refusal exactly, where the answer does not say it all */
    this.code = problem?.code ?? "";
    this.field = problem?.field ?? "";
    this.retryAfter = retryAfter;
  }

  /** The moderators let this person write only now and then … */
  get slowed() {
    return this.code === "slowed";
  }

  /** … or not at all. */
  get muted() {
    return this.code === "muted";
  }

  /** Whose token it was is erased. */
  get erased() {
    return this.code === "erased";
  }

  /** What to tell the person, in the page's language. */
  get text() {
    if (this.status === 0) return t("failedLink");
    if (this.code in CODES) return t(CODES[this.code]);
    if (this.status === 429) return t("failedBusy", { seconds: this.retryAfter });
    if (this.answer === "late") return t("failedLate");
    if (this.answer === "denied") return t("failedDenied");
    if (this.status === 404) return t("failedGone");
    if (this.answer === "conflict") return t("failedConflict");
    if (this.answer === "invalid") return t("failedInvalid");
    return t("failedServer");
  }
}

/** A UUID, also where the page is not in a secure context. */
export function uuid() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  random[6] = (random[6] & 0x0f) | 0x40;
  random[8] = (random[8] & 0x3f) | 0x80;
  const text = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return text.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export class Api {
  /** @param ended called when the backend no longer knows the token: (whether its owner is erased) */
  constructor(token, ended = () => {}) {
    this.token = token;
    this.ended = ended;
  }

  async #request(method, path, body, key) {
    const headers = {};
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (key !== undefined) headers["Idempotency-Key"] = key;

    let answer;
    try {
      answer = await fetch(path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      throw new Refusal(0);
    }

    const document = await answer.json().catch(() => null);
    if (answer.ok) return document;
    if (answer.status === 401 && this.token) this.ended(document?.code === "erased");
    const seconds = Number.parseInt(answer.headers.get("Retry-After") ?? "", 10);
    throw new Refusal(answer.status, document, Number.isFinite(seconds) ? seconds : (document?.retry_after ?? 5));
  }

  get(path) {
    return this.#request("GET", path);
  }

  /** Joins with an access code; the answer has the token. */
  join(code) {
    return this.#request("POST", "/v1/join", { code });
  }

  /** One command. `key` is its id: the same key again gets the same answer again. */
  async post(path, body, key = uuid()) {
    let last;
    for (const wait of TRIES) {
      if (wait > 0) await pause(wait + Math.random() * wait);
      try {
        return await this.#request("POST", path, body, key);
      } catch (error) {
        last = error;
        if (!(error instanceof Refusal) || (error.status !== 0 && error.status !== 503)) throw error;
      }
    }
    throw last;
  }
}
