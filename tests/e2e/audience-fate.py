# audience-fate.py: what becomes of a question, told to its author, and to nobody else
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# The page is never loaded again: what it says, it was told as it happened. What it was told is kept,
# and searched for what is none of its business.

from browser import congress
from rig import Problem, run_cases, wait_for
from selenium.webdriver.common.by import By

STAGE = "stage-1"

# Keeps every text the page receives, by socket and by request. To be run before it joins.
LISTEN = """
window.heard = [];
const Socket = window.WebSocket;
window.WebSocket = class extends Socket {
  constructor (...args) {
    super (...args);
    this.addEventListener ('message', event => window.heard.push (event.data));
  }
};
const ask = window.fetch;
window.fetch = async (...args) => {
  const answer = await ask (...args);
  answer.clone ().text ().then (text => window.heard.push (text));
  return answer;
};
"""


def join(page, backend):
    """Joins, with everything kept that the page is told."""
    page.driver.get(backend.address + "/")
    page.find("#code")
    page.run(LISTEN)
    page.find("#code").send_keys("E2E-2026\n")
    page.sees("Verbunden", "#link")


def send(api, text, kind="question"):
    """Sends a message; waits where the backend says that it is one too many at a time."""
    body = {"stage": STAGE, "kind": kind, "text": text}

    def sent():
        try:
            return api.post("/v1/messages", body)["subject"]
        except Problem as problem:
            if problem.status != 429:
                raise
            return None

    return wait_for(f"“{text}” is taken", sent, 60)


def move(backend, message, state, **more):
    backend.admin.post(f"/v1/messages/{message}/move", {"state": state, **more})


def own(page, message):
    """What the page says about an own message"""
    return page.text(f'#own > [data-key="{message}"]')


def tells(page, message, *words):
    for word in words:
        wait_for(f"“{word}” about the own message", lambda: word in own(page, message))


def every_ending_is_told_as_it_happens():
    with congress() as (backend, page):
        join(page, backend)
        guest = page.api(backend.address)
        mine = {
            name: send(guest, f"Meine Frage zum Ende {name}?")
            for name in ("rejected", "free", "merged", "parked", "written", "live", "edited")
        }
        other = send(backend.admin.join(), "Gibt es die Folien irgendwo?")
        move(backend, other, "approved")
        for message in mine.values():
            tells(page, message, "Eingegangen, noch nicht gesichtet")

        move(backend, mine["rejected"], "rejected", reason="off_topic: Bitte auf Bühne 2 fragen.")
        tells(page, mine["rejected"], "Nicht angenommen", "passt nicht zum Thema", "Bühne 2 fragen.")
        move(backend, mine["free"], "rejected", reason="Das war schon dran.")
        tells(page, mine["free"], "Nicht angenommen", "Grund: Das war schon dran.")

        backend.admin.post(f"/v1/messages/{mine['merged']}/merge", {"target": other})
        tells(page, mine["merged"], "Zusammengefasst mit dieser Frage:", "Gibt es die Folien irgendwo?")
        page.press("In der Liste zeigen", f'#own > [data-key="{mine["merged"]}"]')
        assert page.run("return document.activeElement.dataset.key") == other

        later = next(
            session
            for session in backend.admin.states("session").values()
            if session["stage"] == "stage-2" and not session.get("actual_start")
        )
        move(backend, mine["parked"], "parked", session=later["session"])
        tells(page, mine["parked"], "Für später vorgemerkt", later["title"])

        move(backend, mine["written"], "approved")
        tells(page, mine["written"], "Auf der Liste")
        answer = "Ja: auf der Seite des Kongresses.\nAb heute Abend."
        move(backend, mine["written"], "answered", answer=answer)
        tells(page, mine["written"], "Schriftlich beantwortet", "auf der Seite des Kongresses.")
        # Everybody can read it.
        page.run("document.getElementById ('answered-section').open = true")
        page.sees("Ab heute Abend.", "#answered")

        for state, word in (("approved", "Auf der Liste"), ("next", "Kommt als Nächstes dran"),
                            ("on_air", "Wird gerade beantwortet"),
                            ("answered", "Auf der Bühne beantwortet")):
            move(backend, mine["live"], state)
            tells(page, mine["live"], word)

        backend.admin.post(
            f"/v1/messages/{mine['edited']}/edit", {"text": "Kurz: Wie endet es mit dem Bearbeiten?"}
        )
        # Until it is approved the author sees the own text.
        tells(page, mine["edited"], "Meine Frage zum Ende edited?")
        assert "Kurz:" not in own(page, mine["edited"])
        move(backend, mine["edited"], "approved")
        tells(page, mine["edited"], "Kurz: Wie endet es", "Von der Moderation bearbeitet")
        page.run(
            "document.querySelector (`#own > [data-key=\"${arguments[0]}\"] details`).open = true",
            mine["edited"],
        )
        tells(page, mine["edited"], "Meine Frage zum Ende edited?")
        # The list still waits for who was led to it.
        page.find("#questions-sort").click()
        page.sees("von der Moderation bearbeitet", f'#questions [data-key="{mine["edited"]}"]')

        page.press("Zurückziehen", f'#own > [data-key="{mine["edited"]}"]')
        page.press("Ja, zurückziehen", f'#own > [data-key="{mine["edited"]}"]')
        tells(page, mine["edited"], "Von Ihnen zurückgezogen")
        page.screenshot("fates")


