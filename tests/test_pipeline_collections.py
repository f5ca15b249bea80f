"""Sources that hold several articles: a folder for each, the bad ones reported, corrections kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polib
from click.testing import Result

from tests.ingest.packs import LONG, RSS, SECOND, WXR, post

Run = Callable[..., Result]


def feed(*titles: str) -> str:
    body = f"<description>{LONG} {SECOND} {LONG}</description>"
    items = "".join(f"<item><title>{title}</title>{body}</item>" for title in titles)
    return RSS.format(items=items + "<item><title>Vide</title></item>")


def test_a_feed_fills_a_folder_an_article_and_names_what_failed(tk: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "journal.rss", tmp_path / "out"
    source.write_text(feed("Un puits", "Des arbres"), encoding="utf-8")
    result = tk("translate", source, "--to", "en", "--out", out)
    assert result.exit_code == 1, result.stderr
    assert sorted(path.name for path in out.iterdir()) == ["des-arbres", "un-puits"]
    assert f"{source}#vide: an item without text" in result.stderr
    assert "1 of 3 articles failed" in result.stdout
    record = json.loads((out / "un-puits" / "article.json").read_text(encoding="utf-8"))
    assert record["source"] == f"{source}#un-puits"

    draft = polib.pofile(str(out / "un-puits" / "en.po"))
    draft[-1].msgstr, draft[-1].flags = "Approved.", []
    draft.save()
    source.write_text(feed("Un titre nouveau", "Des arbres", "Un puits"), encoding="utf-8")
    tk("translate", source, "--to", "en", "--out", out)
    assert sorted(path.name for path in out.iterdir()) == ["des-arbres", "un-puits", "un-titre-nouveau"]
    assert "Approved." in (out / "un-puits" / "en.po").read_text(encoding="utf-8")


def test_an_export_says_what_it_left_out(tk: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "export.xml", tmp_path / "out"
    posts = post("Un puits", f"<p>{LONG}</p>", slug="puits-de-bla") + post("Brouillon", "x", status="draft")
    source.write_text(WXR.format(items=posts), encoding="utf-8")
    result = tk("translate", source, "--to", "en", "--out", out)
    assert result.exit_code == 0, result.stderr
    assert [path.name for path in out.iterdir()] == ["puits-de-bla"]
    assert "not published were left out: 1 draft" in result.stderr
