# audience.py: the audience's page in Chromium against a real backend
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Joins, asks, supports, votes, sends words, and asks the API whether that is what arrived. Anything
# that the content security policy had to stop, and any script error, is a failure.

from browser import Browser, congress, open_poll, show
from rig import ACCESS_CODE, Backend, run_cases, wait_for, workplace
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

STAGE = "stage-1"


def ask(page, kind, text):
    page.label(kind, "#ask-form").click()
    field = page.label("Ihr Text")
    field.clear()
    field.send_keys(text)
    page.press("Senden", "#ask-form")


def a_wrong_code_is_refused_and_the_right_one_lets_in():
    with congress() as (backend, page):
        page.join(backend.address, "falsch")
        page.sees("Das ist nicht der Zugangscode dieses Kongresses.", "#code-error")
        assert page.find("#code").get_attribute("aria-invalid") == "true"
        assert page.run("return document.activeElement.id") == "code"
        page.find("#code").clear()
        page.find("#code").send_keys(Keys.ENTER)
        page.sees("Der Zugangscode fehlt.", "#code-error")
        page.find("#code").send_keys(ACCESS_CODE, Keys.ENTER)
        page.sees("Verbunden", "#link")
        page.sees("9. Fachkongress Verwaltung digital", "header")
        stages = backend.admin.states("stage")
        for stage in stages.values():
            page.sees(stage["title"], "#stages")
        session = backend.admin.states("session")[stages[STAGE]["session"]]
        page.sees(session["title"], "#now")
        # The token is in no address.
        assert page.api(backend.address).token not in page.driver.current_url
        page.screenshot("joined")


def a_question_goes_its_way():
    with congress() as (backend, page):
        page.join(backend.address)
        page.press("Senden", "#ask-form")
        page.sees("Bitte schreiben Sie einen Text.", "#ask-error")
        text = "Wann kommt das Nutzerkonto? <b>fett</b> & „gut“ 👍"
        # Typing goes through the keyboard's own plane; what lies beyond is pasted.
        page.label("Frage", "#ask-form").click()
        page.run(
            "const t = document.getElementById ('text'); t.value = arguments[0];"
            "t.dispatchEvent (new Event ('input', {bubbles: true}))",
            text,
        )
        page.sees(f"noch {1000 - len(text)} Zeichen", "#ask-count")
        page.press("Senden", "#ask-form")
        page.sees("Eingegangen, noch nicht gesichtet", "#own")
        page.sees(text, "#own")
        mine = page.api(backend.address).get("/v1/me")["messages"]
        assert [m["text"] for m in mine] == [text] and mine[0]["kind"] == "question", mine
        message = mine[0]["message"]
        assert backend.admin.states("message")[message]["state"] == "new"
        assert text not in page.text("#questions")

        backend.admin.post(f"/v1/messages/{message}/move", {"state": "approved"})
        page.sees("Auf der Liste", "#own")
        page.sees(text, "#questions")
        backend.admin.post(f"/v1/messages/{message}/move", {"state": "next"})
        backend.admin.post(f"/v1/messages/{message}/move", {"state": "on_air"})
        page.sees("Wird gerade beantwortet", "#now")
        page.sees(text, "#now")
        backend.admin.post(f"/v1/messages/{message}/move", {"state": "answered"})
        page.sees("Auf der Bühne beantwortet", "#own")
        page.no_longer_sees("Wird gerade beantwortet", "#now")

        ask(page, "Lob", "Danke!")
        page.sees("Danke!", "#own")
        praise = next(
            m for m in page.api(backend.address).get("/v1/me")["messages"] if m["text"] == "Danke!"
        )
        assert praise["kind"] == "praise", praise
        # Taking back is asked twice, and can still be left.
        page.press("Zurückziehen", "#own")
        page.press("Behalten", "#own")
        page.press("Zurückziehen", "#own")
        page.press("Ja, zurückziehen", "#own")
        page.sees("Von Ihnen zurückgezogen", "#own")
        states = backend.admin.states("message")
        assert states[praise["message"]]["state"] == "withdrawn"
        page.screenshot("questions")


