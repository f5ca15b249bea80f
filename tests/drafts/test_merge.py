"""What becomes of a translator's work when the article changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translate import drafts
from translate.article import IdMaker, Segment, Span
from translate.drafts import Draft, merge
from translate.markup import plain_text
from translate.units import State, Unit

from . import strategies

ARTICLE = [
    "Une école ouvre à Diré",
    "Le ministre a inauguré mardi une école de douze classes à Diré.",
    "Elle accueillera quatre cents élèves.",
    "Les travaux ont duré deux ans.",
    "« Nous attendions ce jour », a dit le maire.",
]
ENGLISH = [
    "A school opens in Diré",
    "The minister opened a twelve-classroom school in Diré on Tuesday.",
    "It will take four hundred pupils.",
    "Building took two years.",
    "“We had been waiting for this day,” the mayor said.",
]


def segments(*texts: str, block: str = "b1") -> list[Segment]:
    ids = IdMaker()
    return [Segment(ids.make(text), block, "paragraph", text) for text in texts]


def draft(reviewed: tuple[int, ...] = (), texts: list[str] = ARTICLE, targets: list[str] = ENGLISH) -> Draft:
    """A draft of `texts`: machine drafts, but for the units a human approved."""
    new = merge(segments(*texts), None)
    units = tuple(
        replace(unit, target=target, state=State.REVIEWED if n in reviewed else State.DRAFT,
                origin="human" if n in reviewed else "mt:m")
        for n, (unit, target) in enumerate(zip(new.units, targets))
    )
    return replace(new, article="ecole-dire", language="en", units=units)


def unit(draft: Draft, start: str) -> Unit:
    return next(unit for unit in draft.units if unit.segment.text.startswith(start))


def without(*gone: int) -> list[Segment]:
    return segments(*(text for n, text in enumerate(ARTICLE) if n not in gone))


def test_a_first_run_has_everything_to_translate() -> None:
    new = merge(segments(*ARTICLE), None)
    assert [unit.segment.text for unit in drafts.pending(new)] == ARTICLE
    assert all(unit.state is State.NEW for unit in new.units)


def test_an_unchanged_article_changes_nothing() -> None:
    old = draft(reviewed=(1, 3))
    assert merge(segments(*ARTICLE), old) == old


def test_reviewed_work_follows_its_sentence_wherever_it_moves() -> None:
    merged = merge(segments(*reversed(ARTICLE), block="b9"), draft(reviewed=(0, 1, 2, 3, 4)))
    assert [unit.target for unit in merged.units] == ENGLISH[::-1]
    assert all(unit.state is State.REVIEWED and unit.segment.block_id == "b9" for unit in merged.units)
    assert merged.obsolete == ()


def test_an_edited_sentence_is_offered_with_its_old_source() -> None:
    edited = ARTICLE.copy()
    edited[1] = "La ministre a inauguré lundi une école de douze classes à Diré."
    merged = merge(segments(*edited), draft(reviewed=(1,)))
    offered = unit(merged, "La ministre")
    assert (offered.target, offered.state) == (ENGLISH[1], State.DRAFT)
    assert offered.previous_source == ARTICLE[1]
    assert offered.origin.startswith("memory:fuzzy(9")
    assert drafts.holds_human_text(offered)
    back = merge(segments(*ARTICLE), merged)
    assert unit(back, "Le ministre") == draft(reviewed=(1,)).units[1]
    assert back.obsolete == ()


def test_a_sentence_edited_twice_still_shows_what_was_translated() -> None:
    merged = draft(reviewed=(1,))
    for edited in ("La ministre a inauguré lundi une école de douze classes à Diré.",
                   "La ministre a inauguré lundi une école de huit classes à Diré."):
        merged = merge(segments(edited), merged)
    assert merged.units[0].previous_source == ARTICLE[1]
    assert merged.units[0].target == ENGLISH[1]


def test_an_unrelated_sentence_gets_no_offer() -> None:
    merged = merge(segments("La pluie est tombée toute la nuit sur Kayes."), draft(reviewed=(0, 1, 2, 3, 4)))
    assert merged.units[0].state is State.NEW
    assert [unit.target for unit in merged.obsolete] == ENGLISH


def test_the_machines_own_drafts_are_not_offered_nor_kept() -> None:
    edited = ARTICLE.copy()
    edited[1] = "La ministre a inauguré lundi une école de douze classes à Diré."
    merged = merge(segments(*edited), draft())
    assert unit(merged, "La ministre").state is State.NEW
    assert merged.obsolete == ()
    assert unit(merged, "Elle").target == ENGLISH[2]


def test_removed_work_waits_and_returns_with_its_sentence() -> None:
    old = draft(reviewed=(2, 3))
    cut = merge(without(2, 3), old)
    assert [unit.target for unit in cut.obsolete] == [ENGLISH[2], ENGLISH[3]]
    cut = merge(without(2, 3), cut)
    back = merge(segments(*ARTICLE), cut)
    assert back == old


def test_the_most_similar_pairs_are_matched_one_to_one() -> None:
    old_texts = ["Le pont de Gao est fermé depuis lundi.", "Le pont de Goa est fermé depuis jeudi."]
    old = draft((0, 1), old_texts, ["The Gao bridge …", "The Goa bridge …"])
    merged = merge(segments("Le pont de Goa est fermé depuis mardi.", "Le pont de Gao est fermé depuis dimanche."), old)
    assert [unit.target for unit in merged.units] == ["The Goa bridge …", "The Gao bridge …"]


def test_repeated_sentences_keep_their_own_translations() -> None:
    texts = ["Oui.", "Le maire répond.", "Oui.", "Le préfet répond."]
    old = draft((0, 2), texts, ["Yes.", "The mayor answers.", "Indeed.", "The prefect answers."])
    assert merge(segments(*texts), old) == old
    moved = merge(segments("Oui.", "Le préfet répond.", "Oui.", "Le maire répond."), old)
    assert [unit.target for unit in moved.units] == ["Indeed.", "The prefect answers.", "Yes.", "The mayor answers."]
    one = merge(segments("Oui.", "Le préfet répond."), old)
    assert one.units[0].target == "Indeed."
    assert [unit.target for unit in one.obsolete] == ["Yes."]


def test_a_repeated_sentence_borrows_the_reviewed_translation_as_a_draft() -> None:
    merged = merge(segments(*ARTICLE, ARTICLE[2]), draft(reviewed=(2,)))
    assert merged.units[2].state is State.REVIEWED
    assert (merged.units[-1].target, merged.units[-1].state) == (ENGLISH[2], State.DRAFT)
    assert merged.units[-1].origin == "memory:exact"


def test_other_spaces_are_no_change() -> None:
    old = draft((0,), ["Combien d’élèves ? Quatre cents !"], ["How many pupils? Four hundred!"])
    assert merge(segments("Combien d’élèves\u202f?  Quatre\u00a0cents\u202f!"), old).units[0].state is State.REVIEWED


def test_straight_and_curly_apostrophes_are_no_change() -> None:
    old = draft((0,), ["L'école d'Aïssata"], ["Aïssata's school"])
    assert merge(segments("L’école d’Aïssata"), old).units[0].state is State.REVIEWED


def linked(text: str, *spans: Span) -> list[Segment]:
    return [Segment("s", "b", "paragraph", text, spans)]


def test_renumbered_tags_are_renumbered_in_the_translation() -> None:
    text = "Lire le rapport et la carte."
    report, card = Span(5, 15, "link", "/r"), Span(19, 27, "strong")
    old = replace(merge(linked(text, report, card), None), language="en")
    english = "Read <2>the map</2> and <1>the report</1>."
    old = replace(old, units=(replace(old.units[0], target=english, state=State.REVIEWED, origin="human"),))
    merged = merge(linked(text, card, report), old)
    assert merged.units[0].target == "Read <1>the map</1> and <2>the report</2>."
    assert merged.units[0].state is State.REVIEWED
    # A link that goes leaves the words approved and asks for a look at the tags.
    gone = merge(linked(text, card), old)
    assert gone.units[0].target == "Read <1>the map</1> and the report."
    assert gone.units[0].state is State.DRAFT
    assert gone.units[0].previous_source == "Lire <1>le rapport</1> et <2>la carte</2>."
    assert merge(linked(text, report, card), gone).units == old.units


def test_tags_of_a_machine_draft_follow_the_source() -> None:
    text = "MINUSMA"
    old = replace(merge(linked(text), None), units=(Unit(linked(text)[0], "MINUSMA", State.DRAFT, "mt:m"),))
    assert merge(linked(text, Span(0, 7, "strong")), old).units[0].target == "<1>MINUSMA</1>"


def test_work_in_progress_is_not_lost_nor_taken_for_the_machines() -> None:
    old = draft()
    half_done = replace(old.units[1], target="The minister opened …", origin="human", note="nom de l’école ?")
    old = replace(old, units=(old.units[0], half_done, *old.units[2:]))
    merged = merge(segments("La ministre a inauguré mardi une école de douze classes à Diré."), old)
    assert (merged.units[0].target, merged.units[0].origin) == ("The minister opened …", "human")
    assert merged.units[0].note == "nom de l’école ?"
    gone = merge(segments("Rien à voir."), merged)
    assert "The minister opened …" in [unit.target for unit in gone.obsolete]


def test_a_note_on_a_machine_draft_is_kept() -> None:
    old = draft()
    old = replace(old, units=(replace(old.units[0], note="titre à raccourcir"), *old.units[1:]))
    gone = merge(segments(*ARTICLE[1:]), old)
    assert [unit.note for unit in gone.obsolete] == ["titre à raccourcir"]
    assert merge(segments(*ARTICLE), gone).units[0].note == "titre à raccourcir"


def test_comments_of_other_tools_follow_their_unit() -> None:
    old = replace(draft(), extras={draft().units[2].segment.id: ("#, max-length:40",)})
    merged = merge(segments(ARTICLE[2]), old)
    assert merged.extras == {merged.units[0].segment.id: ("#, max-length:40",)}


# Sentences near each other and far from each other, to be edited at random.
SENTENCES = st.sampled_from(
    [f"{who} {what} {where}." for who in ("Le maire", "La maire", "Le préfet") for what in ("visite", "a visité")
     for where in ("le marché de Kita", "le marché de Kati", "les rizières")] + ["Oui.", "Non."]
)


def human_texts(draft: Draft) -> set[str]:
    return {plain_text(unit.target) for unit in (*draft.units, *draft.obsolete) if drafts.holds_human_text(unit)}


def human_notes(draft: Draft) -> set[str]:
    return {unit.note for unit in (*draft.units, *draft.obsolete) if unit.note}


@settings(deadline=None)
@given(
    old=strategies.drafts(SENTENCES),
    revisions=st.lists(strategies.segments(text=SENTENCES), min_size=1, max_size=4),
)
def test_no_human_text_is_ever_lost(
    old: Draft, revisions: list[list[Segment]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "merged.po"
    for revision in revisions:
        merged = merge(revision, old)
        assert [unit.segment for unit in merged.units] == revision
        assert human_texts(old) <= human_texts(merged)
        assert human_notes(old) <= human_notes(merged)
        assert merge(revision, merged) == merged
        path.write_bytes(drafts.dump(merged).encode("utf-8"))
        old = drafts.read(path)
        assert old == replace(merged, stamp=old.stamp)


@given(old=strategies.drafts(SENTENCES))
def test_merging_with_the_same_segments_is_identity(old: Draft) -> None:
    old = replace(old, obsolete=())
    assert merge([unit.segment for unit in old.units], old) == old


def test_a_long_article_merges_quickly(tmp_path: Path) -> None:
    texts = [f"Phrase numéro {n} sur la récolte de l’année {1900 + n} dans le cercle {n % 50}." for n in range(1500)]
    old = draft(tuple(range(1500)), texts, [f"Sentence {n}." for n in range(1500)])
    edited = [text.replace("récolte", "moisson") for text in texts]
    merged = merge(segments(*edited), old)
    assert [unit.target for unit in merged.units] == [unit.target for unit in old.units]