def what_was_merged_comes_back_with_its_own_votes():
    with congress() as (backend, page):
        others = [backend.admin.join() for _ in range(3)]
        first = send(others[0], "Wann kommt das Nutzerkonto?")
        second = send(others[1], "Wann ist mit dem Nutzerkonto zu rechnen?")
        for message in (first, second):
            move(backend, message, "approved")
        join(page, backend)
        for message in (first, second):
            page.find(f'#questions [data-key="{message}"] .upvote').click()
            wait_for("the support is counted", lambda: score(backend, message) == 1)
        others[2].post(f"/v1/messages/{first}/upvote", {"on": True})
        wait_for("two support the first", lambda: score(backend, first) == 2)

        backend.admin.post(f"/v1/messages/{second}/merge", {"target": first})
        # Whoever supported both counts once.
        wait_for("the union is counted", lambda: score(backend, first) == 2)
        button = f'#questions [data-key="{first}"] .upvote'
        wait_for("the page shows it", lambda: page.find(button + " .score").text == "2")
        assert page.find(button).get_attribute("aria-pressed") == "true"
        wait_for(
            "the other one is gone",
            lambda: not page.driver.find_elements(By.CSS_SELECTOR, f'#questions [data-key="{second}"] .said')
            or "nicht mehr in der Liste" in page.text(f'#questions [data-key="{second}"]'),
        )
        backend.admin.post(f"/v1/messages/{second}/unmerge", {})
        wait_for("each has its own", lambda: (score(backend, first), score(backend, second)) == (2, 1))


def score(backend, message):
    return backend.admin.states("message")[message].get("score", 0)


def what_is_none_of_the_audiences_business_never_reaches_it():
    with congress() as (backend, page):
        join(page, backend)
        admin = backend.admin
        stranger = admin.join()
        hidden = send(stranger, "GEHEIM-neu: noch nicht gesichtet")
        public = send(stranger, "Öffentlich ab jetzt?")
        rejected = send(stranger, "GEHEIM-abgelehnt")
        kept = send(page.api(backend.address), "Meine eigene Frage")
        move(backend, public, "approved")
        for message in (hidden, public, kept):
            admin.post(f"/v1/messages/{message}/label", {"labels": ["GEHEIM-Etikett"]})
            admin.post(f"/v1/messages/{message}/note", {"note": "GEHEIM-Notiz"})
            admin.post(f"/v1/messages/{message}/assign", {"assignee": "GEHEIM-Podium"})
            admin.post(f"/v1/messages/{message}/flag", {"flags": ["repeat"]})
        admin.post(f"/v1/messages/{hidden}/edit", {"text": "GEHEIM-bearbeitet"})
        admin.post(f"/v1/messages/{kept}/edit", {"text": "GEHEIM-bearbeitet, nicht freigegeben"})
        admin.post(f"/v1/messages/{public}/claim", {"on": True, "name": "GEHEIM-Moderatorin"})
        admin.post(f"/v1/messages/{public}/claim", {"on": False})
        move(backend, rejected, "rejected", reason="GEHEIM-Grund")
        admin.post(f"/v1/messages/{hidden}/restrain", {"restraint": "slow"})
        admin.post("/v1/backstage", {"text": "GEHEIM-Zuruf"})
        admin.post(f"/v1/messages/{public}/edit", {"text": "Öffentlich, nun bearbeitet"})
        page.sees("Öffentlich, nun bearbeitet", "#questions")
        # What comes last says that all before has come; from somebody whom nobody slowed.
        last = send(admin.join(), "Das Letzte")
        move(backend, last, "approved")
        page.sees("Das Letzte", "#questions")
        heard = page.run("return window.heard")
        assert len(heard) > 5, heard
        found = [text for text in heard if "GEHEIM" in text or "restraint" in text or '"flags"' in text]
        assert not found, found
        # The ear hears: what is public is there, also as it was before.
        assert any("Öffentlich ab jetzt?" in text for text in heard)
        # Its own text the author has all the time.
        tells(page, kept, "Meine eigene Frage")


