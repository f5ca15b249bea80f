"""A short article of our own with drafts in three languages, in every state a unit can have."""

from dataclasses import replace

from translate import qa
from translate.article import Article, Block, Segment, Span, with_ids
from translate.confidence import confidence
from translate.editions import EditionMeta
from translate.markup import plain_text
from translate.units import Finding, State, TermMatch, Unit

META = EditionMeta(
    model="yelema-fr-mul 0.1", model_digest="5f0c" * 16, glossary=("mali.csv",), glossary_digest="ab12" * 16,
    version="0.1.0",
)
MT = "mt:yelema-fr-mul 0.1"
N = "\u00a0"

# kind, level, sentences of one block: (French, English, Russian, Bambara).
_BLOCKS = [
    ("kicker", 0, [("ÉCONOMIE LOCALE", "LOCAL ECONOMY", "МЕСТНАЯ ЭКОНОМИКА", "SƆRƆKO")]),
    (
        "heading", 1,
        [
            (
                "Le marché de Ségou rouvre ses portes", "The Ségou market reopens its doors",
                "Рынок в Сегу снова открывает двери", "Segu sugu dayɛlɛla kokura",
            )
        ],
    ),
    ("byline", 0, [("Awa Diarra", "Awa Diarra", "Awa Diarra", "Awa Diarra")]),
    (
        "paragraph", 0,
        [
            (
                "Le marché de Ségou a rouvert lundi, après six mois de travaux.",
                "The Ségou market reopened on Monday, after six months of work.",
                "Рынок в Сегу снова открылся в понедельник, после шести месяцев работ.",
                "Segu sugu dayɛlɛla kokura ntɛnɛndon, baara kalo wɔɔrɔ kɔfɛ.",
            ),
            (
                f"Il compte 1{N}200 places, contre 800 autrefois.",
                "It has 1,300 stalls, compared with 800 before.",
                f"В нём 1{N}200 мест, а раньше было 800.",
                f"Yɔrɔ 1{N}200 b’a kɔnɔ, a tun ye 800 ye fɔlɔ.",
            ),
            (
                f"Le plan, publié par la mairie, coûte 3,5{N}millions de francs.",
                "The plan, <1>published by the town hall</1>, costs <2>3.5 million</2> francs.",
                f"План, <1>опубликованный мэрией</1>, стоит <2>3,5{N}million</2> франков.",
                "Meri y’a labɛncogo jira, a sɔngɔ ye <2>miliyɔn 3,5</2> ye.",
            ),
        ],
    ),
    (
        "quote", 1,
        [
            (
                f"«{N}Nous avons attendu longtemps{N}», dit Mariam Coulibaly, vendeuse de tissus.",
                "“We waited a long time,” says Mariam Coulibaly, who sells fabric.",
                f"«Мы долго ждали»,{N}— говорит Мариам Кулибали, продавщица тканей.",
                f"«{N}An ye makɔnɔni kɛ kosɛbɛ{N}», Mariyamu Kulibali ko ten.",
            )
        ],
    ),
    ("heading", 2, [("Ce qui change", "What changes", "Что меняется", "Min bɛ yɛlɛma")]),
    (
        "list_item", 1,
        [
            (
                "Une halle couverte pour le poisson", "A covered hall for fish", "Крытый павильон для рыбы",
                "Jɛgɛ feereyɔrɔ",
            )
        ],
    ),
    ("list_item", 1, [("Quatre points d’eau", "Four water points", "Четыре колонки с водой", "Ji yɔrɔ naani")]),
    (
        "caption", 0,
        [
            (
                f"Photo{N}: l’entrée du marché, le matin.", "Photo: the market entrance in the morning.",
                "Фото: вход на рынок утром.", f"Ja{N}: feereyɔrɔ da, sɔgɔma.",
            )
        ],
    ),
    (
        "paragraph", 0,
        [
            (
                f"Les vendeuses attendent-elles autre chose{N}?", "Are the traders waiting for anything else?",
                "Ждут ли торговки чего-то ещё?", "",
            )
        ],
    ),
]
_TERMS = {
    "en": {"marché": ("market",), "mairie": ("town hall", "city hall")},
    "ru": {"marché": ("рынок",), "mairie": ("мэрия",)},
    "bm": {"marché": ("sugu",), "mairie": ("meri",)},
}
_SCORES = (-0.05, -0.12, -0.3, -0.2, -0.45, -0.9, -0.25)
_STATES = {
    "en": {1: State.FINAL, 3: State.REVIEWED, 6: State.REVIEWED},
    "ru": {1: State.REVIEWED},
    "bm": {},
}


