"""`tk publish --collection`: many articles in one file, as `issue.toml` describes it."""

import json
import re
import shutil
import subprocess

import html5lib
import pytest
from edition_sample import drafts
from published_sample import all_reviewed, on_disk

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ISSUE = """title = "Marchés & <villes>"
language = "ru"
editor = "A. Diallo"
date = 2026-03-31
articles = ["out/marche", "out/pont"]
format = "html"
"""


@pytest.fixture
def issue(tmp_path):
    """An issue file with two reviewed articles in Russian and English."""
    all_reviewed(tmp_path / "out" / "marche", "ru", "en")
    all_reviewed(tmp_path / "out" / "pont", "ru", "en", date="2026-03-09")
    path = tmp_path / "mars.toml"
    path.write_text(ISSUE, encoding="utf-8")
    return path


def parse(path):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(path.read_text(encoding="utf-8"))


def text(element):
    return " ".join("".join(element.itertext()).split())


def test_one_page_with_a_table_of_contents(tk, issue):
    result = tk("publish", "--collection", issue)
    assert result.exit_code == 0, result.stderr
    tree = parse(issue.with_name("mars-ru.html"))
    assert tree.get("lang") == "ru"
    assert text(tree.find(".//h1")) == "Marchés & <villes>"
    assert text(tree.find(".//header/p")) == "Под редакцией A. Diallo31 марта 2026 г."
    assert text(tree.find(".//nav/h2")) == "Содержание"
    links = [link.get("href") for link in tree.find(".//nav").iter("a")]
    assert links == ["#article-1", "#article-2"]
    articles = {f"#{article.get('id')}": article for article in tree.iter("article")}
    assert list(articles) == links
    assert "9 марта 2026 г." in text(articles["#article-2"])
    assert [e.tag for e in tree.iter() if re.fullmatch(r"h\d", str(e.tag))] == ["h1", "h2", "h2", "h3", "h2", "h3"]
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_a_file_for_each_language_with_its_title(tk, issue, tmp_path):
    issue.write_text(
        ISSUE.replace('"Marchés & <villes>"', '{ru = "Рынки", en = "Markets"}').replace(
            'language = "ru"', 'language = ["ru", "en"]') + 'layout = "interleaved"\n', encoding="utf-8")
    result = tk("publish", "--collection", issue, "--out", tmp_path / "site", "--json")
    assert result.exit_code == 0, result.stderr
    assert [path.rpartition("/")[2] for path in json.loads(result.stdout)["files"]] == ["mars-ru.html", "mars-en.html"]
    tree = parse(tmp_path / "site" / "mars-en.html")
    assert text(tree.find(".//h1")) == "Markets"
    assert len([pair for pair in tree.iter("div") if "pair" in pair.get("class", "")]) == 24


def test_an_unreviewed_article_holds_its_language_back(tk, issue, tmp_path):
    on_disk(tmp_path / "out" / "pont", drafts("ru"))
    issue.write_text(ISSUE.replace('"ru"', '["ru", "en"]'), encoding="utf-8")
    result = tk("publish", "--collection", issue)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("tk: mars.toml: pont, ru: 11 of 12 units are not reviewed, the first is seg00 ")
    assert not issue.with_name("mars-ru.html").exists()
    assert issue.with_name("mars-en.html").exists()
    result = tk("publish", "--collection", issue, "--allow-drafts")
    assert result.exit_code == 0
    assert "не проверенный человеком" in issue.with_name("mars-ru-draft.html").read_text(encoding="utf-8")
    assert not issue.with_name("mars-ru.html").exists()