def a_closed_channel_says_why_and_keeps_what_was_begun():
    with congress() as (backend, page):
        join(page, backend)
        page.label("Ihr Text").send_keys("Angefangen")
        backend.admin.post(
            f"/v1/stages/{STAGE}/channel", {"channel": "closed", "reason": "Die Zeit ist um."}
        )
        page.sees("Schreiben ist auf dieser Bühne gerade nicht möglich.", "#ask-closed")
        page.sees("Grund: Die Zeit ist um.", "#ask-closed")
        page.sees("Lesen, zustimmen und abstimmen können Sie weiterhin.", "#ask-closed")
        page.sees("Ihr angefangener Text bleibt erhalten.", "#ask-closed")
        assert not page.find("#ask-closed").find_elements(By.TAG_NAME, "button")
        backend.admin.post(f"/v1/stages/{STAGE}/channel", {"channel": "open"})
        page.find("#ask-form")
        assert page.label("Ihr Text").get_attribute("value") == "Angefangen"
        wait_for(
            "it is said that one may write again",
            lambda: "kann wieder geschrieben werden"
            in page.run("return document.getElementById ('announcer').textContent"),
        )


def who_is_slowed_or_muted_is_told():
    with congress() as (backend, page):
        join(page, backend)
        said = page.label("Ihr Text")
        said.send_keys("Die erste Frage?")
        page.press("Senden", "#ask-form")
        page.sees("Die erste Frage?", "#own")
        first = page.api(backend.address).get("/v1/me")["messages"][0]["message"]

        backend.admin.post(f"/v1/messages/{first}/restrain", {"restraint": "slow"})
        said.send_keys("Und gleich noch eine")
        page.press("Senden", "#ask-form")
        page.sees("nur in Abständen schreiben. Wieder möglich in 1:", "#ask-wait")
        assert said.get_attribute("value") == "Und gleich noch eine"
        assert not page.find("#ask-form button[type=submit]").is_enabled()

        # Another page of the same person knows nothing yet, until it tries.
        backend.admin.post(f"/v1/messages/{first}/restrain", {"restraint": "mute"})
        page.driver.refresh()
        page.sees("Verbunden", "#link")
        page.label("Ihr Text").send_keys("Darf ich?")
        page.press("Senden", "#ask-form")
        page.sees("Die Moderation hat Sie stummgeschaltet.", "#ask-wait")
        assert page.label("Ihr Text").get_attribute("value") == "Darf ich?"
        page.screenshot("muted")
        backend.admin.post(f"/v1/messages/{first}/restrain", {"restraint": "none"})
        page.press("Senden", "#ask-form")
        page.sees("Darf ich?", "#own")
        assert "stummgeschaltet" not in page.text("#ask-form")


