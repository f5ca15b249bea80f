"""What an address calls the article it leads to."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from translate.article import slugify

_SUFFIX = re.compile(r"\.[a-z]{2,5}\Z", re.I)
_WORD = re.compile(r"[^\W\d_]{2,}")


def slug_of(address: str) -> str:
    """The words of an address's last part as a folder's name; "" for a number or a single word such as `article`."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    parts = [part for part in path.split("/") if part]
    last = _SUFFIX.sub("", parts[-1]) if parts else ""
    words = re.split(r"[-_,\s]+", last)
    return slugify(last, fallback="") if sum(bool(_WORD.fullmatch(word)) for word in words) >= 2 else ""