def article() -> Article:
    """The article, with a link and emphasis in one sentence."""
    blocks = []
    for kind, level, sentences in _BLOCKS:
        text = " ".join(sentence[0] for sentence in sentences)
        spans = ()
        if "publié par la mairie" in text:
            start, figure = text.index("publié"), text.index("3,5")
            spans = (
                Span(start, start + len("publié par la mairie"), "link", "https://example.org/plan?a=1&b=2"),
                Span(figure, figure + len("3,5 millions"), "emphasis"),
            )
        blocks.append(Block("", kind, text, level, spans))
    return Article(
        title="Le marché de Ségou rouvre ses portes", blocks=with_ids(blocks), kicker="ÉCONOMIE LOCALE",
        byline="Awa Diarra", date="2026-03-02", source="articles/marche-de-segou.html",
        boilerplate=("Laisser un commentaire",),
    )


def drafts(*codes: str) -> dict[str, list[Unit]]:
    """The drafts, checked by the real QA."""
    return {code: list(_draft(code)) for code in codes or ("en", "ru", "bm")}


def _draft(code):
    column = ("fr", "en", "ru", "bm").index(code)
    number = 0
    for block, (kind, _, sentences) in zip(article().blocks, _BLOCKS):
        at = 0
        for sentence in sentences:
            start = block.text.index(sentence[0], at)
            at = start + len(sentence[0])
            spans = tuple(
                replace(span, start=span.start - start, end=span.end - start)
                for span in block.spans
                if start <= span.start and span.end <= at
            )
            segment = Segment(f"seg{number:02}", block.id, kind, sentence[0], spans)
            yield _unit(segment, sentence[column], code, number)
            number += 1


def _unit(segment, target, code, number):
    state = _STATES[code].get(number, State.DRAFT if target else State.NEW)
    origin = "copy" if segment.kind == "byline" else "memory:fuzzy(87)" if number == 8 else MT
    if state.is_human:
        origin = "human"
    terms = tuple(
        TermMatch(segment.text.index(word), segment.text.index(word) + len(word), word, word, targets)
        for word, targets in _TERMS[code].items()
        if word in segment.text
    )
    findings = qa.check(Unit(segment, target, origin=origin, terms=terms), code)
    sure = None
    if origin == MT and target:
        score = _SCORES[number % len(_SCORES)]
        sure = confidence(score, segment.text, plain_text(target), findings, terms, language=code)
    return Unit(
        segment, target, state, origin if target else "", confidence=sure, terms=terms, findings=findings,
        previous_source=f"Une halle{N}pour le poisson" if number == 8 and code == "en" else "",
        note="Name checked with the author." if number == 6 and code == "en" else "",
    )


def hostile() -> tuple[Article, list[Unit]]:
    """An article and a draft that try to run script, load things and break out of their place."""
    attack = "<script>parent.pwned=window.pwned=1</script><img src=http://evil.example/x onerror=window.pwned=1>"
    breakout = "\"'></style></title></textarea><svg onload=window.pwned=1><a href=javascript:window.pwned=1>x</a>"
    text = f"Un lien {attack} {breakout} {{{{ 7*7 }}}} {'long' * 120}"
    link = Span(3, 7, "link", "javascript:window.pwned=1")
    blocks = with_ids(
        [
            Block("", "heading", f"Titre {attack}", 1),
            Block("", "paragraph", text, 0, (link, Span(8, 12, "link", "https://example.org/\"onmouseover=x"))),
        ]
    )
    source = Article(
        title=f"Titre {attack}", blocks=blocks, byline=breakout, date=breakout, source="javascript:window.pwned=1",
        boilerplate=(attack,),
    )
    units = [
        Unit(
            Segment(f"id {number}\"><script>", block.id, block.kind, block.text, block.spans),
            target=f"<1>Title</1> {attack} {breakout} <9>", state=State.DRAFT, origin=f"mt:{breakout}", confidence=3,
            terms=(TermMatch(0, 2, breakout, breakout, (breakout,)),),
            findings=(Finding("numbers", "error", attack),), previous_source=attack, note=breakout,
        )
        for number, block in enumerate(blocks)
    ]
    return source, units