def a_rejection_reaches_its_author_only():
    with congress() as (backend, page):
        page.join(backend.address)
        ask(page, "Kommentar", "Das gehört nicht hierher.")
        page.sees("Eingegangen", "#own")
        message = page.api(backend.address).get("/v1/me")["messages"][0]["message"]
        backend.admin.post(
            f"/v1/messages/{message}/move", {"state": "rejected", "reason": "Kein Bezug"}
        )
        page.sees("Nicht angenommen", "#own", 30)
        page.sees("Kein Bezug", "#own")
        assert "Das gehört nicht hierher." not in page.text("#questions")


def support_is_given_and_taken_back():
    with congress() as (backend, page):
        other = backend.admin.join()
        sent = other.post(
            "/v1/messages", {"stage": STAGE, "kind": "question", "text": "Gibt es die Folien?"}
        )["subject"]
        backend.admin.post(f"/v1/messages/{sent}/move", {"state": "approved"})
        before = backend.admin.states("message")[sent].get("score", 0)
        page.join(backend.address)
        page.sees("Gibt es die Folien?", "#questions")
        button = f'#questions [data-key="{sent}"] .upvote'

        def score():
            return backend.admin.states("message")[sent].get("score", 0)

        def shown():
            return int(page.find(button + " .score").text)

        page.find(button).click()
        wait_for("the support is counted", lambda: score() == before + 1)
        wait_for("the page shows it", lambda: shown() == before + 1)
        assert page.find(button).get_attribute("aria-pressed") == "true"
        assert sent in page.api(backend.address).get("/v1/me")["upvotes"]
        wait_for("the button may be pressed again", lambda: page.find(button).is_enabled())
        page.find(button).click()
        wait_for("the support is taken back", lambda: score() == before)
        assert page.find(button).get_attribute("aria-pressed") == "false"


def a_vote_is_cast_changed_and_shown():
    with congress() as (backend, page):
        page.join(backend.address)
        page.sees("live", "#stages")
        poll = open_poll(backend, "single")
        card = page.card(poll["title"])
        wait_for(
            "the new vote is announced",
            lambda: f"Neue Abstimmung: {poll['title']}"
            in page.run("return document.getElementById ('announcer').textContent"),
        )
        page.press("Abstimmen", card)
        page.sees("Bitte wählen Sie mindestens eine Antwort.", card)
        first, second = poll["entries"][0], poll["entries"][1]
        page.label(first["text"], card).click()
        page.press("Abstimmen", card)
        page.sees(f"Ihre Stimme ist gezählt: {first['text']}", card)
        mine = page.api(backend.address)
        assert mine.get("/v1/me")["ballots"] == {poll["poll"]: [first["id"]]}
        # Hidden: the number of voters and nothing else.
        page.sees("1 Stimme abgegeben", card)
        assert "%" not in page.text(card)

        page.label(second["text"], card).click()
        page.press("Stimme ändern", card)
        page.sees(f"Ihre Stimme ist gezählt: {second['text']}", card)
        assert mine.get("/v1/me")["ballots"] == {poll["poll"]: [second["id"]]}
        page.sees("1 Stimme abgegeben", card)

        for entry in (first, first, second):
            backend.admin.join().post(
                f"/v1/polls/{poll['poll']}/ballot", {"round": poll["round"], "ids": [entry["id"]]}
            )
        show(backend, poll["poll"], "live")
        page.sees("50 %, 2 Stimmen", card)
        page.sees("4 Stimmen abgegeben", card)
        backend.admin.post(f"/v1/polls/{poll['poll']}/close", {})
        page.sees("geschlossen", card)
        page.sees(f"Ihre Stimme: {second['text']}", card)
        final = wait_for(
            "the final tally",
            lambda: next(
                (p for p in [backend.admin.states("poll")[poll["poll"]]] if p["voters"] == 4), None
            ),
        )
        assert {e["id"]: e["count"] for e in final["entries"]}[second["id"]] == 2, final
        page.screenshot("vote")