def the_list_waits_for_a_tap():
    with congress() as (backend, page):
        other = backend.admin.join()
        sent = [send(other, f"Schon da: {i}") for i in range(3)]
        for message in sent:
            move(backend, message, "approved")
        join(page, backend)
        page.sees("Schon da: 2", "#questions")
        # A finger on the list.
        page.run("document.getElementById ('questions').scrollIntoView ()")
        touch = (
            "document.getElementById ('questions').dispatchEvent ("
            "new PointerEvent ('pointerdown', {bubbles: true, pointerType: 'touch'}))"
        )
        page.run(touch)
        fresh = send(other, "Ganz neu")
        move(backend, fresh, "approved")
        page.sees("1 neu – zeigen", "#questions-sort")
        assert "Ganz neu" not in page.text("#questions")
        page.run(touch)
        move(backend, sent[0], "rejected", reason="tone")
        gone = f'#questions [data-key="{sent[0]}"]'
        page.sees("Dieser Beitrag ist nicht mehr in der Liste.", gone)
        assert "Schon da: 0" not in page.text("#questions")
        page.find("#questions-sort").click()
        page.sees("Ganz neu", "#questions")
        wait_for("its place is gone", lambda: not page.driver.find_elements(By.CSS_SELECTOR, gone))
        # What is on air stands first, then what is pinned.
        backend.admin.post(f"/v1/messages/{fresh}/pin", {"on": True})
        move(backend, sent[2], "next")
        move(backend, sent[2], "on_air")
        page.run("document.activeElement.blur (); window.scrollTo (0, 0)")
        wait_for(
            "their order",
            lambda: page.run(
                "return [...document.querySelectorAll ('#questions > li')].map (n => n.dataset.key)"
            )[:2]
            == [sent[2], fresh],
            20,
        )
        page.sees("angeheftet", f'#questions [data-key="{fresh}"]')
        page.screenshot("list")


def who_wants_to_be_erased_is():
    with congress() as (backend, page):
        join(page, backend)
        guest = page.api(backend.address)
        mine = send(guest, "Ich bin die Einzige aus Musterstadt.")
        move(backend, mine, "approved")
        tells(page, mine, "Auf der Liste")
        page.find("#text").send_keys("Noch nicht gesendet")

        page.find("#erase").click()
        page.sees("Alle Ihre Daten löschen?", "#erase-dialog")
        page.sees("bleiben Ihre Stimmen als Zahlen erhalten", "#erase-dialog")
        page.screenshot("erase")
        # Asked once more, it can still be left.
        page.find("#erase-no").click()
        assert page.text("#own") and not page.run("return document.querySelector ('dialog').open")

        page.find("#erase").click()
        page.find("#erase-yes").click()
        page.sees("Ihre Daten sind gelöscht.", "#erased")
        page.screenshot("erased")
        assert page.run("return localStorage.getItem ('regie.token')") is None
        assert page.run("return document.getElementById ('text').value") == ""
        assert "Musterstadt" not in page.run("return document.body.textContent")
        state = backend.admin.states("message")[mine]
        assert state["erased"] and state["text"] == "" and state["state"] == "withdrawn", state
        try:
            guest.get("/v1/me")
            raise AssertionError("the token still stands for somebody")
        except Problem as problem:
            assert problem.status == 401 and problem.document["code"] == "erased", problem.document

        # Whoever comes back is a new person.
        page.find("#code").send_keys("E2E-2026\n")
        page.sees("Verbunden", "#link")
        assert not page.run("return document.getElementById ('erased').offsetParent")


def who_is_erased_by_others_is_told():
    with congress() as (backend, page):
        join(page, backend)
        mine = send(page.api(backend.address), "Bitte streichen Sie mich.")
        tells(page, mine, "Eingegangen")
        backend.admin.post(f"/v1/messages/{mine}/erase-author", {})
        page.sees("Ihre Daten sind gelöscht.", "#erased", 30)


if __name__ == "__main__":
    run_cases(
        every_ending_is_told_as_it_happens,
        what_was_merged_comes_back_with_its_own_votes,
        what_is_none_of_the_audiences_business_never_reaches_it,
        a_closed_channel_says_why_and_keeps_what_was_begun,
        who_is_slowed_or_muted_is_told,
        the_list_waits_for_a_tap,
        who_wants_to_be_erased_is,
        who_is_erased_by_others_is_told,
    )
