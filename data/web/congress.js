/* congress.js: the state of a congress as the audience may see it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

/** What becomes of one record. Only states, tallies and scores reach the audience. */
export class Congress {
  constructor() {
    this.info = {};
    this.program = {};
    this.stages = new Map();
    this.sessions = new Map();
    this.messages = new Map();
    this.polls = new Map();
  }

  load(states) {
    this.info = {};
    this.program = {};
    for (const map of [this.stages, this.sessions, this.messages, this.polls]) map.clear();
    for (const record of states) this.apply(record);
  }

  apply(record) {
    switch (record.type) {
      case "congress.state":
        this.info = record;
        break;
      case "program.state":
        this.program = record;
        break;
      case "stage.state":
        this.stages.set(record.stage, record);
        break;
      case "session.state":
        this.sessions.set(record.session, record);
        break;
      case "message.state":
        this.messages.set(record.message, record);
        break;
      case "poll.state":
        this.polls.set(record.poll, record);
        break;
      case "gone":
        if (record.message) this.messages.delete(record.message);
        if (record.poll) this.polls.delete(record.poll);
        break;
      case "poll.tally":
        this.#tally(record);
        break;
      case "message.scores":
        for (const { id, count } of record.entries ?? []) {
          const message = this.messages.get(id);
          if (message) this.messages.set(id, { ...message, score: count });
        }
        break;
      default:
        break;
    }
  }

  /* Counts are absolute; those of another round, or older ones, are not what stands. */
  #tally(record) {
    const poll = this.polls.get(record.poll);
    if (!poll || record.round !== poll.round || record.seq <= poll.rev) return;
    const next = { ...poll, voters: record.voters, rev: record.seq };
    if (poll.kind === "words") next.entries = record.entries ?? [];
    else {
      const counts = new Map((record.entries ?? []).map((entry) => [entry.id, entry.count]));
      next.entries = poll.entries.map((entry) => ({ ...entry, count: counts.get(entry.id) ?? entry.count }));
    }
    this.polls.set(record.poll, next);
  }

  stagesInOrder() {
    return [...this.stages.values()].sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  }

  /** The session that runs on a stage, and the one that comes next there. */
  sessionsOf(stage, now) {
    const running = this.sessions.get(stage.session);
    const next = [...this.sessions.values()]
      .filter((session) => session.stage === stage.stage && session !== running)
      .filter((session) => !session.actual_start && Date.parse(session.start) >= now - 60000)
      .sort((a, b) => Date.parse(a.start) - Date.parse(b.start))[0];
    return { running, next };
  }

  /** A stage's messages: what is pinned, then score, then earlier, then id, the same everywhere. */
  messagesOf(stage) {
    return [...this.messages.values()]
      .filter((message) => message.stage === stage)
      .sort(
        (a, b) =>
          Number(b.pinned ?? false) - Number(a.pinned ?? false) ||
          (b.score ?? 0) - (a.score ?? 0) ||
          Date.parse(a.created) - Date.parse(b.created) ||
          (a.message < b.message ? -1 : 1),
      );
  }

  /** Votes of a stage's running session, and open ones of other sessions: open ones first. */
  pollsOf(stage) {
    const open = (poll) => poll.state === "open" || poll.state === "closing";
    return [...this.polls.values()]
      .filter((poll) => poll.stage === stage.stage || (open(poll) && poll.placement === "all"))
      .filter((poll) => open(poll) || poll.session === stage.session)
      .filter((poll) => poll.state !== "draft" && poll.state !== "archived")
      .sort(
        (a, b) =>
          Number(open(b)) - Number(open(a)) || Date.parse(b.start ?? 0) - Date.parse(a.start ?? 0) || (a.poll < b.poll ? -1 : 1),
      );
  }
}

export const isAfterOwnVote = (poll) => poll?.visibility === "after_own_vote";

/** A poll with the result that one gets for having voted, if there is one for its round. */
export function withResult(poll, result) {
  if (!isAfterOwnVote(poll) || result?.round !== poll.round) return poll;
  const texts = new Map(poll.entries?.map((entry) => [entry.id, entry]));
  const entries = result.entries.map((entry) => ({ ...texts.get(entry.id), ...entry }));
  return { ...poll, entries, voters: result.voters, shown: true };
}

export const isShown = (poll) => poll.shown || poll.visibility === "live" || poll.visibility === "published";

/** Whole percents as the desk shows them; null where nobody has voted (shown as a dash). */
export function percents(poll) {
  const counts = poll.entries.map((entry) => entry.count ?? 0);
  const voters = poll.voters ?? 0;
  const total = counts.reduce((sum, count) => sum + count, 0);

  if (voters <= 0 || (poll.kind === "single" && total === 0)) return counts.map(() => null);
  if (poll.kind !== "single") return counts.map((count) => Math.floor((count * 200 + voters) / (voters * 2)));

  // Largest remainder, so that the whole adds to 100; ties by option order.
  const whole = counts.map((count) => Math.floor((count * 100) / total));
  let rest = 100 - whole.reduce((sum, percent) => sum + percent, 0);
  const byRemainder = counts.map((count, i) => i).sort((a, b) => ((counts[b] * 100) % total) - ((counts[a] * 100) % total) || a - b);
  for (const i of byRemainder) if (rest-- > 0) whole[i]++;
  return whole;
}
