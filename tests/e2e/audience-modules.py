# audience-modules.py: what the audience's page computes is what backend and desk compute
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Runs the page's own modules in Chromium: the state after time away, percents, both languages.

from browser import congress, open_poll, show
from rig import Api, run_cases, wait_for

STAGE = "stage-1"

# Follows the congress with the page's own modules, beside the page.
FOLLOW = """
const done = arguments[arguments.length - 1];
Promise.all ([import ('/feed.js'), import ('/congress.js')]).then (([{ Feed }, { Congress }]) => {
  const congress = new Congress ();
  const feed = new Feed (localStorage.getItem ('regie.token'), () => {});
  window.followed = { congress, feed, snapshots: 0 };
  feed.addEventListener ('snapshot', event => {
    window.followed.snapshots++;
    congress.load (event.detail);
    done (true);
  });
  feed.addEventListener ('records', event => event.detail.forEach (record => congress.apply (record)));
  feed.open ();
});
"""
# What the follower has, and what a newcomer gets, both without what only says when it was heard.
COMPARE = """
const done = arguments[arguments.length - 1];
const plain = congress => JSON.stringify (
  [congress.info, congress.program, ...['stages', 'sessions', 'messages', 'polls'].map (
    name => [...congress[name].values ()].sort ((a, b) => a[name.slice (0, -1)] < b[name.slice (0, -1)] ? -1 : 1))],
  (key, value) => ['seq', 'at', 'by', 'cmd'].includes (key) ? undefined
    : value && typeof value === 'object' && !Array.isArray (value)
      ? Object.fromEntries (Object.entries (value).sort ()) : value, 1);
import ('/congress.js').then (async ({ Congress }) => {
  const headers = { Authorization: `Bearer ${localStorage.getItem ('regie.token')}` };
  const fresh = new Congress ();
  fresh.load ((await (await fetch ('/v1/snapshot', { headers })).json ()).state);
  const [a, b] = [plain (window.followed.congress).split ('\\n'), plain (fresh).split ('\\n')];
  done ([a.length, a.filter (line => !b.includes (line)), b.filter (line => !a.includes (line))]);
});
"""


def who_was_away_ends_where_the_others_are():
    with congress() as (backend, page):
        page.join(backend.address)
        page.sees("live", "#stages")
        guest = page.api(backend.address)
        page.driver.set_script_timeout(20)
        assert page.driver.execute_async_script(FOLLOW)

        def happen(backend, number):
            """A bit of everything."""
            admin = backend.admin
            sent = [
                guest.post(
                    "/v1/messages",
                    {"stage": STAGE, "kind": "question", "text": f"Frage {number}.{i}"},
                )["subject"]
                for i in range(3)
            ]
            for message in sent:
                admin.post(f"/v1/messages/{message}/move", {"state": "approved"})
            admin.post(f"/v1/messages/{sent[0]}/move", {"state": "next"})
            admin.post(f"/v1/messages/{sent[0]}/move", {"state": "on_air"})
            admin.post(f"/v1/messages/{sent[1]}/move", {"state": "rejected"})
            admin.post(f"/v1/messages/{sent[2]}/edit", {"text": f"Bearbeitet {number}"})
            Api(backend.address, other.token).post(f"/v1/messages/{sent[2]}/upvote", {"on": True})
            for kind, visibility in (("single", "live"), ("multiple", "hidden"), ("words", "live")):
                poll = open_poll(backend, kind, f"stage-{number}")
                show(backend, poll["poll"], visibility)
                ids = ["Mut", "Zeit"][: poll["max"]] if kind == "words" else ["a"]
                guest.post(f"/v1/polls/{poll['poll']}/ballot", {"round": 1, "ids": ids})
                if kind == "single":
                    admin.post(f"/v1/polls/{poll['poll']}/close", {})
            admin.post(f"/v1/messages/{sent[0]}/move", {"state": "answered"})
            admin.post("/v1/stages/stage-2/channel", {"channel": "paused", "reason": "Kurz"})

        def assert_same():
            def difference():
                found = page.driver.execute_async_script(COMPARE)
                difference.last = found
                return found[0] > 100 and not found[1] and not found[2]

            try:
                wait_for("both have the same state", difference)
            except AssertionError as error:
                raise AssertionError(f"{error}: {difference.last}") from None

        other = backend.admin.join()
        happen(backend, 1)
        assert_same()
        backend.stop()
        page.sees("Verbindung unterbrochen", "#link")
        again = backend.again()
        try:
            happen(again, 2)
            page.run("window.followed.feed.retry ()")
            wait_for(
                "the follower is back", lambda: page.run("return window.followed.feed.state") == "online"
            )
            assert_same()
            # It was told what it had missed, not everything again.
            assert page.run("return window.followed.snapshots") == 1
        finally:
            again.kill()


def percents_are_those_of_the_desk():
    with congress() as (backend, page):
        page.driver.get(backend.address + "/")
        found = page.driver.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            import ('/congress.js').then (({ percents }) => done (arguments[0].map (
              ([kind, voters, counts]) => percents (
                { kind, voters, entries: counts.map (count => ({ count })) }))));
            """,
            [
                ["single", 3, [1, 1, 1]],
                ["single", 0, [0, 0]],
                ["single", 412, [255, 128, 29]],
                ["multiple", 3, [2, 3, 1]],
                ["multiple", 8, [1, 8]],
            ],
        )
        assert found == [[34, 33, 33], [None, None], [62, 31, 7], [67, 100, 33], [13, 100]], found


def both_languages_are_complete():
    with congress() as (backend, page):
        page.driver.get(backend.address + "/")
        wrong = page.driver.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            import ('/strings.js').then (({ tables }) => {
              const names = text => [...new Set ([text].flat ().join (' ').match (/\\{\\w+\\}/g) ?? [])].sort ().join ();
              const keys = new Set (Object.values (tables).flatMap (Object.keys));
              done ([...keys].filter (key => Object.values (tables).some (table =>
                !(key in table) || names (table[key]) !== names (tables.en[key])
                || Array.isArray (table[key]) !== Array.isArray (tables.en[key]))));
            });
            """
        )
        assert wrong == [], wrong


if __name__ == "__main__":
    run_cases(
        who_was_away_ends_where_the_others_are,
        percents_are_those_of_the_desk,
        both_languages_are_complete,
    )
