"""From blocks to segments: kinds, ids that stay, markup that follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.article import Article, Block, Span, with_ids
from translate.errors import ConfigError
from translate.segmentation import segment
from translate.segmentation.rules import french_rules, load_rules
from translate.segmentation.splitter import boundaries

SENTENCES = [
    "Le fleuve a débordé lundi.",
    "M. Sangaré a visité les quartiers touchés.",
    "« Nous avons tout perdu », dit Mme A. Keïta.",
    "« Où dormir ce soir ? » demande un père de famille.",
    "Plus de 1 200 personnes attendent l’aide de l’O.N.U.",
    "L’art. 4 du décret le prévoit.",
    "Qui paiera les dégâts ?",
    "Les pluies, les crues, etc. menacent encore la ville.",
    "Le préfet promet des tentes… et du riz.",
    "Il compte sur le gén. Camara (arrivé hier).",
]


def article(*blocks: Block) -> Article:
    return Article(title="Essai", blocks=with_ids(list(blocks)))


def paragraph(text: str, *spans: Span) -> Block:
    return Block("", "paragraph", text, spans=spans)


def test_segments_follow_the_blocks() -> None:
    made = article(
        Block("", "kicker", "Société. Ségou"),
        Block("", "heading", "Crue : le fleuve déborde. Les secours arrivent", level=1),
        Block("", "byline", "A. S. Correspondance"),
        paragraph("Le fleuve a débordé. Les secours arrivent."),
        Block("", "list_item", "Du riz. Des tentes."),
        Block("", "caption", "Le fleuve à Ségou. Photo : A. S."),
    )
    segments = segment(made)
    assert [part.text for part in segments] == [
        "Société. Ségou",
        "Crue : le fleuve déborde. Les secours arrivent",
        "A. S. Correspondance",
        "Le fleuve a débordé.",
        "Les secours arrivent.",
        "Du riz.",
        "Des tentes.",
        "Le fleuve à Ségou. Photo : A. S.",
    ]
    kinds = {block.id: block.kind for block in made.blocks}
    assert all(kinds[part.block_id] == part.kind for part in segments)
    assert len({part.id for part in segments}) == len(segments)


def test_a_long_headline_is_split_at_a_certain_full_stop_only() -> None:
    first = "Après trois semaines de crue, les habitants des quartiers bas de Ségou regagnent leurs maisons."
    second = "Que reste-t-il à faire… Le préfet fait le point avec M. Touré"
    texts = [part.text for part in segment(article(Block("", "heading", f"{first} {second}", level=2)))]
    assert texts == [first, second]


def test_an_empty_block_has_no_segment() -> None:
    alone = segment(article(paragraph("Il pleut.")))
    assert segment(article(paragraph(" "), paragraph("Il pleut."))) == alone


def test_the_same_sentence_twice_has_two_ids() -> None:
    first, second = segment(article(paragraph("Il pleut. Il pleut.")))
    assert second.id == f"{first.id}-2"


def test_markup_follows_its_words() -> None:
    text = "Le fleuve déborde. Il menace Ségou."
    spans = (
        Span(3, 9, "strong"),
        Span(10, text.index(" menace"), "emphasis"),
        Span(text.index("Ségou"), len(text) - 1, "link", "https://exemple.ml/segou"),
    )
    first, second = segment(article(paragraph(text, *spans)))
    assert [(first.text[s.start : s.end], s.kind) for s in first.spans] == [
        ("fleuve", "strong"), ("déborde.", "emphasis"),
    ]
    assert [(second.text[s.start : s.end], s.kind) for s in second.spans] == [
        ("Il", "emphasis"), ("Ségou", "link"),
    ]
    assert second.spans[1].href == "https://exemple.ml/segou"


def test_a_line_break_may_end_a_segment_and_stays_with_the_line_before() -> None:
    text = "Mairie de Ségou Porte 4 Il faut un rendez-vous"
    breaks = (Span(15, 15, "break"), Span(23, 23, "break"))
    segments = segment(article(paragraph(text, *breaks)))
    assert [part.text for part in segments] == ["Mairie de Ségou", "Porte 4", "Il faut un rendez-vous"]
    places = [[(s.kind, s.start) for s in part.spans] for part in segments]
    assert places == [[("break", 15)], [("break", 7)], []]


def test_a_line_break_within_a_sentence_stays_within() -> None:
    text = "Le fleuve et ses bras"
    (only,) = segment(article(paragraph(text, Span(12, 12, "break"))))
    assert (only.text, only.spans) == (text, (Span(12, 12, "break"),))


@given(st.lists(st.sampled_from(SENTENCES), unique=True, min_size=2), st.data())
def test_ids_stay_when_sentences_come_go_and_move(sentences: list[str], data: st.DataObject) -> None:
    before = {part.text: part.id for part in segment(article(paragraph(" ".join(sentences))))}
    assert list(before) == sentences
    moved = data.draw(st.permutations(sentences))[1:]
    cut = data.draw(st.integers(0, len(moved)))
    moved.insert(cut, "Une phrase nouvelle est arrivée.")
    blocks = [paragraph(" ".join(part)) for part in (moved[:cut], moved[cut:]) if part]
    after = {part.text: part.id for part in segment(article(*blocks))}
    assert list(after) == moved
    assert all(after[text] == before[text] for text in moved if text in before)


def test_every_shipped_rule_has_its_own_name_and_is_used_somewhere() -> None:
    rules = {rule for group in french_rules().values() for rule in group}
    assert len({rule.name for rule in rules}) == len(rules) > 20
    assert {place.rule.name for place in boundaries("Fini. Le pont est là.\n\nBien")} == {
        "a full stop after a word, and a capital", "an empty line ends everything",
    }


@pytest.mark.parametrize(
    ("toml", "complaint"),
    [
        ('[[rules]]\nname = "x"\nwrod = "a"\nbreak = true', "'x'.*wrod"),
        ('[[rules]]\nname = "x"\nword = "a"', "'x'.*break"),
        ('[[rules]]\nname = "x"\nword = "("\nbreak = true', "'x'"),
        ('[[rules]]\nname = "x"\nword = "{nothing}"\nbreak = true', "'x'.*nothing"),
    ],
)
def test_a_mistake_in_the_rules_is_named(toml: str, complaint: str) -> None:
    with pytest.raises(ConfigError, match=complaint):
        load_rules(toml)
