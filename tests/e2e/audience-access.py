# audience-access.py: the audience's page for those who do not see it, or use no mouse
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Names, headings, landmarks, contrast, target sizes, keyboard, small screens, reduced motion: measured
# in Chromium on the page in all its states, in light and in dark.

from browser import congress, open_poll, show
from rig import ACCESS_CODE, run_cases, wait_for
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

STAGE = "stage-1"

# Everything about the page's structure that is wrong, as a list of sentences.
STRUCTURE = r"""
const wrong = [];
const shown = [...document.querySelectorAll ('body *')].filter (n => n.checkVisibility ({visibilityProperty: true}));
const say = (node, what) => wrong.push (`${node.tagName.toLowerCase ()}${node.id ? '#' + node.id : ''} “${node.textContent.trim ().slice (0, 40)}” ${what}`);

if (!document.documentElement.lang) wrong.push ('the page has no language');
if (!document.title.trim ()) wrong.push ('the page has no title');
for (const [what, css, count] of [['main', 'main', 1], ['banner', 'body > header', 1], ['h1', 'h1', 1]]) {
  const found = shown.filter (n => n.matches (css)).length;
  if (found !== count) wrong.push (`${found} × ${what}`);
}
let level = 0;
for (const heading of shown.filter (n => /^H[1-6]$/.test (n.tagName))) {
  const next = Number (heading.tagName[1]);
  if (next > level + 1) say (heading, `follows a heading of level ${level}`);
  if (!heading.textContent.trim ()) say (heading, 'is empty');
  level = next;
}
const ids = new Map ();
for (const node of document.querySelectorAll ('[id]')) {
  if (ids.has (node.id)) say (node, 'has an id that is used twice');
  ids.set (node.id, node);
}
for (const node of document.querySelectorAll ('[aria-labelledby], [aria-describedby], [for]'))
  for (const name of ['aria-labelledby', 'aria-describedby', 'for'])
    for (const id of (node.getAttribute (name) ?? '').split (/\s+/).filter (Boolean))
      if (!ids.has (id)) say (node, `refers to ${id}, which is not there`);
for (const node of shown.filter (n => n.matches ('main section:not([aria-labelledby]):not([aria-label])')))
  say (node, 'is a section without a name');
for (const node of shown.filter (n => n.matches ('ul, ol')))
  for (const child of node.children) if (child.tagName !== 'LI') say (child, 'is in a list but no item');
for (const node of shown.filter (n => n.matches ('button, input, textarea, summary, a[href]'))) {
  const target = node.closest ('label') ?? node;
  const box = target.getBoundingClientRect ();
  if ((box.width < 24 || box.height < 24) && !node.matches ('.skip')) say (node, `is a target of ${box.width} × ${box.height}`);
  if (node.tabIndex > 0) say (node, 'has a tab index of its own');
}
return wrong;
"""

# Text whose contrast with what is behind it is below WCAG 2.2 AA, and edges of fields below 3:1.
CONTRAST = r"""
const canvas = document.createElement ('canvas');
canvas.width = canvas.height = 1;
const paint = canvas.getContext ('2d', {willReadFrequently: true});
const rgba = color => {
  paint.clearRect (0, 0, 1, 1);
  paint.fillStyle = color;
  paint.fillRect (0, 0, 1, 1);
  const [r, g, b, a] = paint.getImageData (0, 0, 1, 1).data;
  return [r, g, b, a / 255];
};
const over = (top, below) => [0, 1, 2].map (i => top[i] * top[3] + below[i] * (1 - top[3])).concat (1);
const luminance = c => {
  const [r, g, b] = c.map (v => v / 255).map (v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (a, b) => {
  const [x, y] = [luminance (a), luminance (b)].sort ((m, n) => n - m);
  return (x + 0.05) / (y + 0.05);
};
const behind = node => {
  const layers = [];
  for (let n = node; n; n = n.parentElement) layers.push (rgba (getComputedStyle (n).backgroundColor));
  return layers.reverse ().reduce ((below, top) => over (top, below), [255, 255, 255, 1]);
};
const opacity = node => {
  let all = 1;
  for (let n = node; n; n = n.parentElement) all *= Number (getComputedStyle (n).opacity);
  return all;
};
const wrong = [];
let n = 0;
const walker = document.createTreeWalker (document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode ()) {
  const node = walker.currentNode.parentElement;
  const text = walker.currentNode.textContent.trim ();
  if (!text || !node.checkVisibility ({visibilityProperty: true}) || node.closest ('.unseen, .skip')) continue;
  const style = getComputedStyle (node);
  const back = behind (node);
  const color = rgba (style.color);
  color[3] *= opacity (node);
  const size = parseFloat (style.fontSize);
  const large = size >= 24 || (size >= 18.66 && Number (style.fontWeight) >= 700);
  const found = ratio (over (color, back), back);
  n++;
  if (found < (large ? 3 : 4.5)) wrong.push (`“${text.slice (0, 40)}” ${found.toFixed (2)}:1`);
}
for (const node of document.querySelectorAll ('input, textarea, button')) {
  if (!node.checkVisibility ()) continue;
  const style = getComputedStyle (node);
  if (node.matches ('[type=radio], [type=checkbox]') || style.borderTopStyle === 'none') continue;
  const back = behind (node.parentElement);
  const found = Math.max (ratio (over (rgba (style.borderTopColor), back), back), ratio (behind (node), back));
  n++;
  if (found < 3) wrong.push (`the edge of ${node.tagName} “${node.textContent.trim ().slice (0, 30)}” ${found.toFixed (2)}:1`);
}
return [n, wrong];
"""


