"""Clean and interleaved editions as Markdown with front matter, for Hugo, Jekyll and their kin.

Written for CommonMark, goldmark (Hugo) and kramdown (Jekyll) at once: Markdown's own
marks where they surely work, HTML elements else; braces as entities, so that no text of
an article is taken for a shortcode or a Liquid tag.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence

from translate.article import slugify
from translate.editions import wording
from translate.editions.clean import MISSING, CleanCopy, Paragraph, clean_copy
from translate.editions.edition import Edition
from translate.editions.formats import Layout
from translate.editions.inline import Element, Node, clean, one_line, source_nodes, text_of

_MARKS = {"emphasis": "*", "strong": "**"}
_ELEMENTS = {"emphasis": "em", "strong": "strong", "code": "code", "superscript": "sup", "subscript": "sub"}
# As kramdown knows no backslash before some, and Liquid and shortcodes must not see a brace, those are entities.
_SPECIAL = str.maketrans(
    {character: f"\\{character}" for character in "\\`*_[]|$#!"}
    | {character: f"&#{ord(character)};" for character in "{}~^"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
)
_STARTS = re.compile(r"(?:(\d{1,9})([.)])|([-+=:]))")
_URL_BREAKERS = re.compile(r"[\s<>\\(){}|`\"'^]")
# Line breaks to YAML, and the byte order mark: must be escaped in its strings.
_YAML_BREAKS = re.compile("[\x7f\x85\u2028\u2029\ufeff]")


def render(edition: Edition, layout: Layout) -> str:
    """The document; the headline of a clean one stands in the front matter, where themes take it from."""
    (shown,) = edition.languages
    copy = clean_copy(edition, shown.code)
    lines = [*_front_matter(edition, copy)]
    if edition.is_draft:
        lines += [f"> **{escape(wording.words(shown.code).draft)}**", ""]
    lines += _prose(copy.body) if layout is Layout.CLEAN else _interleaved(edition, shown.code)
    if copy.source:
        told = escape(wording.words(shown.code).translated)
        lines += [f"{told}: {_link(copy.source, escape(copy.original_title or copy.source))}", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def escape(text: str) -> str:
    """`text` as it must stand inside a line to be read as itself."""
    one_line = re.sub(r"\s*\n\s*", " ", clean(text)).replace("\t", " ")
    return one_line.translate(_SPECIAL)


def inline(nodes: Sequence[Node]) -> str:
    """A tree of inline markup; a break is two spaces and a line end."""
    return _inline(nodes, _MARKS)


def as_yaml(value: object) -> str:
    """A string, list, number or boolean as YAML on one line: JSON, which YAML contains, but for line breaks."""
    text = json.dumps(cleaned(value), ensure_ascii=False)
    return _YAML_BREAKS.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def _front_matter(edition: Edition, copy: CleanCopy) -> Iterator[str]:
    date = wording.iso_date(copy.date)
    slug = edition.meta.slug or slugify(edition.article.title)
    fields: dict[str, object] = {
        "title": copy.title,
        "author": one_line(copy.author),
        "kicker": one_line(text_of(copy.kicker)),
        "lang": copy.language.code,
        "language": copy.language.code,
        "translationKey": slug,
        "slug": slug,
        "source": copy.source,
        "original_title": copy.original_title,
        "original_language": copy.source_language.code,
        "draft": copy.is_draft,
        "generator": f"Yɛlɛma {edition.meta.version}".strip(),
    }
    yield "---"
    for name, value in fields.items():
        if value != "":
            yield f"{name}: {as_yaml(value)}"
        if name == "title" and date:
            yield f"date: {date}"
        if name == "draft" and value:
            yield "published: false"  # what Jekyll calls it
    yield "---"
    yield ""


def _prose(paragraphs: Sequence[Paragraph]) -> Iterator[str]:
    for here, after in zip(paragraphs, [*paragraphs[1:], None]):
        text = _line_starts(inline(here.nodes))
        if here.kind == "heading":
            yield "#" * here.level + " " + text.replace("  \n", " ")
        elif here.kind == "quote":
            yield _quoted(text, here.level)
        elif here.kind == "list_item":
            yield _item(text, here)
        elif here.kind in ("byline", "caption"):
            words = text.strip()  # a no-break space at an end would keep `*` from being read as emphasis
            yield f"*{words}*" if words and not re.search(r"[*\n]", text) else text
        else:
            yield text
        if after is None or after.kind != here.kind or here.kind not in ("list_item", "quote"):
            yield ""
        elif here.kind == "quote":
            yield _quoted("", min(here.level, after.level))


def _quoted(text: str, level: int) -> str:
    return "\n".join((">" * level + " " + line).rstrip(" ") for line in text.split("\n"))


def _item(text: str, item: Paragraph) -> str:
    indent = "  " * (item.level - 1)
    return f"{indent}- " + text.replace("\n", f"\n{indent}  ")


def _interleaved(edition: Edition, code: str) -> Iterator[str]:
    for row in edition.rows:
        cell = next(cell for cell in row.cells if cell.language.code == code)
        source = inline(source_nodes(row.segment.text, row.segment.spans))
        yield _quoted(_line_starts(source), 1)
        yield ""
        words = _line_starts(inline(cell.words)) or escape(MISSING)
        is_heading = row.segment.kind == "heading" and "\n" not in words
        yield f"## {words}" if is_heading else words
        yield ""


def _inline(nodes: Sequence[Node], marks: dict[str, str]) -> str:
    out = ""
    for index, node in enumerate(nodes):
        after = _inline(nodes[index + 1 : index + 2], marks)[:1] if isinstance(node, Element) else ""
        out += _element(node, out[-1:], after, marks) if isinstance(node, Element) else escape(node)
    return out


def _element(node: Element, before: str, after: str, marks: dict[str, str]) -> str:
    if node.kind == "break":
        return "  \n"
    if node.kind == "link":
        inner = _inline(node.children, marks)
        return _link(node.href, inner) if node.href and inner.strip() else inner
    if node.kind == "code" and all(isinstance(child, str) for child in node.children):
        text = clean(text_of(node.children))
        if text.strip() == text and not re.search(r"[`{<\n]", text):
            return f"`{text}`" if text and before != "`" and after != "`" else _html(node)
    if mark := marks.get(node.kind):
        inner = _inline(node.children, {})  # no marks inside marks: `***` is read in many ways
        words = inner.strip(" \n")
        if words and _can_mark(words, before, after) and inner == words:
            return f"{mark}{words}{mark}"
    return _html(node)


def _html(node: Element) -> str:
    inner = _inline(node.children, {})
    element = _ELEMENTS.get(node.kind)
    return f"<{element}>{inner}</{element}>" if element else inner


def _can_mark(words: str, before: str, after: str) -> bool:
    """Whether `*` around the words is read as emphasis (CommonMark's flanking rule, on the safe side)."""
    if not words or before in ("*", "\\") or after == "*" or words[0].isspace() or words[-1].isspace():
        return False
    return all(
        unicodedata.category(inside)[0] in "LNM" or not outside or unicodedata.category(outside)[0] in "PZ"
        for inside, outside in ((words[0], before), (words[-1], after))
    )


def _link(href: str, inner: str) -> str:
    address = _URL_BREAKERS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found.group().encode()), clean(href))
    return f"[{inner}]({html.escape(address, quote=False)})"


def _line_starts(text: str) -> str:
    """The text with what would begin a list, a rule or a definition at the start of a line escaped."""
    lines = (line.lstrip(" ") for line in text.strip(" \n").split("\n"))
    return "\n".join(_STARTS.sub(_escaped_start, line, count=1) if _STARTS.match(line) else line for line in lines)


def _escaped_start(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def cleaned(value: object) -> object:
    """A value of the front matter: text without the characters that pages forbid."""
    return clean(value) if isinstance(value, str) else value
