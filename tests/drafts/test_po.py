"""The PO syntax: what goes in comes out, what is broken is named with its line."""

from __future__ import annotations

import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given

from translate.drafts.po import Entry, parse, serialise
from translate.errors import DraftError

from . import strategies

HEADER = 'msgid ""\nmsgstr "Language: en\\n"\n\n'


def entries(body: str) -> list[Entry]:
    return parse(HEADER + body, "en.po")[1:]


@given(source=strategies.bodies, target=strategies.texts, note=strategies.notes)
def test_any_text_comes_back_as_it_was(source: str, target: str, note: str) -> None:
    written = Entry(
        line=4, msgctxt="a1", msgid=source, msgstr=target, previous=target, notes=note.split("\n") if note else [],
        facts=["origin: mt:x"], flags=["fuzzy"],
    )
    for obsolete in (False, True):
        written.obsolete = obsolete
        (read,) = entries(serialise([written]))
        read.line = 4
        assert read == written


@given(source=strategies.bodies)
def test_polib_reads_the_same_text(source: str) -> None:
    printable = "".join(character for character in source if character >= " " and character not in "\x7f\x85\u2028")
    po = polib.pofile(HEADER + serialise([Entry(msgctxt="a", msgid="x" + printable, msgstr="y" + printable)]))
    assert (po[0].msgid, po[0].msgstr) == ("x" + printable, "y" + printable)


@pytest.mark.parametrize(
    ("body", "source", "target"),
    [
        ('msgctxt "a"\nmsgid ""\n"Le pont "\n"est là."\nmsgstr "It is" " there."\n', "Le pont est là.", "It is there."),
        ('msgctxt "a"\r\nmsgid "x\\ty"\r\nmsgstr "\\"z\\" \\\\n"\r\n', "x\ty", '"z" \\n'),
        ('#comment without a space\nmsgctxt "a"\nmsgid "\\x41\\101\\a"\nmsgstr ""\n', "AA\a", ""),
        ('#:\nmsgctxt "a"\nmsgid "x"\nmsgstr "y"\n#:\n', "x", "y"),
        ('msgctxt "a"\nmsgid "x"\nmsgstr "y"\n\n\n# a last word\n', "x", "y"),
        ('#~ msgctxt "a"\n#~ msgid ""\n#~ "x"\n#~ msgstr "y"\n', "x", "y"),
    ],
)
def test_what_editors_write(body: str, source: str, target: str) -> None:
    (entry,) = entries(body)
    assert (entry.msgid, entry.msgstr) == (source, target)


def test_comments_keep_their_kinds() -> None:
    (entry,) = entries(
        '# un mot\n#  décalé\n#\n#. kind: quote\n#: page:3\n#, fuzzy, no-wrap\n'
        '#| msgctxt "old"\n#| msgid "avant "\n#| "hier"\nmsgctxt "a"\nmsgid "x"\nmsgstr "y"\n'
    )
    assert entry.notes == ["un mot", " décalé", ""]
    assert entry.facts == ["kind: quote"]
    assert entry.other == ["#: page:3"]
    assert entry.flags == ["fuzzy", "no-wrap"]
    assert entry.previous == "avant hier"


def test_a_retired_entry_keeps_its_previous_source_and_comments() -> None:
    (entry,) = entries('#. origin: human\n#~| msgid "avant"\n#~ msgctxt "a"\n#~ msgid "x"\n#~ msgstr "y"\n')
    assert entry.obsolete
    assert entry.previous == "avant"
    assert entry.facts == ["origin: human"]


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ('msgctxt "a"\nmsgid "x\nmsgstr "y"\n', 5, "quotation mark"),
        ('msgctxt "a"\nmsgid "x"\nmsgstr "say "no" twice"\n', 6, "quotation mark"),
        ('msgctxt "a"\nmsgid "x"\n', 4, "no msgstr"),
        ('msgctxt "a"\nmsgid "x"\n\nmsgctxt "b"\nmsgid "z"\nmsgstr ""\n', 7, "msgctxt where msgstr"),
        ('msgid "x"\nmsgid "y"\nmsgstr ""\n', 5, "msgid where msgstr"),
        ('msgctxt "a"\nmsgid "x"\nmsgid_plural "xs"\nmsgstr[0] ""\n', 6, "plural"),
        ('msgctxt "a"\nmsgid "x"\n<<<<<<< HEAD\nmsgstr "y"\n=======\nmsgstr "z"\n>>>>>>> other\n', 6, "conflict"),
        ('msgctxt "a"\nmsgid "C:\\dossier"\nmsgstr ""\n', 5, "escape \\d"),
        ('# a word\nmsgctxt "a"\n# inside\n"loose"\n', 7, "belongs to no"),
        ("Le pont est ouvert.\n", 4, "not a line of a PO file"),
        ('#| loose\nmsgctxt "a"\nmsgid "x"\nmsgstr ""\n', 4, "#|"),
        ('#~ msgctxt "a"\nmsgid "x"\nmsgstr ""\n', 5, "retired"),
    ],
)
def test_broken_syntax_is_named_with_file_and_line(body: str, line: int, says: str) -> None:
    with pytest.raises(DraftError, match=rf"^en\.po:{line}: ") as caught:
        entries(body)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.needs_tools
def test_gettext_rewrites_our_files_to_the_same_content(tmp_path: Path, msgfmt: str) -> None:
    ours = [
        Entry(msgid="", msgstr="Content-Type: text/plain; charset=UTF-8\n"),
        Entry(
            msgctxt="a", msgid='Le « pont »\nde "Markala" \\ 5 %', msgstr="ɲɛ ŋ\nɔ", notes=["x", "", "y"],
            facts=["kind: quote"], flags=["fuzzy"], previous="Le pont\nde Markala",
        ),
        Entry(msgctxt="b", msgid="gone", msgstr="parti", facts=["origin: human"], obsolete=True, previous="gon"),
    ]
    file = tmp_path / "x.po"
    file.write_text(serialise(ours), encoding="utf-8")
    rewritten = subprocess.run(
        [msgfmt.replace("msgfmt", "msgcat"), str(file)], capture_output=True, check=True
    ).stdout.decode("utf-8")
    read = parse(rewritten, "x.po")
    for entry in read:
        entry.line = 0
    assert read == ours
