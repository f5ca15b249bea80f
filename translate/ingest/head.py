"""The head and the foot of an article: title, kicker, byline, date.

A web page that was copied and pasted keeps no mark of what its lines are: the rubric in
capitals, the bare page title, the initials under the last paragraph. Their look and
their place tell. Where the format has marks (headings, metadata), those lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from translate.ingest import patterns
from translate.ingest.boilerplate import fold, is_running_text, is_sentence, matches, page_titles
from translate.ingest.dates import dateline, find_date, is_date_line
from translate.ingest.pieces import Piece, Reading

_INITIALS = re.compile(r"[A-ZÀ-Ý]{1,2}(?:[.\-\s/]+[A-ZÀ-Ý]{1,2}){1,3}\.?|[A-ZÀ-Ý]\.\s?[A-ZÀ-Ý][\w’'-]+")
_NAME_WORD = re.compile(r"[A-ZÀ-ÝƐƆƝŊ][\w’'.-]*")
_SIGNATORY = re.compile(r"(?:^(?:le|la|les|l'|p/|pour|signe|s\. ?e|son excellence)\b|[,:]$)")
_OFFICIAL = re.compile(r"\b(?:communique|discours|declaration|message|allocution|adresse|point de presse|decret)\b")
_TITLED_OFFICIAL = re.compile(
    r"(?:communique|declaration|discours|message|allocution|adresse|note|avis|decret|arrete|compte[- ]rendu|lettre"
    r"|resolution|point de presse|ordonnance|loi)\b"
)
_PUBLISHED = re.compile(r"(?:publie|poste|mis en ligne|mise? a jour|paru|modifie)e?\b")
_SITE = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+\.(?:net|com|ml|org|info|fr|tv|africa|news|bf|ne|sn|ci)/?")
_RUBRIC = "(?:" + "|".join(patterns.RUBRICS) + ")"
_RUBRICS = re.compile(rf"{_RUBRIC}(?:(?:[\s,/|·&>-]|\bet\b)+{_RUBRIC})*")
# The head ends where the article's text begins, at the latest after so many lines.
_LONGEST_HEAD = 40


@dataclass
class Head:
    """What stands over and under the text, and all pieces with their kinds set."""

    pieces: list[Piece]
    title: str = ""
    kicker: str = ""
    byline: str = ""
    date: str = ""


def find_head(reading: Reading) -> Head:
    """Title, kicker, byline and date of a document, from its marks and its look.

    The headline becomes a level 1 heading; bare page titles and lines that hold only the
    date are set aside; a title or an author that only the metadata name is put on top.
    """
    head = Head([_credited(piece) for piece in _hinted(reading.pieces)], kicker=reading.kicker, date=reading.date)
    zone = _zone(head.pieces)
    title = _find_title(head, zone, reading)
    if title is None and reading.title:
        head.pieces.insert(0, Piece(reading.title, "heading", 1))
        zone = [0, *(index + 1 for index in zone)]
        title = 0
    if title is not None:
        head.pieces[title] = replace(head.pieces[title], kind="heading", level=1, hint="title")
        head.title = head.pieces[title].text
    _sort_head(head, zone, title, reading)
    _sort_foot(head)
    _put_metadata_on_top(head, title, reading)
    head.date = head.date or _dated_by_text(head)
    return head


def is_byline(text: str) -> bool:
    """Whether a whole line names who wrote: `Par …`, `Propos recueillis par …`, `M.A`, `AMAP`."""
    if len(text) > 130 or (is_sentence(text) and len(text) > 60):
        return False
    bare = text.strip(" ()[]—–-*\u00a0")
    if dateline(text) and not matches(patterns.BYLINE, text):
        return False
    if _INITIALS.fullmatch(bare) or (bare.rstrip(".").upper() in patterns.AGENCIES and bare.isupper()):
        return True
    if matches(patterns.BYLINE, text):
        return "par" not in fold(text).split()[:1] or any(word[:1].isupper() for word in text.split()[1:4])
    digit = re.search(r"\d", bare)
    # "Aminata Traoré 12 mars 2025": a name, then the date.
    if digit is None or _TITLED_OFFICIAL.match(fold(bare)) or not is_date_line(bare[digit.start() :]):
        return False
    return len(bare[: digit.start()].split()) <= 5 and is_name(bare[: digit.start()].rstrip(" ,|–—-"))


def is_name(text: str) -> bool:
    """Whether a line is nothing but one or more names: `Aminata Traoré/Le Journal`."""
    bare = text.strip(" ()[]—–-*\u00a0,")
    words = re.split(r"[\s\u00a0]+|(?<=\w)/(?=\w)", bare)
    if not 2 <= len(words) <= 7 or len(bare) > 70 or re.search(r"[\d!?:;…»]", bare):
        return False
    if bare.endswith(".") and not re.search(r"\b[A-Z]\.$", bare):
        return False
    if fold(words[0]) in patterns.NO_FIRST_NAMES or _TITLED_OFFICIAL.match(fold(bare)) or is_rubric(bare):
        return False
    names = [word for word in words if _NAME_WORD.fullmatch(word.strip(",()"))]
    others = [word for word in words if not _NAME_WORD.fullmatch(word.strip(",()"))]
    return len(names) >= 2 and all(
        word.strip(",").lower() in patterns.NAME_PARTICLES or word in "/&-–—" for word in others
    )


def is_capitals(text: str) -> bool:
    """Whether `text` is a short line in capitals, at least four of them."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 4 and len(text) <= 120 and not any(c.islower() for c in letters)


