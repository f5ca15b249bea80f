"""When two texts that have been through a tool are the same text."""

from __future__ import annotations

import unicodedata

from translate.drafts.facts import text_digest
from translate.markup import plain_text
from translate.terminology.formats.text import xml_text


def comparable(text: str) -> str:
    """The text without what tools change by themselves.

    That is: the kind of line ends, composed or decomposed letters, spaces at the ends, and
    control characters that XML cannot hold.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", xml_text(text)).strip()


def digest(text: str) -> str:
    """Twelve hexadecimal digits; the same for texts that are `comparable`."""
    return text_digest(comparable(text))


def source_key(tagged: str) -> str:
    """What must be equal for two sources to be the same sentence: the words, not tags, spacing or apostrophes."""
    text = comparable(plain_text(tagged)).replace("’", "'")
    return " ".join(text.split())
