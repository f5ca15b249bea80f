"""The web page in a real browser: how it lies on screens and paper, and what it may not do."""

import http.server
import json
import re
import shutil
import subprocess
import threading
from itertools import pairwise

import pytest
from edition_sample import META, article, drafts, hostile

from translate.editions import render

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PDFTOTEXT = shutil.which("pdftotext")
pytestmark = [
    pytest.mark.needs_tools,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]
QUIET = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
    "--disable-features=NetworkTimeServiceQuerying,OptimizationHints,MediaRouter",
]
# One frame a case: name, page, width in pixels.
FRAMES = [
    ("wide", "fr-en", 1280), ("phone", "fr-en", 390), ("tablet", "fr-en", 820), ("parallel", "parallel", 1400),
    ("parallel-phone", "parallel", 390), ("hostile", "hostile", 1280), ("hostile-phone", "hostile", 390),
    ("hostile-open", "hostile-open", 1280), ("bambara", "fr-bm", 1280),
]
PROBE = """<!doctype html><meta charset="utf-8"><body>%s<pre id="result"></pre><script>
function place(element) { const r = element.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; }
function pixels(family, character) {
  const canvas = document.createElement("canvas"); canvas.width = canvas.height = 60;
  const pen = canvas.getContext("2d"); pen.font = "40px " + family; pen.fillText(character, 8, 44);
  return canvas.toDataURL();
}
window.onload = () => {
  const result = {};
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument, view = frame.contentWindow;
    const words = page.querySelector(".text td.target .words"), family = view.getComputedStyle(words).fontFamily;
    result[frame.id] = {
      width: page.documentElement.clientWidth, content: page.documentElement.scrollWidth,
      rows: [...page.querySelectorAll("tr[id]")].map(row =>
        [...row.querySelectorAll("td.source, td.target")].map(cell => place(cell.querySelector(".words")))),
      pwned: Boolean(view.pwned || window.pwned), scripts: page.scripts.length, images: page.images.length,
      styled: view.getComputedStyle(page.body).maxWidth !== "none",
      tofu: [..."ɛɔɲŋƐƆƝŊЖ«—"].filter(c => pixels(family, c) === pixels(family, "\\u{10fffd}")
        || pixels(family, c) === pixels(family, " ")),
      reached: page.querySelector(".skip").getBoundingClientRect().right,
    };
  }
  document.getElementById("result").textContent = JSON.stringify(result);
};
</script>"""


