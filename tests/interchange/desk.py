"""A translator's desk for the tests: one small article with drafts in every state, our own sentences."""

from __future__ import annotations

from pathlib import Path

from translate import drafts
from translate.article import Article, Block, Segment, Span
from translate.drafts import Draft, source_digest
from translate.units import Finding, State, TermMatch, Unit
from translate.workspace import ArticleFolder

MACHINE = "mt:test-model"


def segment(name: str, text: str, *spans: Span, kind: str = "paragraph") -> Segment:
    return Segment(name, f"b{name}", kind, text, spans)


def unit(name: str, source: str, target: str = "", *, spans: tuple[Span, ...] = (), **more) -> Unit:
    """A machine's draft, unless `more` says otherwise; NEW without a target."""
    more = {"state": State.DRAFT if target else State.NEW, "origin": MACHINE if target else "", **more}
    return Unit(segment(name, source, *spans), target, **more)


def units() -> list[Unit]:
    """One unit of every kind."""
    link = Span(3, 7, "link", "https://example.org/pont?a=1&b=2")
    return [
        unit("s1", "Le pont de Markala", "The bridge of Markala", score=-0.5, confidence=70,
             terms=(TermMatch(11, 18, "Markala", "Markala", ("Markala",)),)),
        unit("s2", "Le pont est ouvert.", "The <1>bridge</1> is open.", spans=(link,), note="vu sur place",
             findings=(Finding("tags", "warning", "To be looked at <here>."),)),
        unit("s3", "Il a coûté 3 milliards.", "It cost 3 billion.", state=State.REVIEWED, origin="human"),
        unit("s4", "La route suit.", "The road comes next.", state=State.FINAL, origin="human"),
        unit("s5", "Merci."),
        unit("s6", "Deux lignes ici.", "Two <2/>lines <1>here</1>.", origin="memory:fuzzy(87)",
             spans=(Span(12, 15, "strong"), Span(5, 5, "break")), previous_source="Deux lignes là."),
    ]


def put(out: Path, slug: str, language: str, *these: Unit, title: str = "Le pont") -> ArticleFolder:
    """An article's folder with this draft, as a run leaves it."""
    folder = ArticleFolder(out / slug)
    blocks = tuple(Block(one.segment.block_id, one.segment.kind, one.segment.text) for one in these)
    folder.save_article(Article(title, blocks))
    segments = [one.segment for one in these]
    draft = Draft(article=slug, title=title, language=language, model="test-model", units=tuple(these),
                  source_digest=source_digest(segments))
    drafts.write(draft, folder.draft(language))
    return folder


def states(folder: ArticleFolder, language: str = "en") -> dict[str, tuple[str, str]]:
    """Target and state by segment id, as the draft has them now."""
    return {one.segment.id: (one.target, one.state.value) for one in drafts.read(folder.draft(language)).units}