def is_rubric(text: str) -> bool:
    """Whether `text` is made of section names only: `Politique`, `À la une / Coopération`."""
    return len(text) <= 90 and bool(_RUBRICS.fullmatch(fold(text)))


def _hinted(pieces: list[Piece]) -> list[Piece]:
    kinds = {"kicker": ("kicker", 0), "byline": ("byline", 0), "subtitle": ("heading", 0)}
    return [
        replace(p, kind=kinds[p.hint][0], level=kinds[p.hint][1]) if p.hint in kinds and not p.aside else p
        for p in pieces
    ]


def _credited(piece: Piece) -> Piece:
    return replace(piece, kind="caption") if piece.kind == "paragraph" and _is_credit(piece.text) else piece


def _zone(pieces: list[Piece]) -> list[int]:
    """Indexes of the pieces over the article's text, those set aside left out."""
    zone: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.aside:
            continue
        if len(zone) >= _LONGEST_HEAD or (
            piece.kind in ("paragraph", "quote", "list_item")
            and (is_running_text(piece.text) or (_has_words(pieces, zone) and _is_prose(piece.text)))
        ):
            break
        zone.append(index)
    return zone


def _has_words(pieces: list[Piece], zone: list[int]) -> bool:
    return any(len(pieces[i].text.split()) >= 3 for i in zone)


def _is_prose(text: str) -> bool:
    return len(text) >= 60 and is_sentence(text) and not text.endswith(("?", "? »")) and not is_byline(text)


def _find_title(head: Head, zone: list[int], reading: Reading) -> int | None:
    pieces = head.pieces
    hinted = next((i for i, p in enumerate(pieces) if p.hint == "title" and not p.aside), None)
    if hinted is not None:
        return hinted
    top = [i for i, p in enumerate(pieces) if p.kind == "heading" and p.level == 1 and not p.aside]
    if reading.title:
        same = next((i for i in [*top, *zone] if same_title(pieces[i].text, reading.title)), None)
        if same is not None:
            return same
        return top[0] if len(top) == 1 and top[0] in zone else None
    if reading.marked_up and top and (top[0] in zone or len(top) == 1):
        return top[0]
    if reading.marked_up:
        headings = [i for i in zone if pieces[i].kind == "heading"]
        named = [i for i in headings if not is_capitals(pieces[i].text) and not is_rubric(pieces[i].text)]
        if headings:
            return (named or headings)[0]
    return _title_by_look(pieces, zone)


def same_title(text: str, title: str) -> bool:
    """Whether a line is a title in other words: the same ones, or the same beginning."""
    one, two = fold(text), fold(title)
    if not one or not two:
        return False
    shorter, longer = sorted((one, two), key=len)
    if longer.startswith(shorter) and len(shorter) >= 0.5 * len(longer):
        return True
    words, others = set(re.findall(r"\w+", one)), set(re.findall(r"\w+", two))
    return len(words & others) >= 0.8 * len(words | others)


