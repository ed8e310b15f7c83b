# browser.py: Chromium, for tests of the pages that the backend serves
#
# SPDX-License-Identifier: EUPL-1.2
# SPDX-FileCopyrightText: The Regie developers
#
# Importing it ends the test as skipped, loudly, where Chromium or its driver is not installed.

import contextlib
import os
import pathlib
import shutil
import sys
import tempfile

from rig import ACCESS_CODE, SKIPPED, Api, Backend, run_cases, wait_for, workplace

try:
    from selenium import webdriver
    from selenium.common.exceptions import WebDriverException
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys
except ImportError:
    webdriver = None

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
if webdriver is None or CHROMIUM is None or DRIVER is None:
    print(
        "1..0 # SKIP AUDIENCE PAGE NOT TESTED: install chromium, chromium-driver and"
        " python3-selenium",
        flush=True,
    )
    sys.exit(SKIPPED)

# What the browser itself says about answers that the tests provoke.
EXPECTED = ("Failed to load resource", "WebSocket connection to")


class Browser:
    """Chromium with a profile of its own, that speaks `language` and is `width` wide."""

    def __init__(self, language="de", width=1000, height=900, dark=False):
        self.profile = tempfile.mkdtemp(prefix="regie-chromium-")
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in (
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            f"--lang={language}",
            f"--user-data-dir={self.profile}",
            f"--window-size={max(width, 500)},{height}",
        ):
            options.add_argument(flag)
        options.add_experimental_option("prefs", {"intl.accept_languages": language})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        os.environ["SE_OFFLINE"] = "true"
        os.environ["SE_AVOID_STATS"] = "true"
        self.driver = webdriver.Chrome(
            options=options, service=webdriver.ChromeService(executable_path=DRIVER)
        )
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        self.prefer(scheme="dark" if dark else "light")
        self.said = []

    def prefer(self, scheme="light", motion="no-preference"):
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {
                "features": [
                    {"name": "prefers-color-scheme", "value": scheme},
                    {"name": "prefers-reduced-motion", "value": motion},
                ]
            },
        )

    def close(self):
        with contextlib.suppress(WebDriverException):
            self.driver.quit()
        shutil.rmtree(self.profile, ignore_errors=True)

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def log(self):
        self.said += self.driver.get_log("browser")
        return self.said

    def assert_clean(self):
        """No script failed, and the content security policy had nothing to stop."""
        bad = [
            entry["message"]
            for entry in self.log()
            if entry["level"] in ("SEVERE", "WARNING")
            and not any(part in entry["message"] for part in EXPECTED)
        ]
        assert not bad, bad
        stopped = self.run("return window.stopped ?? []")
        assert not stopped, stopped

    def find(self, css, seconds=10):
        def shown():
            for node in self.driver.find_elements(By.CSS_SELECTOR, css):
                with contextlib.suppress(WebDriverException):
                    if node.is_displayed():
                        return node
            return None

        return wait_for(f"{css} on the page", shown, seconds)

    def text(self, css):
        return self.run(
            "return [...document.querySelectorAll(arguments[0])]"
            ".filter (n => n.checkVisibility ()).map (n => n.innerText).join ('\\n')",
            css,
        )

    def sees(self, text, css="body", seconds=10):
        wait_for(f"“{text}” in {css}", lambda: text in self.text(css), seconds)

    def no_longer_sees(self, text, css="body", seconds=10):
        wait_for(f"“{text}” gone from {css}", lambda: text not in self.text(css), seconds)

    def label(self, text, within=""):
        """The control that a label with this text names."""
        return wait_for(
            f"a field labelled {text}",
            lambda: self.run(
                """
                for (const label of document.querySelectorAll (arguments[1] + ' label'))
                  if (label.textContent.trim () === arguments[0] && label.checkVisibility ())
                    return label.control;
                return null;
                """,
                text,
                within,
            ),
        )

    def press(self, text, within=""):
        """Clicks the button with this text."""

        def find():
            for node in self.driver.find_elements(By.CSS_SELECTOR, f"{within} button"):
                if node.is_displayed() and node.is_enabled() and node.text.strip() == text:
                    return node
            return None

        node = wait_for(f"a button {text} in {within or 'the page'}", find)
        self.run("arguments[0].scrollIntoView ({block: 'center'})", node)
        node.click()

    def card(self, title):
        """A selector for the card of the vote with this title."""
        return "#" + wait_for(
            f"a vote {title}",
            lambda: self.run(
                """
                for (const node of document.querySelectorAll ('#polls h3'))
                  if (node.textContent === arguments[0]) {
                    node.parentElement.id = CSS.escape (node.id) === node.id ? node.id + '-card' : 'card-' + [...document.querySelectorAll ('#polls > *')].indexOf (node.parentElement);
                    return node.parentElement.id;
                  }
                return null;
                """,
                title,
            ),
        )

    def join(self, address, code=ACCESS_CODE):
        self.driver.get(address + "/")
        # A violation of the policy leaves a trace even where the browser's log does not.
        self.run(
            "window.stopped = []; document.addEventListener ('securitypolicyviolation',"
            " event => window.stopped.push (event.violatedDirective + ' ' + event.blockedURI))"
        )
        field = self.find("#code")
        field.clear()
        field.send_keys(code, Keys.ENTER)

    def api(self, address):
        """The REST API as this page's participant."""
        token = wait_for("a pass", lambda: self.run("return localStorage.getItem ('regie.token')"))
        return Api(address, token)

    def screenshot(self, name):
        folder = os.environ.get("REGIE_SCREENSHOTS")
        if folder:
            pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
            self.driver.save_screenshot(str(pathlib.Path(folder) / f"audience-{name}.png"))


@contextlib.contextmanager
def congress(**browser):
    """A running demo congress, and a browser that is not there yet."""
    with workplace() as (folder, started):
        backend = Backend(folder)
        started.append(backend)
        page = Browser(**browser)
        try:
            yield backend, page
            page.assert_clean()
        except BaseException:
            print("# the page said:", page.log()[-10:], file=sys.stderr)
            with contextlib.suppress(WebDriverException):
                page.screenshot("failure")
            raise
        finally:
            page.close()


def open_poll(backend, kind, stage="stage-1"):
    """Opens the running session's vote of this kind; returns it."""
    session = backend.admin.states("stage")[stage]["session"]
    poll = next(
        poll
        for poll in backend.admin.states("poll").values()
        if poll["session"] == session and poll["kind"] == kind and poll["state"] == "draft"
    )
    backend.admin.post(f"/v1/polls/{poll['poll']}/open", {})
    return backend.admin.states("poll")[poll["poll"]]


def show(backend, poll, visibility):
    backend.admin.post(f"/v1/polls/{poll}/show", {"visibility": visibility})
