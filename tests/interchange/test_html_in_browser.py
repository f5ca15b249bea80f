"""A review page in a real browser: typing, saving, crashing, coming back."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import desk
import office
from chromium import CHROMIUM, Browser

from translate.interchange.html import FORMAT
from translate.units import State

pytestmark = [
    pytest.mark.needs_tools,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
TYPED = "The <1>Markala</1> bridge & its\n«\u00a0road\u00a0» </textarea><script>window.pwned = 1</script>"


@pytest.fixture
def start(tmp_path: Path) -> Iterator:
    """A function that starts the browser, each time with the same profile."""
    started: list[Browser] = []

    def begin() -> Browser:
        started.append(Browser(tmp_path / "profile", tmp_path / "downloads"))
        return started[-1]

    (tmp_path / "downloads").mkdir()
    yield begin
    for browser in started:
        if browser._process.poll() is None:
            browser.crash()


def row(number: int, field: str) -> str:
    return f"tbody tr:nth-child({number}) .{field}"


def saved(folder: Path, holding: str = "") -> Path:
    """The page the browser has saved, once it is there as a whole and holds these words."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for path in folder.glob("*.html"):
            text = path.read_text("utf-8", "replace")
            if text.endswith("</html>\n") and holding in text:
                return path
        time.sleep(0.1)
    raise AssertionError(f"nothing was saved: {list(folder.iterdir())}")


def text_of(browser: Browser, number: int) -> str:
    return browser.run(f"document.querySelector({row(number, 'translation')!r}).value")


def test_what_is_typed_and_ticked_comes_back_from_the_saved_page(tmp_path: Path, start) -> None:
    page = tmp_path / "pont.en.html"
    page.write_bytes(FORMAT.write([office.document(), office.document(desk.units()[:1], language="ru", slug="autre")]))
    browser = start()
    browser.open(page)
    assert browser.run("document.getElementById('progress').textContent") == "2 of 7 reviewed"
    browser.replace(row(2, "translation"), TYPED)
    browser.press("Enter", 13, control=True)
    assert browser.run(f"document.activeElement === document.querySelector({row(5, 'translation')!r})")
    browser.ask("Input.insertText", text="Merci !")
    browser.replace(row(1, "comment"), "Ask Awa")
    browser.click(row(1, "final"))
    browser.click(row(3, "reviewed"))
    browser.click("#left")
    assert browser.run("getComputedStyle(document.querySelector('tbody tr:nth-child(1)')).display") == "none"
    browser.click("#save")
    done = saved(tmp_path / "downloads")
    assert done.name == "pont.en.html"
    back = {(one.article, one.id): one for one in FORMAT.read(done.read_bytes(), done.name)}
    assert (back["pont", "s2"].target, back["pont", "s2"].state) == (TYPED, State.REVIEWED)
    assert (back["pont", "s5"].target, back["pont", "s5"].state) == ("Merci !", State.DRAFT)
    assert (back["pont", "s1"].note, back["pont", "s1"].state) == ("Ask Awa", State.FINAL)
    assert (back["pont", "s3"].target, back["pont", "s3"].state) == ("It cost 3 billion.", State.DRAFT)
    untouched = [back["pont", "s4"], back["pont", "s6"]]
    office.assert_whole(untouched, [office.document([desk.units()[3], desk.units()[5]])])
    assert back["autre", "s1"].language == "ru"

    # The saved page is a review page like the first: it opens, takes more and saves again.
    browser.open(done)
    assert not browser.run("Boolean(window.pwned)")
    assert browser.run("document.getElementById('restored').hidden")
    browser.replace(row(4, "translation"), "The road follows.")
    browser.press("s", 83, control=True)
    later = saved(tmp_path / "downloads", "The road follows.").read_bytes()
    again = {one.id: one for one in FORMAT.read(later, "x") if one.language == "en"}
    assert again["s4"].target == "The road follows."
    assert again["s2"] == back["pont", "s2"]
    assert browser.messages == []


def test_a_crash_loses_nothing(tmp_path: Path, start) -> None:
    page = tmp_path / "pont.en.html"
    page.write_bytes(FORMAT.write([office.document()]))
    browser = start()
    browser.open(page)
    browser.replace(row(1, "translation"), "A bridge kept")
    browser.click(row(1, "reviewed"))
    time.sleep(6)  # Chromium writes local storage to disk every few seconds
    browser.crash()
    browser = start()
    browser.open(page)
    assert text_of(browser, 1) == "A bridge kept"
    assert not browser.run("document.getElementById('restored').hidden")
    browser.click("#save")
    back = office.by_id(FORMAT, saved(tmp_path / "downloads").read_bytes())
    assert (back["s1"].target, back["s1"].state) == ("A bridge kept", State.REVIEWED)
    browser.open(page)
    browser.click("#discard")
    assert text_of(browser, 1) == "The bridge of Markala"


def test_a_page_from_someone_else_is_shown_as_it_is(tmp_path: Path, start) -> None:
    page = tmp_path / "pont.en.html"
    page.write_bytes(FORMAT.write([office.document()]))
    browser = start()
    browser.open(page)
    browser.replace(row(1, "translation"), "First version")
    browser.click("#save")
    first = saved(tmp_path / "downloads")
    theirs = tmp_path / "theirs.html"
    text = first.read_text("utf-8")
    revision = text.partition('data-revision="')[2].partition('"')[0]
    theirs.write_text(text.replace("First version", "Their version").replace(revision, "0123456789abcdef"), "utf-8")
    browser.open(theirs)
    assert text_of(browser, 1) == "Their version"
    assert browser.run("document.getElementById('restored').hidden")


def test_nothing_but_our_script_may_run(tmp_path: Path, start) -> None:
    attack = "</textarea></td><img src=x onerror=window.pwned=1><script>window.pwned=1</script>"
    page = tmp_path / "x.html"
    page.write_bytes(FORMAT.write([office.document([desk.unit("s1", attack, attack, note=attack)], slug="x")]))
    browser = start()
    browser.open(page)
    assert not browser.run("Boolean(window.pwned)")
    # Even a script that got in would be stopped by the policy.
    script = "Object.assign(document.createElement('script'), {text: 'window.pwned = 1'})"
    browser.run(f"Boolean(document.body.appendChild({script}))")
    assert not browser.run("Boolean(window.pwned)")
    assert any("Content Security Policy" in message for message in browser.messages)
