"""Editions of the sample article that the tests of EPUB, DOCX and PDF share."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from edition_sample import META, article, drafts, hostile

from translate.article import Article, Block, Segment, Span
from translate.editions import Collection, build, render
from translate.editions.formats import FORMATS, Layout
from translate.languages import language
from translate.units import State, Unit

LAYOUTS = ("bilingual", "interleaved", "clean", "parallel")
HERE = Path(__file__).parent


def edition(format: str, layout: str, *codes: str, reviewed: bool = False) -> bytes:
    """The sample article; reviewed: as if a person had approved every line."""
    found = drafts(*codes) if codes else drafts()
    if reviewed:
        found = {code: [replace(unit, state=State.REVIEWED) for unit in units] for code, units in found.items()}
    source = replace(article(), source="https://example.org/marche?a=1&b=2")
    return render(source, found, layout=layout, format=format, meta=META)


def collection(format: str, layout: str, code: str = "ru") -> bytes:
    """Two articles as one publication."""
    editions = tuple(build(replace(article(), date=f"2026-03-0{day}"), drafts(code), META) for day in (1, 2))
    title = "Nouvelles <du> fleuve & d’ailleurs"
    issue = Collection(title, language(code), editions, "Fanta Sidibé", "2026-03-05", META)
    return FORMATS[format].render_collection(issue, Layout(layout))


def nasty(format: str, layout: str) -> bytes:
    """An article with markup as text, characters that XML forbids, huge words, letters of many scripts."""
    source, units = hostile()
    odd = "a\x00b\x0b\ud800c\ufffe\x85 " + "𝔘𐍈🦒 漢字 " + "x" * 3000 + " <b>&amp;]]>"
    spans = (Span(0, 3, "link", 'https://example.org/"><b>'), Span(1, 5, "code"))
    more = [Block("m0", "paragraph", odd, 0, spans)]
    more += [Block(f"m{depth}", "list_item", f"Point {depth}\x01", depth) for depth in (3, 1, 6, 2)]
    blocks = (*source.blocks, *more)
    units += [
        Unit(Segment(f"s{item.id}", item.id, item.kind, item.text, item.spans), f"<1>{odd}</1>", State.DRAFT, "mt:x")
        for item in more
    ]
    article = Article(title=source.title + "\x02\ud801", blocks=blocks, byline="\x03" + "y" * 600, date="\x1b[31m")
    return render(article, {"en": units}, layout=layout, format=format, meta=META)


def made_elsewhere(call: str) -> bytes:
    """What `call` of this module gives in a new process with another time zone, locale and order of hashes."""
    code = f"import sys, binary_samples as b; sys.stdout.buffer.write(b.{call})"
    settings = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "1"}
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], cwd=HERE, capture_output=True, check=True,
        env={**os.environ, **settings, "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parents[1])))},
    )
    return done.stdout
