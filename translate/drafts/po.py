"""The PO file format: text to entries and back, strictly, losing nothing.

Written here rather than taken from polib because a draft is the only place a
translator's work lives, and polib 1.2 loses some of it without a word: the last letter
of a string whose closing quote is missing, the previous source of obsolete entries
(`#~|`), their comments on writing, and an entry followed by an empty `#:` line. It also
refuses comments without a space and the `\\a` and octal escapes other tools write.
The tests compare this module with polib and with GNU gettext.

Format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NoReturn

from translate.errors import DraftError

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_CONCATENATED = rf"{_STRING}(?:\s*{_STRING})*\s*$"
_KEYWORD_LINE = re.compile(rf"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s*({_CONCATENATED})")
_CONTINUATION = re.compile(_CONCATENATED)
_STRINGS = re.compile(_STRING)
_ESCAPE = re.compile(r"\\(?:([abfnrtv\\\"'])|([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.?))", re.DOTALL)
_NAMED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_NAMES = {character: "\\" + name for name, character in _NAMED.items()} | {"\\": "\\\\", '"': '\\"'}
_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')
_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$")


@dataclass
class Entry:
    """One message of a PO file. The header is the entry with an empty msgid and no context.

    line: of its first keyword, from 1. notes: translator comments (`# `). facts: extracted
    comments (`#.`). flags: `#,`. other: remaining comment lines as they stand (`#:`).
    previous: the previous msgid (`#|`), None without one.
    """

    line: int = 0
    msgctxt: str | None = None
    msgid: str | None = None
    msgstr: str | None = None
    previous: str | None = None
    notes: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    obsolete: bool = False

    @property
    def is_header(self) -> bool:
        return self.msgid == "" and self.msgctxt is None


def parse(text: str, where: str, *, plurals: bool = False) -> list[Entry]:
    """The entries of a PO file in order; `where` names the file in messages.

    Comments after the last message are kept as notes of the first entry.
    plurals: take of a message with plural forms its msgid and its first msgstr, for
    reading catalogues; what is left out would be lost on writing.
    Raises DraftError with file and line for anything that is not well-formed PO,
    and, without *plurals*, for plural forms, which drafts do not have.
    """
    reader = _Reader(where, plurals)
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1):
        reader.take(number, line.strip(" \t\f\v"))
    return reader.finish()


def serialise(entries: Iterable[Entry]) -> str:
    """The PO file with these entries, unwrapped: one line a string unless it has line breaks."""
    return "\n".join(_entry_text(entry) for entry in entries)


class _Reader:
    """Collects lines into entries; `_slot` is the string a continuation line would extend.

    `_more` holds such lines until the string is complete: joining each at once would take
    quadratic time.
    """

    def __init__(self, where: str, plurals: bool) -> None:
        self._where = where
        self._plurals = plurals
        self._number = 0
        self._entries: list[Entry] = []
        self._entry = Entry()
        self._slot = ""
        self._more: list[str] = []

    def take(self, number: int, line: str) -> None:
        self._number = number
        if not line:
            return
        # Most lines of a long string continue it, so these pass by the patterns they cannot match.
        if line[0] != '"' and _CONFLICT.match(line):
            self._fail("unresolved merge conflict; settle it in a text editor, then run again")
        if not line.startswith("#"):
            self._message_line(line, obsolete=False)
        elif line.startswith("#~"):
            rest = line[2:].lstrip(" \t")
            if rest.startswith("|"):
                self._previous_line(rest[1:].lstrip(" \t"))
            elif rest:
                self._message_line(rest, obsolete=True)
        elif line.startswith("#|"):
            self._previous_line(line[2:].lstrip(" \t"))
        else:
            self._comment_line(line)

    def finish(self) -> list[Entry]:
        if self._entry.msgctxt is not None or self._entry.msgid is not None:
            self._close()
        elif self._entries:
            self._entries[0].notes += self._entry.notes
        return self._entries

    def _comment_line(self, line: str) -> None:
        self._begin_if_complete()
        kind, rest = line[1:2], line[2:].removeprefix(" ")
        if kind == ".":
            self._entry.facts.append(rest)
        elif kind in (",", "="):  # `#=` carries the workflow flags since gettext 0.25
            self._entry.flags += [flag for part in rest.split(",") if (flag := part.strip())]
        elif kind == ":" or kind == "@":
            if rest.strip():
                self._entry.other.append(line)
        else:
            self._entry.notes.append(line[1:].removeprefix(" "))
        self._open("")

    def _previous_line(self, line: str) -> None:
        keyword = _KEYWORD_LINE.match(line)
        if keyword:
            self._begin_if_complete()
            self._open("previous" if keyword[1] == "msgid" else "ignored")
            if self._slot == "previous":
                self._entry.previous = self._unquote(keyword[2])
        elif _CONTINUATION.match(line) and self._slot in ("previous", "ignored"):
            if self._slot == "previous":
                self._more.append(self._unquote(line))
        else:
            self._fail("a line that begins with #| holds no quoted text; delete it or repair its quotes")

    def _message_line(self, line: str, *, obsolete: bool) -> None:
        keyword = None if line[0] == '"' else _KEYWORD_LINE.match(line)
        if keyword:
            self._string(keyword[1], self._unquote(keyword[2]), obsolete)
        elif _CONTINUATION.match(line):
            if self._slot == "plural":
                return
            if self._slot not in ("msgctxt", "msgid", "msgstr") or obsolete != self._entry.obsolete:
                self._fail("quoted text that belongs to no msgid or msgstr; repair the lines above it")
            self._more.append(self._unquote(line))
        elif line.startswith(("msg", '"')):
            self._fail('a quotation mark is missing or stands unescaped; write \\" inside a text')
        else:
            self._fail(f"not a line of a PO file: {line[:40]!r}; is this the right file?")

    def _string(self, keyword: str, value: str, obsolete: bool) -> None:
        if self._plurals and keyword == "msgstr[0]":
            keyword = "msgstr"
        elif self._plurals and keyword not in ("msgctxt", "msgid", "msgstr"):
            self._open("plural")
            return
        if keyword not in ("msgctxt", "msgid", "msgstr"):
            self._fail("plural forms are not used in drafts; is this the right file?")
        self._begin_if_complete()
        entry = self._entry
        expected = ("msgctxt", "msgid") if entry.msgctxt is None and entry.msgid is None else (
            ("msgid",) if entry.msgid is None else ("msgstr",)
        )
        if entry.line and obsolete != entry.obsolete:
            self._fail(f"half of the entry at line {entry.line} is retired (#~); mark all its lines or none")
        if keyword not in expected:
            wanted = " or ".join(expected)
            self._fail(f"{keyword} where {wanted} belongs; repair the entry at line {entry.line}")
        entry.obsolete = obsolete
        setattr(entry, keyword, value)
        entry.line = entry.line or self._number
        self._open(keyword)

    def _open(self, slot: str) -> None:
        """Complete the string so far; continuation lines belong to `slot` from now on."""
        if self._more:
            setattr(self._entry, self._slot, (getattr(self._entry, self._slot) or "") + "".join(self._more))
            self._more = []
        self._slot = slot

    def _begin_if_complete(self) -> None:
        if self._entry.msgstr is not None:
            self._close()

    def _close(self) -> None:
        if self._entry.msgid is None or self._entry.msgstr is None:
            missing = "msgid" if self._entry.msgid is None else "msgstr"
            self._number = self._entry.line
            self._fail(f"this entry has no {missing}; the file may be cut off: restore it from backups/")
        self._open("")
        self._entries.append(self._entry)
        self._entry = Entry()

    def _unquote(self, quoted: str) -> str:
        if "\\" not in quoted and quoted.count('"') == 2:  # nearly every line, and much sooner
            return quoted.strip()[1:-1]
        return "".join(_ESCAPE.sub(self._unescaped, text[1:-1]) for text in _STRINGS.findall(quoted))

    def _unescaped(self, match: re.Match[str]) -> str:
        name, octal, hexadecimal, unknown = match.groups()
        if name:
            return _NAMED.get(name, name)
        if octal or hexadecimal:
            return chr(int(octal, 8) if octal else int(hexadecimal, 16))
        self._fail(f"unknown escape \\{unknown}; write \\\\{unknown} for a backslash")

    def _fail(self, message: str) -> NoReturn:
        raise DraftError(f"{self._where}:{self._number}: {message}")


def _entry_text(entry: Entry) -> str:
    lines = [f"# {note}" if note else "#" for note in entry.notes]
    lines += [f"#. {fact}" for fact in entry.facts]
    lines += entry.other
    if entry.flags:
        lines.append("#, " + ", ".join(entry.flags))
    mark = "#~ " if entry.obsolete else ""
    if entry.previous is not None:
        lines += _string_lines("msgid", entry.previous, "#~| " if entry.obsolete else "#| ")
    if entry.msgctxt is not None:
        lines += _string_lines("msgctxt", entry.msgctxt, mark)
    lines += _string_lines("msgid", entry.msgid or "", mark)
    lines += _string_lines("msgstr", entry.msgstr or "", mark)
    return "\n".join(lines) + "\n"


def _string_lines(keyword: str, text: str, mark: str) -> list[str]:
    pieces = [piece for piece in re.split(r"(?<=\n)", text) if piece]
    if len(pieces) > 1:
        pieces.insert(0, "")
    quoted = [f'"{_TO_ESCAPE.sub(_escaped, piece)}"' for piece in pieces] or ['""']
    return [f"{mark}{keyword} {quoted[0]}", *(mark + piece for piece in quoted[1:])]


def _escaped(match: re.Match[str]) -> str:
    return _NAMES.get(match[0]) or f"\\{ord(match[0]):03o}"