def a_result_for_voters_is_seen_after_the_own_vote():
    with congress() as (backend, page):
        page.join(backend.address)
        poll = open_poll(backend, "single")
        show(backend, poll["poll"], "after_own_vote")
        card = page.card(poll["title"])
        first, second = poll["entries"][0], poll["entries"][1]

        def another(entry):
            backend.admin.join().post(
                f"/v1/polls/{poll['poll']}/ballot", {"round": poll["round"], "ids": [entry["id"]]}
            )

        another(first)
        page.sees("1 Stimme abgegeben", card)
        page.sees("Das Ergebnis sehen Sie, sobald Sie abgestimmt haben.", card)
        assert "%" not in page.text(card)
        page.label(second["text"], card).click()
        page.press("Abstimmen", card)
        page.sees("50 %, 1 Stimme", card)
        page.no_longer_sees("Das Ergebnis sehen Sie", card)
        # It follows the votes that come later.
        another(first)
        page.sees("67 %, 2 Stimmen", card)
        page.sees(f"Ihre Stimme ist gezählt: {second['text']}", card)
        backend.admin.post(f"/v1/polls/{poll['poll']}/close", {})
        page.sees("geschlossen", card)
        page.sees("67 %, 2 Stimmen", card)
        show(backend, poll["poll"], "hidden")
        page.sees("Das Ergebnis ist noch nicht veröffentlicht.", card)
        assert "%" not in page.text(card)


def several_answers_are_counted_and_limited():
    with congress() as (backend, page):
        poll = open_poll(backend, "multiple")
        page.join(backend.address)
        card = page.card(poll["title"])
        for entry in poll["entries"]:
            page.label(entry["text"], card).click()
        page.press("Abstimmen", card)
        page.sees(f"höchstens {poll['max']} Antworten", card + " .error")
        for entry in poll["entries"][2:]:
            page.label(entry["text"], card).click()
        page.press("Abstimmen", card)
        page.sees("Ihre Stimme ist gezählt", card)
        chosen = [entry["id"] for entry in poll["entries"][:2]]
        assert page.api(backend.address).get("/v1/me")["ballots"] == {poll["poll"]: chosen}
        # A new round begins empty.
        backend.admin.post(f"/v1/polls/{poll['poll']}/close", {})
        wait_for(
            "the vote is closed",
            lambda: backend.admin.states("poll")[poll["poll"]]["state"] in ("closed", "final"),
        )
        backend.admin.post(f"/v1/polls/{poll['poll']}/open", {})
        wait_for(
            "an empty form for the new round",
            lambda: page.run(
                "return document.querySelectorAll ('#polls form:not([hidden]) input:checked').length"
            )
            == 0
            and "Abstimmen" in page.text("#polls"),
        )


def words_are_sent_changed_and_taken_back():
    with congress() as (backend, page):
        poll = open_poll(backend, "words")
        show(backend, poll["poll"], "live")
        page.join(backend.address)
        card = page.card(poll["title"])
        page.press("Begriffe senden", card)
        page.sees("Bitte geben Sie mindestens einen Begriff ein.", card)
        page.label("Begriff 1", card).send_keys("x" * (poll["length"] + 1))
        page.press("Begriffe senden", card)
        page.sees(f"höchstens {poll['length']} Zeichen", card + " .error")
        page.label("Begriff 1", card).clear()
        page.label("Begriff 1", card).send_keys("Ende zu Ende, Mut")
        page.press("Begriffe senden", card)
        page.sees("Ihre Begriffe sind gezählt: Ende zu Ende · Mut", card)
        backend.admin.join().post(
            f"/v1/polls/{poll['poll']}/ballot", {"round": poll["round"], "ids": ["mut"]}
        )
        page.sees("Mut", card + " .words")
        wait_for(
            "two people's word in the tally",
            lambda: {
                e["id"]: e["count"] for e in backend.admin.states("poll")[poll["poll"]]["entries"]
            }.get("mut")
            == 2,
        )
        page.sees("Ende zu Ende", card + " .words")
        page.screenshot("words")
        for number in (1, 2):
            page.run("arguments[0].value = ''", page.label(f"Begriff {number}", card))
        page.press("Begriffe ändern", card)
        page.sees("Ihre Begriffe sind zurückgenommen.", card)
        page.no_longer_sees("Ende zu Ende", card + " .words")
        # What a moderator blocks disappears at once.
        backend.admin.post(f"/v1/polls/{poll['poll']}/words/block", {"key": "mut", "on": True})
        wait_for(
            "the blocked word is gone", lambda: "mut" not in page.text(card + " .words").lower()
        )


