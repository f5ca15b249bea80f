"""The JSON edition: the keys that docs/editions.md promises."""

import json
import re
from pathlib import Path

from edition_sample import META, article, drafts, hostile
from published_sample import reviewed

from translate.editions import render


def data(shown, layout="clean", source=None):
    return json.loads(render(source or article(), shown, layout=layout, format="json", meta=META))


def test_a_clean_edition():
    edition = data({"ru": reviewed("ru")})
    assert (edition["schema"], edition["layout"], edition["language"]) == ("yelema-edition-1", "clean", "ru")
    assert (edition["draft"], edition["watermark"]) == (False, "")
    assert edition["title"] == "Рынок в Сегу снова открывает двери"
    assert (edition["byline"], edition["date"], edition["source"]) == ("Awa Diarra", "2026-03-02", "")
    assert edition["original"] == {"language": "fr", "title": "Le marché de Ségou rouvre ses portes"}
    assert [block["kind"] for block in edition["blocks"]] == [
        "paragraph", "quote", "heading", "list_item", "list_item", "caption", "paragraph",
    ]
    assert '">опубликованный мэрией</a>, стоит <em>' in edition["blocks"][0]["html"]
    assert "Le marché" not in json.dumps(edition["blocks"], ensure_ascii=False)


def test_a_draft_is_marked():
    edition = data(drafts("en"))
    assert edition["draft"] is True
    assert edition["watermark"].startswith("Unreviewed machine translation")


def test_a_review_edition_has_every_line_with_what_is_known_of_it():
    edition = data(drafts(), "parallel")
    assert edition["languages"] == ["en", "ru", "bm"]
    lines = [line for block in edition["blocks"] for line in block["lines"]]
    assert [line["number"] for line in lines] == list(range(1, 13))
    assert lines[1]["translations"]["ru"]["state"] == "reviewed"
    assert lines[4]["translations"]["en"]["findings"][0]["code"] == "numbers"
    assert lines[5]["source"]["html"].count("<a ") == 1
    assert lines[11]["translations"]["bm"] == {
        "text": "", "html": "", "state": "new", "origin": "", "confidence": None, "terms": [],
        "findings": lines[11]["translations"]["bm"]["findings"], "previous_source": "", "note": "",
    }
    assert edition["facts"]["en"]["reviewed"] == 3
    assert edition["made"]["model"] == "yelema-fr-mul 0.1"


def test_html_in_it_is_safe():
    source, units = hostile()
    for block in data({"en": units}, source=source)["blocks"]:
        assert not re.search(r"<(script|img|svg|style)", block["html"])


def test_every_key_is_documented():
    page = (Path(__file__).parents[2] / "docs" / "editions.md").read_text(encoding="utf-8")

    def keys(value):
        if isinstance(value, dict):
            for key, item in value.items():
                if key not in ("en", "ru", "bm"):
                    yield key
                yield from keys(item)
        elif isinstance(value, list):
            for item in value:
                yield from keys(item)

    for edition in (data({"ru": reviewed("ru")}), data(drafts(), "parallel")):
        assert [key for key in dict.fromkeys(keys(edition)) if f"`{key}`" not in page] == []
