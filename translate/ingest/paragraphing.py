"""Text of WordPress's classic editor to HTML: blank lines are paragraphs, shortcodes are no text.

WordPress stores what an author types and makes paragraphs of it when the page is shown.
https://developer.wordpress.org/reference/functions/wpautop/ says what it does there.
"""

from __future__ import annotations

import re

from translate.ingest.characters import collapse

_BLOCK = (
    r"(?:address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|iframe|li|main|nav|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th|thead|tr|ul)"
)
_CLOSING = re.compile(rf"(</{_BLOCK}\s*>)", re.I)
_CONTAINER = re.compile(r"(<(?:blockquote|center|div|section|article)\b[^<>]*>)", re.I)
_PREFORMATTED = re.compile(r"(</?pre\b[^<>]*>)", re.I)
_BLANK = re.compile(r"\n[ \t\u00a0]*\n\s*")
_STARTS_BLOCK = re.compile(rf"\s*</?{_BLOCK}\b", re.I)

_SHORTCODE = re.compile(r"\[(/?)([a-z][a-z0-9_-]{1,40})((?:[\s=][^\[\]]{0,2000})?)\]")
_CAPTION_TEXT = re.compile(r"""\bcaption=(?:"([^"]*)"|'([^']*)')""")
_PICTURE = re.compile(r"\s*((?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)", re.I)
_ATTRIBUTE = re.compile(r"[\w-]+\s*=")
_CAPTIONS = frozenset(["caption", "wp_caption"])
_NOTES = frozenset(["ref", "footnote", "fn", "efn_note", "note", "mfn"])
# Shortcodes that stand alone and may have no attributes; the rest tell themselves by those, or by their end.
_KNOWN = frozenset(["gallery", "playlist", "embed", "audio", "video", "contact-form", "wpforms", "toc", "more"])


def paragraphed(text: str) -> str:
    """`text` with `<p>` around what blank lines set apart, and `<br>` for other line ends."""
    done: list[str] = []
    preformatted = False
    for part in _PREFORMATTED.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        if _PREFORMATTED.fullmatch(part):
            preformatted = not part.startswith("</")
            done.append(part)
        else:
            done.append(part if preformatted else _paragraphed(part))
    return "".join(done)


def _paragraphed(text: str) -> str:
    text = _CONTAINER.sub(r"\1\n\n", _CLOSING.sub(r"\1\n\n", text))
    chunks = _BLANK.split(re.sub(rf"(?=</?{_BLOCK}\b)", "\n\n", text, flags=re.I))
    return "\n".join(
        chunk if _STARTS_BLOCK.match(chunk) else f"<p>{chunk.strip().replace(chr(10), '<br>')}</p>"
        for chunk in chunks
        if chunk.strip()
    )


def without_shortcodes(text: str, asides: list[str]) -> str:
    """`text` with captions and notes as HTML, and without other shortcodes.

    Those around a text are markup; one that stands alone (a gallery, a form) is set aside:
    a sentinel that `elements.Walk` knows takes its place.
    """
    found = list(_SHORTCODE.finditer(text))
    closed = {code[2] for code in found if code[1]}
    notes: list[str] = []
    done: list[str] = []
    at = 0
    for index, code in enumerate(found):
        if code.start() < at:
            continue
        closes, name, attributes = code.groups()
        # A caption and a note end where the next shortcode of their name does.
        end = next((c for c in found[index + 1 : index + 20] if c[1] and c[2] == name), None)
        done.append(text[at : code.start()])
        at = code.end()
        if not closes and end and name in _CAPTIONS:
            done.append(_figure(text[code.end() : end.start()], attributes))
            at = end.end()
        elif not closes and end and name in _NOTES:
            notes.append(text[code.end() : end.start()].strip())
            done.append(f"<sup>{len(notes)}</sup>")
            at = end.end()
        elif closes or name in closed:
            pass
        elif name in _KNOWN or _ATTRIBUTE.search(attributes) or attributes.endswith("/"):
            asides.append(collapse(code[0]))
            done.append(f"\ue000{len(asides) - 1}\ue001")
        else:
            done.append(code[0])
    return "".join([*done, text[at:], numbered_notes(notes)])


def numbered_notes(notes: list[str]) -> str:
    """The notes of a text as an ordered list in HTML, "" for none."""
    return f"\n\n<ol>{''.join(f'<li>{note}</li>' for note in notes)}</ol>" if notes else ""


def _figure(inside: str, attributes: str) -> str:
    picture = _PICTURE.match(inside)
    named = _CAPTION_TEXT.search(attributes)
    caption = inside[picture.end() :].strip() if picture else inside
    caption = caption or (named and (named[1] or named[2])) or ""
    return f"\n\n<figure>{picture[1] if picture else ''}<figcaption>{caption}</figcaption></figure>\n\n"
