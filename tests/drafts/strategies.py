"""Arbitrary drafts for property tests: hostile text, tags, every state, human and machine work."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from translate.article import BLOCK_KINDS, SPAN_KINDS, IdMaker, Segment, Span
from translate.drafts import Draft, source_digest
from translate.drafts.draft import with_free_ids
from translate.units import Finding, State, TermMatch, Unit

PIECES = [
    "Le pont de Markala", "ɛ ɔ ɲ ŋ Ɲ", "«\u00a0oui\u00a0»", "l’État", "d'accord", "Сегу", '"quoted"', "back\\slash \\n",
    "100 %d %s {0}", "<1>x</1>", "&lt;2>", "<3/>", "\t", "fin\nsuite", "\u2028", "\x0b", "\x1b[0m", "\x00",
    "# not a comment", 'msgid "x"', "→ | [1-2]", "#~ msgid", "e\u0301", "😀", "\ufeff", "=======", "-", "\x85",
]
pieces = st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
texts = st.lists(pieces, min_size=1, max_size=5).map(" ".join)
# gettext wants line breaks at both ends alike; articles have none there.
# U+0004 is gettext's own separator; ingest removes such characters.
bodies = texts.map(lambda text: text.replace("\x04", "").strip()).filter(bool)
plain_bodies = bodies.map(lambda text: "".join(filter(str.isprintable, text)).strip() or "Oui")
notes = st.sampled_from(["", "voir le glossaire", "à revoir\n\n  « ici »", "# deux"])
words = st.text("abcdefɛɔ:-", min_size=1, max_size=8)


@st.composite
def spans_of(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        kind = draw(st.sampled_from(SPAN_KINDS))
        spans.append(Span(start, end, kind, draw(bodies) if kind == "link" else ""))
    return tuple(spans)


@st.composite
def segments(draw: st.DrawFn, min_size: int = 0, text: st.SearchStrategy[str] = bodies) -> list[Segment]:
    ids = IdMaker()
    out = []
    for body in draw(st.lists(text, min_size=min_size, max_size=6)):
        spans = draw(spans_of(body))
        kind = draw(st.sampled_from(BLOCK_KINDS))
        out.append(Segment(ids.make(body), draw(st.sampled_from(["", "b1", "b22"])), kind, body, spans))
    return out


@st.composite
def units_for(draw: st.DrawFn, segment: Segment, target: st.SearchStrategy[str]) -> Unit:
    state = draw(st.sampled_from(State))
    text = segment.text
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    term = TermMatch(start, end, text[start:end], "Côte → d’Ivoire", ("Côte | d", "b\\"))
    finding = st.builds(Finding, words, st.sampled_from(["error", "warning", "info"]), bodies)
    unit = Unit(
        segment,
        state=state,
        terms=(term,) if draw(st.booleans()) else (),
        findings=tuple(draw(st.lists(finding, max_size=2))),
        note=draw(notes),
    )
    if state is State.NEW:
        return unit
    human = draw(st.booleans())
    return replace(
        unit,
        target=draw(target),
        origin="human" if human else draw(st.sampled_from(["mt:yelema", "memory:exact", "memory:fuzzy(87)", "copy"])),
        score=None if human else draw(st.none() | st.floats(-9, 0)),
        flags=() if human else draw(st.sampled_from([(), ("loop", "retried")])),
        confidence=None if human else draw(st.none() | st.integers(0, 100)),
        previous_source=draw(st.just("") | target) if state is State.DRAFT else "",
    )


@st.composite
def drafts(
    draw: st.DrawFn, text: st.SearchStrategy[str] = bodies, target: st.SearchStrategy[str] = bodies
) -> Draft:
    active = draw(segments(text=text))
    gone = draw(segments(text=text))
    units = tuple(draw(units_for(segment, target)) for segment in active)
    retired = [draw(units_for(segment, target)) for segment in gone]
    editor = (("Last-Translator", "A. Diarra <a@example.org>"), ("X-Poedit-Bookmarks", "1,2"))
    extras = {active[0].id: ("#. said by another tool", "#: file:3", "#, no-wrap")} if active else {}
    return Draft(
        article="un-article",
        title="Le pont «\u00a0ouvert\u00a0»".replace("\u00a0", " "),
        language=draw(st.sampled_from(["en", "ru", "bm"])),
        model=draw(words),
        glossary_digest=draw(words),
        source_digest=source_digest(active),
        units=units,
        obsolete=with_free_ids(retired, {segment.id for segment in active}),
        headers=draw(st.sampled_from([(), editor])),
        comment=draw(notes),
        extras=draw(st.sampled_from([{}, extras])),
    )