def test_the_same_articles_give_the_same_bytes(tk, issue):
    tk("publish", "--collection", issue)
    page = issue.with_name("mars-ru.html")
    before = page.read_bytes()
    page.unlink()
    tk("publish", "--collection", issue)
    assert page.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("editor", "redactor"), "unknown key 'redactor': choose among title, language, editor,"),
        (('title = "Marchés & <villes>"\n', ""), "the key 'title' is missing"),
        (('"Marchés & <villes>"', '" "'), "title is empty"),
        (('"Marchés & <villes>"', '{en = "x"}'), "title.en: the issue is not in this language: ru"),
        (('"Marchés & <villes>"', "{}"), "the key 'title.ru' is missing"),
        (('"Marchés & <villes>"', "7"), "title must be text in quotes, not 7"),
        (('"ru"', '"xx"'), "language: unknown language 'xx'"),
        (('"ru"', '"fr"'), "language: French (fr) is the source language"),
        (("2026-03-31", '"31 mars"'), "date must be a date such as 2026-03-31, not '31 mars'"),
        (('["out/marche", "out/pont"]', "[]"), "articles must be a list of article folders"),
        (('["out/marche", "out/pont"]', '"out/marche"'), "articles must be a list of article folders"),
        (("out/pont", "out/route"), "articles: no article in "),
        (("out/pont", "out/../out/marche"), "is listed twice"),
        (('"html"', '"markdown"'), "unknown format of an edition 'markdown': choose among html, epub, docx, pdf"),
        (('"html"', '"html"\nlayout = "bilingual"'), "unknown layout of an edition 'bilingual': choose among clean, "),
        (('title = "', 'title = '), "not TOML: "),
        (('title = "Mar', 'title = "\udcff'), "not TOML: "),
        (('articles = ["out/marche", "out/pont"]', "articles = " + "[" * 5000), "not TOML: "),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tk, issue, change, told):
    wrong = ISSUE.replace(*change)
    assert wrong != ISSUE
    issue.write_text(wrong, encoding="utf-8", errors="surrogateescape")
    result = tk("publish", "--collection", issue)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"tk: {issue}: ")
    assert told in line
    assert not list(issue.parent.glob("mars-*"))


def test_an_issue_file_that_is_not_there(tk, tmp_path):
    result = tk("publish", "--collection", tmp_path / "none.toml")
    assert result.exit_code == 2
    assert "none.toml: No such file or directory" in result.stderr


PROBE = """<!doctype html><meta charset="utf-8"><body><pre id="result"></pre><iframe src="mars-ru.html"
 style="width:800px;height:600px;border:0"></iframe><script>
window.onload = async () => {
  const view = document.querySelector("iframe").contentWindow, page = view.document, result = [];
  for (const link of page.querySelectorAll("nav a")) {
    link.click();
    await new Promise(done => setTimeout(done, 50));
    const target = page.querySelector(":target"), mark = page.querySelector(".watermark");
    result.push([target.id, target.getBoundingClientRect().top, mark ? mark.getBoundingClientRect().top : -1,
                 page.documentElement.scrollWidth <= page.documentElement.clientWidth]);
  }
  document.getElementById("result").textContent = JSON.stringify(result);
};
</script>"""


@pytest.mark.needs_tools
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_the_table_of_contents_leads_to_the_articles_in_a_browser(tk, issue, tmp_path):
    on_disk(tmp_path / "out" / "pont", drafts("ru"))
    assert tk("publish", "--collection", issue, "--allow-drafts").exit_code == 0
    issue.with_name("mars-ru-draft.html").rename(issue.with_name("mars-ru.html"))
    (tmp_path / "probe.html").write_text(PROBE, encoding="utf-8")
    command = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--allow-file-access-from-files",
        "--disable-background-networking", f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=4000",
        "--dump-dom", (tmp_path / "probe.html").as_uri(),
    ]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    seen = json.loads(re.search(rb'<pre id="result">(.*?)</pre>', done.stdout)[1])
    assert [place[0] for place in seen] == ["article-1", "article-2"]
    for _, top, watermark, fits in seen:
        assert 0 <= top < 300  # the article is in view
        assert watermark == 0  # and the mark of the draft still on top of it
        assert fits
