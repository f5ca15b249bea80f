"""How formats are named, and what is told of one whose packages are missing."""

import pytest

from translate.editions import FORMATS, parse_formats
from translate.editions.formats import Format
from translate.errors import ConfigError, MissingExtraError


def test_names_and_suffixes():
    assert parse_formats("md, HTML,markdown,,json") == ("markdown", "html", "json")
    assert all(parse_formats(form.suffix) == (name,) for name, form in FORMATS.items() if not form.package)


@pytest.mark.parametrize("text", ["", " , ", "html,rtf"])
def test_nothing_and_the_unknown_are_refused(text):
    with pytest.raises(ConfigError, match="choose among html, markdown, json, epub, docx, pdf"):
        parse_formats(text)


def test_a_missing_package_is_told_before_any_work(tk, tmp_path, monkeypatch):
    monkeypatch.setitem(FORMATS, "pdf", Format("pdf", "translate.editions.pdf", package="no_such_package", extra="pdf"))
    with pytest.raises(MissingExtraError):
        parse_formats("html,pdf")
    (tmp_path / "a.txt").write_text("Un titre\n\nUne phrase.\n", encoding="utf-8")
    result = tk("edition", tmp_path / "a.txt", "--format", "pdf", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "pip install 'yelema[pdf]'" in result.stderr
    assert not (tmp_path / "out").exists()