def assert_names(page):
    """Whatever can be used has a role and a name in the accessibility tree."""
    tree = page.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    seen = 0
    for node in tree:
        properties = {p["name"]: p["value"].get("value") for p in node.get("properties", [])}
        role = node.get("role", {}).get("value")
        if node.get("ignored") or not properties.get("focusable") or role == "RootWebArea":
            continue
        seen += 1
        if role in ("main", "generic"):
            continue
        name = node.get("name", {}).get("value", "").strip()
        assert name, f"a {role} without a name: {node}"
    assert seen > 3, seen


def assert_fine(page, where):
    wrong = page.run(STRUCTURE)
    assert not wrong, f"{where}: {wrong}"
    assert_names(page)
    for scheme in ("light", "dark"):
        page.prefer(scheme=scheme)
        page.run("for (const a of document.getAnimations ()) a.finish ()")
        n, wrong = page.run(CONTRAST)
        assert n > 3, n
        assert not wrong, f"{where}, {scheme}: {wrong}"
        page.screenshot(f"{where.replace(' ', '-')}-{scheme}")
    page.prefer()


def fill(backend, page):
    """The page with everything on it that it can show."""
    guest = page.api(backend.address)
    for text, state in (("Erste Frage", "approved"), ("Zweite Frage", "rejected"), ("Dritte", None)):
        sent = guest.post("/v1/messages", {"stage": STAGE, "kind": "question", "text": text})
        if state:
            backend.admin.post(
                f"/v1/messages/{sent['subject']}/move",
                {"state": state, **({"reason": "Doppelt"} if state == "rejected" else {})},
            )
    other = backend.admin.join().post(
        "/v1/messages",
        {"stage": STAGE, "kind": "comment", "text": "Donaudampfschifffahrt" * 6 + "?"},
    )["subject"]
    backend.admin.post(f"/v1/messages/{other}/move", {"state": "approved"})
    third = backend.admin.join().post(
        "/v1/messages", {"stage": STAGE, "kind": "question", "text": "Was ist auf Sendung?"}
    )["subject"]
    for state in ("approved", "next", "on_air"):
        backend.admin.post(f"/v1/messages/{third}/move", {"state": state})
    polls = {}
    for kind in ("single", "multiple", "words"):
        polls[kind] = open_poll(backend, kind)
        show(backend, polls[kind]["poll"], "live")
    for kind, ids in (
        ("single", ["a"]),
        ("multiple", ["a", "b"]),
        ("words", ["Mut", "Verwaltungsverfahrensbeschleunigung"]),
    ):
        guest.post(
            f"/v1/polls/{polls[kind]['poll']}/ballot", {"round": polls[kind]["round"], "ids": ids}
        )
    backend.admin.post(f"/v1/polls/{polls['multiple']['poll']}/close", {})
    page.driver.refresh()
    page.sees("Nicht angenommen", "#own")
    page.sees("Was ist auf Sendung?", "#now")
    for poll in polls.values():
        page.sees(poll["title"], "#polls")
    page.sees("Mut", "#polls .words")
    page.run("document.querySelectorAll ('details').forEach (d => d.open = true)")
    return polls


def the_page_before_joining_is_accessible():
    with congress() as (backend, page):
        page.join(backend.address, "falsch")
        page.sees("Das ist nicht der Zugangscode", "#code-error")
        assert_fine(page, "join")


def the_page_is_accessible_with_everything_on_it():
    with congress() as (backend, page):
        page.join(backend.address)
        page.sees("live", "#stages")
        fill(backend, page)
        assert_fine(page, "congress")
        page.press("Senden", "#ask-form")
        backend.admin.post(f"/v1/stages/stage-2/channel", {"channel": "closed", "reason": "Pause"})
        assert_fine(page, "errors")
        page.driver.execute_script("location.hash = 'stage-2'")
        page.sees("Grund: Pause", "#ask-closed")
        assert_fine(page, "closed channel")
        backend.stop()
        page.sees("Verbindung unterbrochen", "#link")
        assert_fine(page, "lost line")


def nothing_is_cut_off_on_a_small_screen():
    with congress(width=320, height=640) as (backend, page):
        page.join(backend.address)
        page.sees("live", "#stages")
        fill(backend, page)
        for language in ("Deutsch", "English"):
            page.press(language, "header")
            wide = page.run(
                "return [document.documentElement.scrollWidth, [...document.querySelectorAll ('body *')]"
                ".filter (n => n.checkVisibility () && !n.closest ('.unseen, .skip'))"
                ".filter (n => n.getBoundingClientRect ().right > 320.5)"
                ".map (n => n.tagName + ' ' + n.className + ' ' + n.textContent.slice (0, 30))]"
            )
            assert wide[0] <= 320 and not wide[1], wide
            page.screenshot(f"small-{language}")


