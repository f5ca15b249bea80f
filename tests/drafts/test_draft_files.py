"""Draft files as a translator and other programs meet them."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings

from translate import drafts
from translate.article import Segment, Span
from translate.drafts import Draft
from translate.errors import DraftError
from translate.units import Finding, State, TermMatch, Unit

from . import strategies

BRIDGE = Segment("a1", "b1", "heading", "Le pont de Markala est rouvert", (Span(3, 18, "link", "https://example.org/p"),))
TOLL = Segment("a2", "b2", "paragraph", "Le péage coûte 500 francs, soit 5 % de moins.")
DRAFT = Draft(
    article="pont-markala", title="Le pont de Markala", language="en", model="yelema-1", glossary_digest="0011",
    source_digest=drafts.source_digest([BRIDGE, TOLL]),
    units=(
        Unit(
            BRIDGE, "The <1>Markala bridge</1> open again", State.DRAFT, "mt:yelema-1", score=-0.31, confidence=71,
            terms=(TermMatch(11, 18, "Markala", "Markala", ("Markala",)),),
            findings=(Finding("verb", "warning", "no verb in the target"),),
        ),
        Unit(TOLL, "The toll is 500 francs, 5% less.", State.DRAFT, "mt:yelema-1"),
    ),
)


@pytest.fixture
def po(tmp_path: Path) -> Path:
    path = tmp_path / "pont-markala" / "en.po"
    drafts.write(DRAFT, path)
    return path


def edit(po: Path, source: str, target: str | None = None, *, approve: bool = False, note: str = "") -> None:
    """What a PO editor does when its user works on one entry."""
    file = polib.pofile(str(po))
    entry = next(entry for entry in file if source in entry.msgid)
    if target is not None:
        entry.msgstr = target
    if approve:
        entry.flags.remove("fuzzy")
    entry.tcomment = note
    file.metadata["Last-Translator"] = "Awa Diarra <awa@example.org>"
    file.metadata["X-Generator"] = "Poedit 3.4"
    file.save(str(po))


def unit(po: Path, source: str) -> Unit:
    return next(unit for unit in drafts.read(po).units if source in unit.segment.text)


@given(draft=strategies.drafts())
def test_every_draft_comes_back_as_it_was(draft: Draft, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / f"{draft.language}.po"
    path.write_bytes(drafts.dump(draft).encode("utf-8"))
    again = drafts.read(path)
    assert again == draft
    assert drafts.dump(again) == drafts.dump(draft)


def test_the_file_says_what_a_reviewer_wants_to_know(po: Path) -> None:
    entry = polib.pofile(str(po))[0]
    assert entry.msgctxt == "a1"
    assert entry.msgid == "Le <1>pont de Markala</1> est rouvert"
    assert entry.fuzzy
    for line in (
        "kind: heading", "origin: mt:yelema-1", "confidence: 71", "term: Markala → Markala [11-18]",
        "check verb (warning): no verb in the target", "tag 1: link https://example.org/p",
    ):
        assert line in entry.comment.split("\n")
    header = polib.pofile(str(po)).metadata
    assert header["Language"] == "en"
    assert header["Project-Id-Version"] == "pont-markala"
    assert header["X-Yelema-Model"] == "yelema-1"
    assert header["X-Yelema-Glossary"] == "0011"


def test_approving_makes_a_unit_reviewed_and_the_rest_stays(po: Path) -> None:
    edit(po, "péage", approve=True, note="vérifié au guichet")
    toll = unit(po, "péage")
    assert (toll.state, toll.origin, toll.note) == (State.REVIEWED, "mt:yelema-1", "vérifié au guichet")
    assert unit(po, "pont") == DRAFT.units[0]
    assert dict(drafts.read(po).headers)["Last-Translator"] == "Awa Diarra <awa@example.org>"
    assert dict(drafts.read(po).headers)["X-Generator"] == "Poedit 3.4"


def test_a_corrected_and_approved_text_is_the_humans(po: Path) -> None:
    edit(po, "pont", "The <1>bridge at Markala</1> has reopened", approve=True)
    bridge = unit(po, "pont")
    assert (bridge.state, bridge.origin) == (State.REVIEWED, "human")
    assert bridge.confidence is None
    assert bridge.findings == ()


def test_a_text_changed_but_left_fuzzy_is_the_humans_too(po: Path) -> None:
    edit(po, "pont", "The <1>bridge at Markala</1> has …")
    bridge = unit(po, "pont")
    assert (bridge.state, bridge.origin) == (State.DRAFT, "human")
    assert drafts.holds_human_text(bridge)
    drafts.write(drafts.read(po), po)
    assert drafts.holds_human_text(unit(po, "pont"))
    assert [unit.segment.id for unit in drafts.pending(drafts.read(po), again=True)] == ["a2"]


def test_an_editor_that_drops_our_comments_costs_no_work(po: Path) -> None:
    lines = [line for line in po.read_text(encoding="utf-8").splitlines(True) if not line.startswith("#.")]
    po.write_text("".join(lines), encoding="utf-8")
    bridge = unit(po, "pont")
    assert (bridge.target, bridge.state) == (DRAFT.units[0].target, State.DRAFT)
    assert drafts.holds_human_text(bridge)


def test_comments_an_editor_rewrapped_are_understood(tmp_path: Path) -> None:
    long = TermMatch(
        0, 2, "Le", "Communauté économique des pays de la savane et de la côte",
        ("Economic Community of the Countries of the Savanna and Coast", "Savanna-Coast Economic Community"),
    )
    finding = Finding("length", "info", "the target is much longer than its source, perhaps something was added")
    draft = replace(DRAFT, units=(replace(DRAFT.units[1], terms=(long,), findings=(finding,)),))
    path = tmp_path / "en.po"
    drafts.write(draft, path)
    polib.pofile(str(path), wrapwidth=60).save(str(path))
    assert drafts.read(path).units == draft.units


def test_emptied_text_waits_for_the_machine_again(po: Path) -> None:
    edit(po, "péage", "", approve=True)
    assert unit(po, "péage").state is State.NEW
    assert [unit.segment.id for unit in drafts.pending(drafts.read(po))] == ["a2"]


def test_final_holds_for_the_text_it_was_said_of(po: Path) -> None:
    final = replace(DRAFT.units[1], state=State.FINAL, origin="human")
    draft = replace(drafts.read(po), units=(DRAFT.units[0], final))
    drafts.write(draft, po)
    assert unit(po, "péage").state is State.FINAL
    edit(po, "péage", "The toll costs 500 francs, 5% less.")
    assert unit(po, "péage").state is State.REVIEWED


def test_windows_line_ends_and_a_byte_order_mark_are_read(po: Path) -> None:
    po.write_bytes(b"\xef\xbb\xbf" + po.read_bytes().replace(b"\n", b"\r\n"))
    assert drafts.read(po) == DRAFT


def test_an_unchanged_draft_is_not_touched(po: Path) -> None:
    os.utime(po, (1, 1))
    assert drafts.write(drafts.read(po), po) is False
    assert po.stat().st_mtime == 1


def test_what_was_saved_meanwhile_is_not_overwritten(po: Path) -> None:
    read = drafts.read(po)
    edit(po, "péage", "The toll is now 500 francs.", approve=True)
    saved = po.read_bytes()
    with pytest.raises(DraftError, match=r"en\.po: changed in the meantime"):
        drafts.write(replace(read, model="yelema-2"), po)
    with pytest.raises(DraftError, match="changed in the meantime"):
        drafts.write(replace(DRAFT, model="yelema-2"), po)
    assert po.read_bytes() == saved


def broken(old: str, new: str) -> str:
    text = drafts.dump(DRAFT)
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("content", "at", "says"),
    [
        (broken('msgctxt "a2"', 'msgctxt "a1"'), 'msgctxt "a1"', "segment a1 stands at line"),
        (broken('msgctxt "a2"\n', ""), 'msgid "Le péage', "no msgctxt"),
        (broken("Language: en", "Language: ru"), None, "its header says it is in 'ru', not 'en'"),
        (broken("Language: en", "Language: tlh"), 'msgid ""', "unknown language 'tlh'"),
        (broken("X-Yelema-Format: 1", "X-Yelema-Format: 9"), 'msgid ""', "newer version"),
        (broken('msgstr "The toll', 'msgstr "The "toll'), 'msgstr "The "toll', "quotation mark"),
        (drafts.dump(DRAFT)[:-6], 'msgstr "The toll', "quotation mark"),
        (drafts.dump(DRAFT).rsplit("msgstr", 1)[0], 'msgctxt "a2"', "no msgstr"),
        (drafts.dump(DRAFT).split("\n\n", 1)[1], "", "no PO header"),
        ("", "", "no PO header"),
        ("<html>", "<html>", "not a line of a PO file"),
    ],
)
def test_a_damaged_draft_is_refused_in_one_line(tmp_path: Path, content: str, at: str | None, says: str) -> None:
    path = tmp_path / "en.po"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DraftError) as caught:
        drafts.read(path)
    message = str(caught.value)
    line = "" if at is None else f"{content[: content.rindex(at)].count(chr(10)) + 1 if at else 1}:"
    assert message.startswith(f"{path}:{line} ")
    assert says in message
    assert "\n" not in message


def test_other_encodings_are_refused_with_their_line(po: Path) -> None:
    po.write_bytes(po.read_text(encoding="utf-8").replace("péage", "p\xe9age").encode("latin-1", "replace"))
    with pytest.raises(DraftError, match=r"en\.po:\d+: not UTF-8"):
        drafts.read(po)


def test_a_missing_draft_and_the_wrong_language_are_named(po: Path) -> None:
    with pytest.raises(DraftError, match=r"absent\.po: No such file"):
        drafts.read(po.parent / "absent.po")
    with pytest.raises(DraftError, match="not 'bm'"):
        drafts.read(po, expected="bm")


def test_text_that_no_file_can_hold_is_refused(tmp_path: Path) -> None:
    bad = replace(DRAFT, units=(replace(DRAFT.units[0], target="half \ud83d"),))
    with pytest.raises(DraftError, match=r"pont-markala: line .* surrogate"):
        drafts.write(bad, tmp_path / "en.po")
    assert not list(tmp_path.iterdir())


def test_backups_hold_each_content_once(po: Path) -> None:
    first = drafts.backup(po)
    assert first is not None
    assert first.parent == po.parent / "backups"
    assert drafts.backup(po) == first
    edit(po, "péage", "The toll is 500 francs.", approve=True)
    second = drafts.backup(po)
    assert sorted(po.parent.glob("backups/en-*.po")) == [first, second]
    assert drafts.read(first).units == DRAFT.units
    assert drafts.backup(po.parent / "ru.po") is None
    assert drafts.backup_before_change(po, po.parent / "other", drafts.read(po)) is None
    kept = drafts.backup_before_change(po, po.parent / "other", DRAFT)
    assert kept is not None
    assert kept.read_bytes() == po.read_bytes()


def check(msgfmt: str, path: Path) -> str:
    """What msgfmt has to say; its exit status must be 0."""
    done = subprocess.run(
        [msgfmt, "--check", "--check-format", "--check-header", "-o", os.devnull, str(path)],
        capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.needs_tools
def test_gettext_has_no_complaint(po: Path, msgfmt: str) -> None:
    assert check(msgfmt, po) == ""
    edit(po, "péage", "The toll: %d {0} %s\\", approve=True)
    assert check(msgfmt, po) == ""


@pytest.mark.needs_tools
def test_line_ends_follow_the_source(tmp_path: Path, msgfmt: str) -> None:
    source = Segment("a", "b", "paragraph", "Fin.\n")
    draft = replace(DRAFT, units=(Unit(source, "\nEnd.", State.REVIEWED, "human"),))
    drafts.write(draft, tmp_path / "en.po")
    assert check(msgfmt, tmp_path / "en.po") == ""
    assert drafts.read(tmp_path / "en.po").units[0].target == "End.\n"


@pytest.mark.needs_tools
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=strategies.drafts())
def test_gettext_accepts_every_draft(
    draft: Draft, msgfmt: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.po"
    path.write_bytes(drafts.dump(draft).encode("utf-8"))
    check(msgfmt, path)


@pytest.mark.needs_tools
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draft=strategies.drafts(strategies.plain_bodies, strategies.plain_bodies))
def test_a_draft_that_gettext_rewrote_is_the_same(
    draft: Draft, msgfmt: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "rewritten.po"
    path.write_bytes(drafts.dump(replace(draft, extras={})).encode("utf-8"))
    msgcat = msgfmt.replace("msgfmt", "msgcat")
    # Without --force-po gettext writes nothing at all for a header alone.
    done = subprocess.run([msgcat, "--force-po", "--width=60", str(path)], capture_output=True, check=True)
    path.write_bytes(done.stdout)
    again = drafts.read(path)
    assert again.units == draft.units
    # gettext drops retired messages without a translation.
    assert again.obsolete == tuple(unit for unit in draft.obsolete if unit.target)


@pytest.mark.needs_tools
@pytest.mark.parametrize("message", ["Un chemin C:\\", "deux \\\\", "au milieu \\ aussi"])
def test_a_backslash_at_the_end_of_a_comment_survives_gettext(message: str, msgfmt: str, tmp_path: Path) -> None:
    unit = replace(DRAFT.units[0], findings=(Finding("numbers", "error", message),))
    path = tmp_path / "rewritten.po"
    path.write_bytes(drafts.dump(replace(DRAFT, units=(unit, *DRAFT.units[1:]))).encode("utf-8"))
    done = subprocess.run([msgfmt.replace("msgfmt", "msgcat"), str(path)], capture_output=True, check=True)
    path.write_bytes(done.stdout)
    assert drafts.read(path).units[0].findings == unit.findings