def _title_by_look(pieces: list[Piece], zone: list[int]) -> int | None:
    """The headline among bare lines: not a rubric, a byline, a date or a page title."""
    lines = [
        i
        for i in zone
        if pieces[i].kind in ("paragraph", "heading")
        and not _is_frame(pieces[i].text)
        and not pieces[i].text.endswith(",")
    ]
    bare = page_titles([pieces[i].text for i in lines])
    candidates = [i for at, i in enumerate(lines) if at not in bare and not is_rubric(pieces[i].text)]
    in_lower_case = [i for i in candidates if not is_capitals(pieces[i].text)]
    official = next((i for i in candidates if _TITLED_OFFICIAL.match(fold(pieces[i].text))), None)
    if official is not None and is_capitals(pieces[official].text):
        return official
    # Capitals are a rubric where another line can be the headline, else the headline.
    candidates = [i for i in in_lower_case if _may_head(pieces[i].text)] or sorted(
        (i for i in candidates if _may_head(pieces[i].text)), key=lambda i: -len(pieces[i].text)
    )
    if not candidates:
        return None
    body = _stems(" ".join(p.text for i, p in enumerate(pieces) if i not in zone and not p.aside)[:20_000])
    first = candidates[0]
    shared = {i: _shared(pieces[i].text, body) for i in candidates}
    if len(pieces[first].text.split()) == 1 or (body and shared[first] < 0.2):
        # A site's name or an advertisement over the headline has no word of the article.
        better = [i for i in candidates if len(pieces[i].text.split()) >= 4 and shared[i] >= 0.2]
        worded = [i for i in candidates if len(pieces[i].text.split()) >= 3 and shared[first] < 0.2]
        return (better or [i for i in worded if len(pieces[first].text.split()) == 1] or [first])[0]
    return first


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:6] for word in re.findall(r"\w{4,}", fold(text)))


def _shared(text: str, body: frozenset[str]) -> float:
    """How many of the longer words of a line the article's text has too, from 0 to 1."""
    stems = _stems(text)
    return len(stems & body) / len(stems) if stems else 0.0


def _is_frame(text: str) -> bool:
    return (
        is_date_line(text)
        or is_byline(text)
        or bool(_SITE.fullmatch(text.lower()))
        or _is_credit(text)
        or bool(dateline(text))
        or matches(patterns.LETTERHEAD, text)
    )


def _is_credit(text: str) -> bool:
    return len(text) <= 200 and bool(re.fullmatch(patterns.CREDIT, fold(text)))


def _may_head(text: str) -> bool:
    return len(text) <= 300 and not matches(patterns.SALUTATIONS, text) and not (text.endswith(".") and len(text) > 150)


def _sort_head(head: Head, zone: list[int], title: int | None, reading: Reading) -> None:
    """Give the lines over the text their kinds; the headline keeps its own."""
    pieces = head.pieces
    lines = [i for i in zone if i != title]
    shown = [*([pieces[title].text] if title is not None else []), *(pieces[i].text for i in lines)]
    offset = 1 if title is not None else 0
    bare = {lines[at - offset] for at in page_titles(shown) if at >= offset} if title is not None else set()
    _mark_repeated_captions(lines, pieces)
    menu = _menu([i for i in lines if title is None or i < title], pieces)
    for i in lines:
        piece = pieces[i]
        if piece.aside:
            continue
        text = piece.text
        before_title = title is not None and i < title
        repeats = i in bare and (before_title or fold(text) == fold(head.title))
        if piece.hint == "date" or (piece.kind in ("paragraph", "heading") and is_date_line(text)):
            head.date = head.date or find_date(text)
            pieces[i] = replace(piece, aside=True)
        elif piece.kind in ("byline", "caption", "quote", "list_item") or piece.hint:
            if piece.hint == "kicker" and i in menu:
                pieces[i] = replace(piece, aside=True)
        elif i in menu or (before_title and _SITE.fullmatch(text.lower())) or (repeats and not is_capitals(text)):
            pieces[i] = replace(piece, kind="paragraph", level=0, aside=True)
        elif is_byline(text) or (_PUBLISHED.match(fold(text)) and find_date(text)):
            pieces[i] = replace(piece, kind="byline", level=0)
            head.date = head.date or find_date(text)
        elif before_title and not reading.marked_up and _is_advertisement(piece, pieces, zone):
            pieces[i] = replace(piece, aside=True)
        elif matches(patterns.LETTERHEAD, text) and piece.kind == "paragraph":
            pieces[i] = replace(piece, kind="kicker")
        elif _is_kicker(piece, before_title or title is None):
            pieces[i] = replace(piece, kind="kicker", level=0)
        elif piece.kind == "paragraph":
            after_title = title is not None and i > title
            pieces[i] = _beside_title(piece, before_title, after_title, may_head=not reading.marked_up)
    for i in lines:
        if pieces[i].aside:
            continue
        if pieces[i].kind == "kicker" and not head.kicker:
            head.kicker = pieces[i].text
        if pieces[i].kind == "byline" and not head.byline:
            head.byline = pieces[i].text


def _mark_repeated_captions(lines: list[int], pieces: list[Piece]) -> None:
    """A line that stands twice in a row is a picture's text and its caption."""
    for one, two in pairwise(lines):
        if pieces[one].text == pieces[two].text and pieces[one].kind == "paragraph" and not pieces[one].hint:
            pieces[one] = replace(pieces[one], kind="caption")
            pieces[two] = replace(pieces[two], aside=True)