def everything_is_reached_by_keyboard_and_shows_its_focus():
    with congress() as (backend, page):
        page.join(backend.address)
        page.sees("live", "#stages")
        fill(backend, page)
        page.run("document.activeElement.blur (); window.scrollTo (0, 0)")
        # One radio button of each group is reached by Tab, the others by arrows.
        wanted = page.run(
            """
            const groups = new Set ();
            return [...document.querySelectorAll ('a[href], button, input, textarea, summary')]
              .filter (n => n.checkVisibility () && !n.disabled)
              .filter (n => n.type !== 'radio' || (!groups.has (n.name) && groups.add (n.name)))
              .length;
            """
        )
        reached = []
        for _ in range(wanted + 5):
            ActionChains(page.driver).send_keys(Keys.TAB).perform()
            found = page.run(
                """
                const node = document.activeElement;
                if (node === document.body) return null;
                window.walked ??= [];
                const again = window.walked.includes (node);
                window.walked.push (node);
                const style = getComputedStyle (node);
                return [again, node.tagName + ' ' + node.textContent.trim ().slice (0, 30),
                        style.outlineStyle !== 'none' && parseFloat (style.outlineWidth) >= 2];
                """
            )
            if found is None or found[0]:
                break
            assert found[2], f"{found[1]} does not show that it has the focus"
            reached.append(found[1])
        assert len(reached) == wanted, (wanted, reached)
        assert reached[0].startswith("A "), reached[0]


def a_vote_is_cast_by_keyboard_alone():
    with congress() as (backend, page):
        poll = open_poll(backend, "single")
        page.driver.get(backend.address + "/")
        page.find("#code")
        # Skip link, two languages, the code.
        ActionChains(page.driver).send_keys(*[Keys.TAB] * 4).perform()
        assert page.run("return document.activeElement.id") == "code"
        ActionChains(page.driver).send_keys(ACCESS_CODE, Keys.ENTER).perform()
        page.sees("live", "#stages")
        # The reader is put where the new content begins.
        assert page.run("return document.activeElement.id") == "view-title"
        page.card(poll["title"])

        def at_a_radio_button():
            ActionChains(page.driver).send_keys(Keys.TAB).perform()
            return page.run(
                "const n = document.activeElement; return n.type === 'radio' && n.name !== 'kind'"
            )

        wait_for("Tab reaches the answers", at_a_radio_button)
        ActionChains(page.driver).send_keys(Keys.SPACE, Keys.ARROW_DOWN, Keys.ENTER).perform()
        page.sees("Ihre Stimme ist gezählt", "#polls")
        ballots = page.api(backend.address).get("/v1/me")["ballots"]
        assert ballots == {poll["poll"]: [poll["entries"][1]["id"]]}, ballots


def nothing_moves_for_those_who_asked_for_that():
    with congress() as (backend, page):
        page.join(backend.address)
        page.sees("live", "#stages")
        fill(backend, page)
        css = "return getComputedStyle (document.querySelector ('.bar-fill')).transitionDuration"
        assert page.run(css) == "0.2s"
        page.prefer(motion="reduce")
        assert page.run(css) == "0s"


def a_list_does_not_change_its_order_under_the_focus():
    with congress() as (backend, page):
        guests = [backend.admin.join() for _ in range(3)]
        sent = []
        for i, guest in enumerate(guests):
            sent.append(
                guest.post(
                    "/v1/messages", {"stage": STAGE, "kind": "question", "text": f"Frage {i}"}
                )["subject"]
            )
            backend.admin.post(f"/v1/messages/{sent[i]}/move", {"state": "approved"})
        page.join(backend.address)
        page.sees("Frage 2", "#questions")

        def order():
            return page.run(
                "return [...document.querySelectorAll ('#questions > li')].map (n => n.dataset.key)"
            )

        mine = [key for key in order() if key in sent]
        last = mine[-1]
        page.run(
            "document.querySelector (`#questions [data-key=\"${arguments[0]}\"] button`).focus ()",
            mine[0],
        )
        before = order()
        for guest in (g for g, message in zip(guests, sent) if message != last):
            guest.post(f"/v1/messages/{last}/upvote", {"on": True})
        page.sees("verschoben – zeigen", "#questions-sort")
        assert order() == before
        assert page.run("return document.activeElement.closest ('li').dataset.key") == mine[0]
        page.find("#questions-sort").click()
        wait_for("the list is in order", lambda: order().index(last) < order().index(mine[0]))


if __name__ == "__main__":
    run_cases(
        the_page_before_joining_is_accessible,
        the_page_is_accessible_with_everything_on_it,
        nothing_is_cut_off_on_a_small_screen,
        everything_is_reached_by_keyboard_and_shows_its_focus,
        a_vote_is_cast_by_keyboard_alone,
        nothing_moves_for_those_who_asked_for_that,
        a_list_does_not_change_its_order_under_the_focus,
    )
