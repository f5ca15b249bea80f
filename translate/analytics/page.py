"""The totals as one HTML page with plots: no script, nothing fetched, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from translate import __version__
from translate.analytics.compare import Comparison, Reviewed
from translate.analytics.totals import Total, most_edited, term_changes, totals

_WIDTH, _BAR, _LABEL = 720, 22, 250
_STEPS = 10
_MOST_BARS = 60


def render(found: Comparison) -> str:
    """The page."""
    environment = Environment(
        loader=PackageLoader("translate.analytics", ""), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    articles = totals(found.units)
    worst = sorted(articles, key=lambda total: -total.hter)[:_MOST_BARS]
    return environment.get_template("page.html.jinja").render(
        models=totals(found.units, by_article=False), articles=articles,
        bars=bars([(f"{t.article} · {t.language}", t.hter) for t in worst]),
        spreads=[(language, spread([u for u in found.units if u.language == language]))
                 for language in sorted({unit.language for unit in found.units})],
        edited=[(unit, changes(unit)) for unit in most_edited(found.units, 25)], terms=term_changes(found.units),
        waiting=found.waiting.total(), unknown=found.unknown.total(), signatures=found.signatures,
        unreadable=found.unreadable, version=__version__, left_out=max(0, len(articles) - _MOST_BARS),
    )


def bars(rows: Sequence[tuple[str, float]]) -> Markup:
    """A bar for each (label, per cent); the scale goes to 100 or to the longest bar."""
    if not rows:
        return Markup("")
    top = max(100.0, *(value for _, value in rows))
    scale = (_WIDTH - _LABEL - 60) / top
    lines = []
    for number, (label, value) in enumerate(rows):
        y = number * _BAR
        short = label if len(label) <= 34 else label[:33] + "…"
        lines.append(
            f'<text x="{_LABEL - 8}" y="{y + 15}" text-anchor="end">'
            f"<title>{escape(label)}</title>{escape(short)}</text>"
            f'<rect x="{_LABEL}" y="{y + 4}" width="{value * scale:.1f}" height="{_BAR - 8}"/>'
            f'<text x="{_LABEL + value * scale + 6:.1f}" y="{y + 15}">{value:.1f}</text>')
    return _svg(len(rows) * _BAR, "Edits per hundred words, by article and language", lines)


def spread(units: Sequence[Reviewed]) -> Markup:
    """How many units have which edit rate: untouched, then in steps of ten per cent, the last open."""
    counts = [0] * (_STEPS + 2)
    for unit in units:
        place = 0 if unit.untouched else min(_STEPS + 1, 1 + int(unit.rate * _STEPS + 1e-9))
        counts[place] += 1
    top, height, wide = max(1, *counts), 120, (_WIDTH - 20) / len(counts)
    names = ["0", *(f"≤{10 * (n + 1)}" for n in range(_STEPS)), ">100"]
    lines = []
    for number, (count, name) in enumerate(zip(counts, names)):
        tall, x = count / top * (height - 20), 10 + number * wide
        lines.append(
            f'<rect x="{x:.1f}" y="{height - tall:.1f}" width="{wide - 6:.1f}" height="{tall:.1f}"/>'
            f'<text x="{x + wide / 2 - 3:.1f}" y="{height - tall - 4:.1f}" text-anchor="middle">{count}</text>'
            f'<text x="{x + wide / 2 - 3:.1f}" y="{height + 16}" text-anchor="middle">{name}</text>')
    return _svg(height + 24, "Segments by edits per hundred words", lines)


def changes(unit: Reviewed) -> Markup:
    """The machine's words that went struck out, the reviewer's underlined."""
    before, after = unit.machine.split(), unit.reviewed.split()
    pieces = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(str(escape(" ".join(before[a:b]))))
            continue
        if b > a:
            pieces.append(f"<del>{escape(' '.join(before[a:b]))}</del>")
        if d > c:
            pieces.append(f"<ins>{escape(' '.join(after[c:d]))}</ins>")
    return Markup(" ".join(pieces))  # every piece is escaped above


def _svg(height: float, title: str, lines: Sequence[str]) -> Markup:
    return Markup(
        f'<svg viewBox="0 0 {_WIDTH} {height:.0f}" role="img" aria-label="{escape(title)}">{"".join(lines)}</svg>')


__all__ = ["Total", "bars", "changes", "render", "spread"]