def _is_advertisement(piece: Piece, pieces: list[Piece], zone: list[int]) -> bool:
    """Whether a long line over the headline has next to no word of the article."""
    body = _stems(" ".join(p.text for i, p in enumerate(pieces) if i not in zone and not p.aside)[:20_000])
    return (
        piece.kind == "paragraph"
        and len(piece.text.split()) > 6
        and not is_sentence(piece.text)
        and bool(body)
        and _shared(piece.text, body) < 0.2
        and not is_capitals(piece.text)
    )


def _is_kicker(piece: Piece, before_title: bool) -> bool:
    """Whether a line near the headline is a rubric; a heading under it rather opens a section."""
    capitals, rubric = is_capitals(piece.text), is_rubric(piece.text)
    if piece.kind == "heading" and not before_title:
        return capitals and rubric
    return capitals or rubric


def _beside_title(piece: Piece, before: bool, after: bool, *, may_head: bool) -> Piece:
    """A line right over or under the headline; may_head: a bare one may be a subtitle."""
    text = piece.text
    if dateline(text) or matches(patterns.SALUTATIONS, text):
        return piece
    if before and len(text.split()) <= 6 and not is_sentence(text) and not text.endswith((",", ":")):
        return replace(piece, kind="kicker")
    if after and is_name(text) and not is_rubric(text):
        return replace(piece, kind="byline")
    if after and may_head and len(text) <= 180 and text[-1] not in ".,;:!?…»":
        return replace(piece, kind="heading", hint="subtitle")
    return piece


def _menu(lines: list[int], pieces: list[Piece]) -> set[int]:
    """Section names that stand in a row before the headline: the site's menu."""
    menu: set[int] = set()
    row: list[int] = []
    for i in [*lines, -1]:
        text = pieces[i].text if i >= 0 else ""
        if i >= 0 and (is_rubric(text) or len(text.split()) <= 2) and not is_capitals(text):
            row.append(i)
            continue
        if len(row) >= 3 and sum(is_rubric(pieces[j].text) for j in row) >= 2:
            menu.update(row)
        row = []
    return menu


def _sort_foot(head: Head) -> None:
    """Who wrote stands under the last paragraph as often as over the first."""
    pieces = head.pieces
    shown = [i for i, piece in enumerate(pieces) if not piece.aside]
    found: list[str] = []
    for position in range(len(shown) - 1, max(len(shown) - 6, 0), -1):
        i = shown[position]
        before = pieces[shown[position - 1]]
        text = pieces[i].text
        if pieces[i].kind == "byline":
            found.append(text)
            continue
        if pieces[i].kind != "paragraph" and not (pieces[i].kind == "heading" and pieces[i].level > 1):
            break
        signed = (_SIGNATORY.search(fold(before.text)) and len(before.text) < 90) or before.text.endswith((",", ":"))
        if is_byline(text) or (is_name(text) and not signed and not dateline(text) and before.kind != "byline"):
            pieces[i] = replace(pieces[i], kind="byline", level=0)
            found.append(text)
            if position + 1 < len(shown) and _may_be_paper(pieces[shown[position + 1]]):
                # "Aminata Traoré", and under it the newspaper.
                pieces[shown[position + 1]] = replace(pieces[shown[position + 1]], kind="byline")
        elif is_running_text(text) or is_sentence(text):
            break
    # A person before the newspaper that the text was taken from.
    found.sort(key=lambda text: fold(text).startswith("source"))
    if found and not head.byline:
        head.byline = found[0]


def _may_be_paper(piece: Piece) -> bool:
    words = piece.text.split()
    return piece.kind == "paragraph" and len(words) <= 4 and words[0][0].isupper() and not is_sentence(piece.text)


def _put_metadata_on_top(head: Head, title: int | None, reading: Reading) -> None:
    """Show the kicker and the author that only the metadata know."""
    at = 0 if title is None else title + 1
    if reading.byline and not head.byline:
        head.byline = reading.byline
        head.pieces.insert(at, Piece(reading.byline, "byline"))
    if reading.kicker and not any(p.kind == "kicker" and not p.aside for p in head.pieces):
        head.kicker = reading.kicker
        head.pieces.insert(at if title is None else title, Piece(reading.kicker, "kicker"))


def _dated_by_text(head: Head) -> str:
    """The date of a dateline near the head or the foot, or of a communiqué's own title."""
    shown = [piece.text for piece in head.pieces if not piece.aside]
    near: list[str] = [*shown[:6], *shown[-5:]]
    tests: tuple[Callable[[str], str], ...] = (
        dateline,
        lambda text: find_date(text) if is_date_line(text) or is_byline(text) else "",
    )
    for test in tests:
        for text in near:
            if found := test(text):
                return found
    return find_date(head.title) if _OFFICIAL.search(fold(head.title)) else ""
