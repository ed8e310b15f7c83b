/* feed.js: what happens, as it happens: the WebSocket, kept up
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * hello → resume{epoch, seq} → the missed records or a snapshot → records. After any time away the
 * page is in the same state as one that never left.
 */

const PROTOCOL = "regie.v1";
/* Milliseconds. */
const PING_AFTER = 5000;
const DEAD_AFTER = 15000;
const SHORTEST = 500;
const LONGEST = 30000;

/**
 * Events: `state` (connecting, online, lost), `snapshot`, `records`, `own` (what became of one's own
 * messages), `tick` (each second while lost).
 */
export class Feed extends EventTarget {
  #socket = null;
  #timer = 0;
  #watch = 0;
  #failures = 0;
  #epoch = "";
  #seq = 0;
  #parts = null;
  #heard = 0;
  #closed = false;

  /** @param doubt called when a connection failed, to find out whether the token is still good */
  constructor(token, doubt) {
    super();
    this.token = token;
    this.doubt = doubt;
    this.state = "connecting";
    /** server clock minus this computer's clock, milliseconds */
    this.offset = 0;
    this.lastHeard = 0;
    this.nextTry = 0;
    this.reopen = () => this.retry();
    this.wake = () => {
      if (document.visibilityState === "visible" && this.state === "lost") this.retry();
    };
    addEventListener("online", this.reopen);
    document.addEventListener("visibilitychange", this.wake);
  }

  open() {
    const url = new URL("v1/events", location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    this.#stop();
    this.nextTry = 0;
    // The token goes where subprotocols go, never into an address that is logged.
    const socket = new WebSocket(url, [PROTOCOL, `bearer.${this.token}`]);
    this.#socket = socket;
    this.#heard = performance.now();
    socket.addEventListener("message", (event) => {
      if (socket === this.#socket) this.#receive(event.data);
    });
    socket.addEventListener("close", () => {
      if (socket === this.#socket) this.#lose();
    });
    this.#watch = setInterval(() => this.#beat(), 1000);
  }

  close() {
    this.#closed = true;
    removeEventListener("online", this.reopen);
    document.removeEventListener("visibilitychange", this.wake);
    this.#stop();
  }

  /** Tries at once instead of waiting. */
  retry() {
    if (!this.#closed && this.state !== "online") this.open();
  }

  now() {
    return Date.now() + this.offset;
  }

  #stop() {
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    const socket = this.#socket;
    this.#socket = null;
    this.#parts = null;
    socket?.close();
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event("state"));
  }

  #lose(retryAfter = 0) {
    if (this.#closed) return;
    this.#stop();
    // Full jitter: two thousand pages do not come back at the same moment.
    const most = Math.min(LONGEST, SHORTEST * 2 ** this.#failures++);
    const wait = retryAfter * 1000 + Math.random() * most;
    this.nextTry = Date.now() + wait;
    this.#timer = setTimeout(() => this.open(), wait);
    this.#watch = setInterval(() => this.dispatchEvent(new Event("tick")), 1000);
    this.#become("lost");
    this.doubt();
  }

  #beat() {
    const silence = performance.now() - this.#heard;
    if (silence > DEAD_AFTER) this.#lose();
    else if (silence > PING_AFTER && this.#socket?.readyState === WebSocket.OPEN) {
      this.#send({ event: "ping", client_time: Date.now() * 1000 });
    }
    if (this.state === "lost") this.dispatchEvent(new Event("tick"));
  }

  #send(event) {
    this.#socket.send(JSON.stringify(event));
  }

  #receive(text) {
    this.#heard = performance.now();
    this.lastHeard = Date.now();
    const event = JSON.parse(text);

    switch (event.event) {
      case "hello":
        this.offset = Date.parse(event.server_time) - Date.now();
        this.#send(
          event.epoch === this.#epoch && this.#seq > 0
            ? { event: "resume", epoch: this.#epoch, seq: this.#seq }
            : { event: "resume", seq: 0 },
        );
        // With an epoch that is known, what was missed follows; nothing may have been.
        if (event.epoch === this.#epoch && this.#seq > 0) this.#online();
        break;
      case "snapshot":
        this.#gather(event);
        if (event.more) break;
        this.#epoch = event.epoch;
        this.#seq = event.seq;
        this.dispatchEvent(new CustomEvent("snapshot", { detail: this.#parts.state }));
        this.#parts = null;
        this.#online();
        break;
      case "records": {
        const fresh = event.records.filter((record) => (record.seq ?? 0) === 0 || record.seq > this.#seq);
        for (const record of fresh) this.#seq = Math.max(this.#seq, record.seq ?? 0);
        if (fresh.length > 0) this.dispatchEvent(new CustomEvent("records", { detail: fresh }));
        break;
      }
      case "own":
        this.dispatchEvent(new CustomEvent("own", { detail: event.state }));
        break;
      case "pong":
        this.offset = Date.parse(event.server_time) - (event.client_time / 1000 + Date.now()) / 2;
        break;
      case "bye":
        this.#lose(event.retry_after ?? 0);
        break;
      default:
        break;
    }
  }

  /* A large state comes in parts, all with the same seq. */
  #gather(part) {
    const goesOn = this.#parts?.epoch === part.epoch && this.#parts?.seq === part.seq;
    const state = goesOn ? this.#parts.state.concat(part.state) : part.state;
    this.#parts = { epoch: part.epoch, seq: part.seq, state };
  }

  #online() {
    this.#failures = 0;
    if (this.state !== "online") this.#become("online");
  }
}
