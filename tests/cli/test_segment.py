"""`tk segment` on the shipped sample, standard input and what cannot be read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from translate.resources import articles_dir

Run = Callable[..., Result]


def rows(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_gives_one_object_a_segment(tk: Run, sample: Path) -> None:
    found = rows(tk("segment", sample, "--json"))
    assert all(set(row) == {"id", "block", "kind", "text"} for row in found)
    assert len({row["id"] for row in found}) == len(found)
    texts = [row["text"] for row in found]
    assert "Le chantier n’a pas attendu la fin de la saison des pluies." in texts
    assert "L’ambassadeur a insisté sur ce dernier point." in texts
    # The semicolon and the incise stay in one sentence, the colon keeps its quotation.
    assert any("Les ingénieurs russes repartiront" in text and "a-t-il assuré" in text for text in texts)
    assert any("aux champs" in text and "partait en fumée" in text for text in texts)


def test_head_and_byline_are_whole(tk: Run, sample: Path) -> None:
    found = rows(tk("segment", sample, "--json"))
    heads = [row["text"] for row in found if row["kind"] == "heading"]
    assert len(heads) == 1
    assert heads[0].endswith("une centrale solaire près de Ségou")
    assert [row["text"] for row in found if row["kind"] == "byline"] == ["A.S"]


def test_the_listing_shows_id_kind_and_text(tk: Run, sample: Path) -> None:
    listing = tk("segment", sample).stdout
    for row in rows(tk("segment", sample, "--json")):
        assert any(
            line.startswith(row["id"]) and row["kind"] in line and line.endswith(row["text"])
            for line in listing.splitlines()
        )


def test_every_sample_can_be_segmented(tk: Run) -> None:
    for path in sorted(articles_dir().iterdir()):
        if path.suffix in {".txt", ".md", ".html", ".docx"} and not path.stem.isupper():
            assert rows(tk("segment", path, "--json")), path


def test_standard_input(tk: Run) -> None:
    text = "Crue à Ségou\n\nLe fleuve a débordé lundi. M. Sangaré a visité les quartiers touchés."
    texts = [row["text"] for row in rows(tk("segment", "-", "--json", "--force-source", "fr", stdin=text))]
    assert texts[-2:] == ["Le fleuve a débordé lundi.", "M. Sangaré a visité les quartiers touchés."]


def test_a_missing_file_is_one_line_and_exit_2(tk: Run, tmp_path: Path) -> None:
    result = tk("segment", tmp_path / "absent.txt")
    assert result.exit_code == 2
    assert "absent.txt" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""