class Site(http.server.BaseHTTPRequestHandler):
    """Serves the pages; remembers every request, for whatever host it was meant."""

    pages: dict[str, str]
    asked: list[str]

    def do_GET(self):
        self.asked.append(self.headers["Host"].partition(":")[0] + self.path)
        page = self.pages.get(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((page or "").encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What the browser reports of every frame, and every request it made."""
    source, units = hostile()
    pages = {
        "fr-en": render(article(), drafts("en"), layout="bilingual", format="html", meta=META).decode(),
        "fr-bm": render(article(), drafts("bm"), layout="bilingual", format="html", meta=META).decode(),
        "parallel": render(article(), drafts(), layout="parallel", format="html", meta=META).decode(),
        "hostile": render(source, {"en": units}, layout="bilingual", format="html", meta=META).decode(),
    }
    # Without its content security policy: escaping alone must hold.
    pages["hostile-open"] = re.sub(r'<meta http-equiv="Content-Security-Policy".*?>', "", pages["hostile"])
    assert pages["hostile-open"] != pages["hostile"]
    frames = "".join(
        f'<iframe id="{name}" src="/{page}" style="width:{width}px;height:900px;border:0"></iframe>'
        for name, page, width in FRAMES
    )
    site = type("ThisSite", (Site,), {"asked": [], "pages": {f"/{name}": page for name, page in pages.items()}})
    site.pages["/probe"] = PROBE % frames
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"127.0.0.1:{server.server_port}"
        # Every other name leads here too, so that no request goes unseen.
        dom = browse(
            tmp_path_factory, f"--host-resolver-rules=MAP * {here}", "--virtual-time-budget=8000", "--dump-dom",
            f"http://{here}/probe",
        )
        server.shutdown()
    result = json.loads(re.search(r'<pre id="result">(.*?)</pre>', dom, re.S)[1])
    return result, site.asked


def browse(tmp_path_factory, *arguments):
    profile = tmp_path_factory.mktemp("browser")
    command = [CHROMIUM, *QUIET, f"--user-data-dir={profile}", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout


def test_source_and_target_stand_side_by_side_on_a_wide_screen(seen):
    for source, target in seen[0]["wide"]["rows"]:
        assert abs(source[1] - target[1]) < 4
        assert target[0] > source[2] - 1
    for row in seen[0]["parallel"]["rows"]:
        assert len(row) == 4
        assert max(abs(cell[1] - row[0][1]) for cell in row) < 4
        assert all(right[0] >= left[2] for left, right in pairwise(row))
    for source, target in seen[0]["tablet"]["rows"]:
        assert target[0] > source[2] - 1


@pytest.mark.parametrize("name", ["phone", "parallel-phone"])
def test_translations_stand_below_their_source_on_a_phone(seen, name):
    for row in seen[0][name]["rows"]:
        assert all(below[1] >= above[3] - 1 for above, below in pairwise(row))
        assert all(abs(cell[0] - row[0][0]) < 4 for cell in row)


@pytest.mark.parametrize("name", [name for name, _, _ in FRAMES])
def test_nothing_scrolls_sideways(seen, name):
    assert seen[0][name]["content"] <= seen[0][name]["width"]


@pytest.mark.parametrize("name", ["hostile", "hostile-phone", "hostile-open"])
def test_no_script_of_an_article_runs(seen, name):
    page = seen[0][name]
    assert not page["pwned"]
    assert page["scripts"] == page["images"] == 0


def test_the_policy_lets_our_own_style_through(seen):
    assert all(page["styled"] for page in seen[0].values())


def test_nothing_is_fetched_from_anywhere(seen):
    wanted = {f"127.0.0.1/{page}" for page in ("probe", *(page for _, page, _ in FRAMES))}
    # The browser's own errands (its clock, its updates) are not the page's.
    asked = {address for address in seen[1] if not re.match(r"[\w.-]+\.(google|googleapis|gvt1)\.com/", address)}
    assert asked - {"127.0.0.1/favicon.ico"} == wanted


def test_every_letter_has_a_glyph(seen):
    for page in seen[0].values():
        assert page["tofu"] == []


def test_the_skip_link_is_out_of_sight_until_wanted(seen):
    assert seen[0]["wide"]["reached"] < 0


@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
def test_on_paper_the_marks_stay(tmp_path_factory):
    folder = tmp_path_factory.mktemp("print")
    page, paper = folder / "fr-en.html", folder / "fr-en.pdf"
    page.write_bytes(render(article(), drafts("en"), layout="bilingual", format="html", meta=META))
    browse(tmp_path_factory, "--no-pdf-header-footer", f"--print-to-pdf={paper}", page.as_uri())
    text = subprocess.run([PDFTOTEXT, "-layout", paper, "-"], capture_output=True, text=True, check=True).stdout
    squeezed = " ".join(text.split())
    marks = ("Unreviewed", "Reviewed", "Final", "Error", "confidence", "marché → market", "The source has changed.")
    for mark in marks:
        assert mark in squeezed, mark
    assert "Skip to the text" not in squeezed
    # The column heads are repeated on every page that the table reaches.
    sheets = [sheet for sheet in text.split("\f") if "Unreviewed" in sheet and "Colophon" not in sheet]
    assert all("Français" in sheet and "English" in sheet for sheet in sheets)