def a_paused_stage_says_why():
    with congress() as (backend, page):
        page.join(backend.address)
        page.find("#ask-form")
        backend.admin.post(
            f"/v1/stages/{STAGE}/channel", {"channel": "paused", "reason": "Wir sammeln erst."}
        )
        page.sees("Schreiben ist auf dieser Bühne gerade unterbrochen.", "#ask-closed")
        page.sees("Wir sammeln erst.", "#ask-closed")
        page.sees("Lesen, zustimmen und abstimmen können Sie weiterhin.", "#ask-closed")
        assert not page.driver.find_element(By.ID, "ask-form").is_displayed()
        # Other stages are not concerned, and the page says so in the address it can be shared by.
        page.driver.find_elements(By.CSS_SELECTOR, "#stages button")[1].click()
        page.find("#ask-form")
        assert page.driver.current_url.endswith("#stage-2"), page.driver.current_url


def a_lost_line_comes_back_with_what_was_missed():
    with congress() as (backend, page):
        page.join(backend.address)
        page.sees("Verbunden", "#link")
        token = page.api(backend.address).token
        backend.stop()
        page.sees("Verbindung unterbrochen.", "#link")
        page.find("#retry")
        again = backend.again()
        try:
            poll = open_poll(again, "single")
            # The page may already have come back by itself.
            page.run("document.getElementById ('retry').click ()")
            page.sees("Wieder verbunden.", "#link", 30)
            page.card(poll["title"])
            # The same participant as before, also after the page was loaded again.
            page.driver.refresh()
            page.sees("Verbunden", "#link")
            assert page.api(again.address).token == token
        finally:
            again.kill()


def the_page_speaks_the_readers_language():
    with congress(language="en-GB") as (backend, page):
        page.join(backend.address)
        page.sees("Connected", "#link")
        page.sees("On stage now")
        assert page.run("return document.documentElement.lang") == "en"
        page.press("Deutsch", "header")
        page.sees("Jetzt auf der Bühne")
        assert page.run("return document.documentElement.lang") == "de"
        page.driver.refresh()
        page.sees("Jetzt auf der Bühne")


def the_policy_stops_what_is_not_ours():
    """The check that finds nothing elsewhere does find what it is for."""
    with workplace() as (folder, started):
        backend = Backend(folder)
        started.append(backend)
        page = Browser()
        try:
            page.join(backend.address)
            page.sees("Verbunden", "#link")
            page.run(
                "const s = document.createElement ('script'); s.textContent = 'window.broken = 1';"
                "document.body.append (s);"
                "const d = document.createElement ('div'); d.setAttribute ('style', 'color: red');"
                "document.body.append (d);"
            )
            assert page.run("return window.broken") is None
            wait_for("the violation is noticed", lambda: page.run("return window.stopped.length") > 0)
            try:
                page.assert_clean()
            except AssertionError:
                pass
            else:
                raise AssertionError("a violation of the policy went unnoticed")
        finally:
            page.close()


def leaving_forgets_the_pass():
    with congress() as (backend, page):
        page.join(backend.address)
        page.sees("Verbunden", "#link")
        page.press("Abmelden", "header")
        page.driver.switch_to.alert.accept()
        page.find("#code")
        assert page.run("return localStorage.getItem ('regie.token')") is None


if __name__ == "__main__":
    run_cases(
        a_wrong_code_is_refused_and_the_right_one_lets_in,
        a_question_goes_its_way,
        a_rejection_reaches_its_author_only,
        support_is_given_and_taken_back,
        a_vote_is_cast_changed_and_shown,
        a_result_for_voters_is_seen_after_the_own_vote,
        several_answers_are_counted_and_limited,
        words_are_sent_changed_and_taken_back,
        a_paused_stage_says_why,
        a_lost_line_comes_back_with_what_was_missed,
        the_page_speaks_the_readers_language,
        the_policy_stops_what_is_not_ours,
        leaving_forgets_the_pass,
    )
