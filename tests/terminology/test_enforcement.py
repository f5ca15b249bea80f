"""Terms put right in drafts: by what a decoder offers, where it belongs, in the form that fits, or flagged.

The decoder here is scripted: it answers what the test says, so that each step can be seen alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import pytest

from translate.engines.base import Hypothesis, Progress, Request, Result, Start
from translate.terminology import Concept, Termbase
from translate.terminology.enforcement import FORCED, MISSING, enforced
from translate.words import word_spans


class Scripted:
    """A steerable engine. nbest: what its search offers; endings: how a beginning goes on, by its last words;
    unlikely: texts (parts of them) the model does not like."""

    name, digest, targets = "scripted", "0", ("en", "ru")
    heeds: tuple[str, ...] = ()

    def __init__(
        self, nbest: Sequence[Hypothesis] = (), endings: dict[str, str] | None = None,
        unlikely: dict[str, float] | None = None,
    ) -> None:
        self.nbest, self.endings, self.unlikely = nbest, endings or {}, unlikely or {}
        self.starts: list[Start] = []

    def translate(self, requests: Sequence[Request], progress: Progress | None = None) -> list[Result]:
        raise AssertionError("nothing is translated a second time")

    def finish(self, starts: Sequence[Start], *, beam: int = 0) -> list[Hypothesis | None]:
        self.starts += starts
        return [self._finished(start) for start in starts]

    def _finished(self, start: Start) -> Hypothesis | None:
        for begin, end in self.endings.items():
            if start.text.endswith(begin) and not any(text in end for text in start.forbidden):
                return Hypothesis(start.text + end, self._score(start.text + end))
        return None

    def rate(self, texts: Sequence[tuple[Request, str, str]], *, ended: bool = True) -> list[float | None]:
        return [self._score(beginning + rest) for _, beginning, rest in texts]

    def _score(self, text: str) -> float:
        return -0.5 + sum(score for part, score in self.unlikely.items() if part in text)


def termbase(*rows: tuple[str, str, str], kind: str = "place", forbidden: Sequence[tuple[str, str]] = ()) -> Termbase:
    """rows: French, language, permitted terms with | between them."""
    concepts = [Concept((french,), {code: tuple(terms.split("|"))}, kind) for french, code, terms in rows]
    concepts += [Concept((french,), {"en": (term,)}, status="forbidden") for french, term in forbidden]
    return Termbase([concepts])


def linked(text: str, translation: str, *pairs: tuple[str, str]) -> Hypothesis:
    """A draft with links between the words named."""

    def place(word: str, of: str) -> int:
        return [of[start:end] for start, end in word_spans(of)].index(word)

    return Hypothesis(translation, -0.5, tuple((place(one, text), place(two, translation)) for one, two in pairs))


def run(
    engine: Scripted, text: str, draft: Hypothesis, terms: Termbase, language: str = "en", flags: tuple[str, ...] = ()
) -> Result:
    found = Result((draft, *engine.nbest[1:]), flags)
    return enforced(engine, [Request(text, language)], [found], terms)[0]


MALI = termbase(("Mali", "en", "Mali"), ("Mali", "ru", "Мали"))


@pytest.mark.parametrize(
    ("text", "draft", "language"),
    [
        ("Le marché ouvre.", "The market opens.", "en"),
        ("Le Mali est grand.", "Mali is large.", "en"),
        ("La force du Mali.", "Mali’s strength.", "en"),
    ],
)
def test_a_draft_with_nothing_to_put_right_is_the_same_object(text: str, draft: str, language: str) -> None:
    engine = Scripted()
    plain = Result((Hypothesis(draft, -0.5, ((0, 0),)),), ("retried",))
    assert enforced(engine, [Request(text, language)], [plain], MALI)[0] is plain
    assert not engine.starts


def test_a_term_that_stands_there_inflected_is_right() -> None:
    terms = termbase(("Moscou", "ru", "Москва"))
    plain = Result((Hypothesis("Он приехал из Москвы.", -0.5),))
    assert enforced(Scripted(), [Request("Il est venu de Moscou.", "ru")], [plain], terms)[0] is plain


def test_another_hypothesis_that_holds_the_term_is_taken_when_it_is_likely_enough() -> None:
    text, draft = "Le Mali est grand.", Hypothesis("The country is large.", -0.5)
    good = Hypothesis("Mali is large.", -0.9)
    result = run(Scripted([draft, good]), text, draft, MALI)
    assert (result.best.text, result.flags) == ("Mali is large.", ())
    far = Hypothesis("Mali is large.", -5.0)
    assert run(Scripted([draft, far], unlikely={"Mali": -8.0}), text, draft, MALI).best.text == "The country is large."


def test_the_term_is_written_where_its_rendering_stands_and_the_model_goes_on() -> None:
    text = "Le président du Mali parle."
    draft = linked(text, "The president of Timbo speaks.", ("Mali", "Timbo"))
    engine = Scripted([draft], {"of Mali": " speaks."})
    result = run(engine, text, draft, MALI)
    assert (result.best.text, result.flags) == ("The president of Mali speaks.", ())


def test_a_term_at_the_start_of_the_sentence_gets_a_capital() -> None:
    terms = termbase(("gouvernement", "en", "government"), kind="term")
    text = "Gouvernement et partis parlent."
    draft = linked(text, "Ministry and parties speak.", ("Gouvernement", "Ministry"))
    result = run(Scripted([draft], {"Government": " and parties speak."}), text, draft, terms)
    assert result.best.text == "Government and parties speak."


def test_the_russian_form_is_the_one_the_model_likes_best_and_the_preposition_follows_it() -> None:
    terms = termbase(("France", "ru", "Франция"))
    text = "Il vit en France."
    draft = linked(text, "Он живёт в Галлии.", ("France", "Галлии"))
    engine = Scripted([draft], {"Франции": "."}, {"живёт Фран": -0.4, "Францию": -0.4})
    result = run(engine, text, draft, terms, "ru")
    assert result.best.text == "Он живёт во Франции."
    tried = [start.text for start in engine.starts]
    assert not any("в Франц" in beginning or "во Францией" in beginning for beginning in tried)


def test_two_terms_in_reversed_order_are_both_put_right() -> None:
    terms = termbase(("Niger", "en", "Niger"), ("Tchad", "en", "Chad"))
    text = "Le Niger voisin du Tchad"
    draft = linked(text, "Lakeland near Riverland", ("Niger", "Riverland"), ("Tchad", "Lakeland"))
    engine = Scripted([draft], {"near Niger": "", "Chad": " near Riverland"})
    assert run(engine, text, draft, terms).best.text == "Chad near Niger"


def test_a_term_inside_a_longer_name_is_left_alone_there() -> None:
    terms = termbase(("Mali", "en", "Mali"), ("Banque du Mali", "en", "Bank of Mali"))
    plain = Result((Hypothesis("The Bank of Mali lends.", -0.5),))
    assert enforced(Scripted(), [Request("La Banque du Mali prête.", "en")], [plain], terms)[0] is plain


def test_a_forced_term_must_not_leave_the_old_rendering_beside_it() -> None:
    text = "Le président du Mali parle."
    draft = linked(text, "The president of Timbo speaks.", ("Mali", "Timbo"))

    class Stubborn(Scripted):
        def _finished(self, start: Start) -> Hypothesis | None:
            end = " speaks." if "Timbo" in start.forbidden else " of Timbo speaks."
            return Hypothesis(start.text + end, -0.6) if start.text.endswith("of Mali") else None

    result = run(Stubborn([draft]), text, draft, MALI)
    assert (result.best.text, result.flags) == ("The president of Mali speaks.", ())


def test_a_translation_that_repeats_the_term_is_not_taken() -> None:
    text = "Le président du Mali parle."
    draft = Hypothesis("The president speaks there.", -0.5)
    engine = Scripted([draft], {"Mali": " Mali speaks there."})
    result = run(engine, text, draft, MALI)
    assert (result.best.text.count("Mali"), result.flags) == (1, (FORCED,))


def test_what_the_model_will_not_write_is_replaced_in_place_and_flagged() -> None:
    text = "Le président du Mali parle."
    draft = linked(text, "The president of Timbo speaks.", ("Mali", "Timbo"))
    result = run(Scripted([draft], unlikely={"Mali": -0.5}), text, draft, MALI)
    assert (result.best.text, result.flags) == ("The president of Mali speaks.", (FORCED,))
    assert result.best.links == draft.links


def test_what_the_model_finds_as_likely_as_its_own_draft_is_not_called_forced() -> None:
    text = "Le président du Mali parle."
    draft = linked(text, "The president of Timbo speaks.", ("Mali", "Timbo"))
    engine = Scripted([draft])
    result = run(engine, text, draft, MALI)
    assert (result.best.text, result.flags) == ("The president of Mali speaks.", ())
    assert not engine.starts, "no need to ask the model to finish it"


def test_a_pronoun_gives_way_to_the_term_it_stands_for() -> None:
    text = "Le Mali est grand."
    draft = linked(text, "It is large.", ("Mali", "It"))
    assert run(Scripted([draft]), text, draft, MALI).best.text == "Mali is large."


def test_a_term_with_no_trace_goes_between_its_neighbours_and_is_flagged() -> None:
    text = "Le fleuve traverse le Mali et la plaine."
    draft = linked(text, "The river crosses and the plain.", ("traverse", "crosses"), ("et", "and"))
    result = run(Scripted([draft]), text, draft, MALI)
    assert (result.best.text, result.flags) == ("The river crosses Mali and the plain.", (FORCED,))


def test_a_headline_the_model_cannot_be_asked_about_gets_its_term_in_capitals() -> None:
    class Silent(Scripted):
        def rate(self, texts: Sequence[tuple[Request, str, str]], *, ended: bool = True) -> list[float | None]:
            return [None for _ in texts]

    text = "LE MALI A VOTÉ"
    draft = linked(text, "MALIA HAS VOTED", ("MALI", "MALIA"))
    result = run(Silent([draft]), text, draft, MALI)
    assert (result.best.text, result.flags) == ("MALI HAS VOTED", (FORCED,))


def test_what_is_much_too_unlikely_stays_as_it_was_and_is_flagged() -> None:
    text = "Le président du Mali parle."
    draft = linked(text, "The president of Timbo speaks.", ("Mali", "Timbo"))
    result = run(Scripted([draft], unlikely={"Mali": -8.0}), text, draft, MALI, flags=("split",))
    assert (result.best, result.flags) == (draft, ("split", MISSING))
    assert math.isclose(result.best.score, -0.5)


def test_an_acronym_beside_its_long_form_keeps_both() -> None:
    terms = termbase(
        ("CEDEAO", "en", "ECOWAS"), ("Communauté des États", "en", "Community of States"), kind="institution")
    text = "La Communauté des États (CEDEAO) siège."
    draft = linked(text, "The Community of States (CEDEA) meets.", ("CEDEAO", "CEDEA"))
    engine = Scripted([draft], {"States (ECOWAS": ") meets."})
    assert run(engine, text, draft, terms).best.text == "The Community of States (ECOWAS) meets."


def test_a_forbidden_term_is_avoided() -> None:
    terms = termbase(("Transition", "en", "Transition"), kind="term", forbidden=[("junte", "junta")])
    text, draft = "La junte parle.", Hypothesis("The junta speaks.", -0.5)

    class Obedient(Scripted):
        def _finished(self, start: Start) -> Hypothesis | None:
            return Hypothesis("The council speaks.", -0.7) if "junta" in start.forbidden else None

    assert run(Obedient([draft]), text, draft, terms).best.text == "The council speaks."


def test_a_forbidden_rendering_is_where_its_term_goes() -> None:
    terms = termbase(("Transition", "en", "Transition"), kind="term", forbidden=[("Transition", "junta")])
    text, draft = "Le chef de la Transition parle.", Hypothesis("The head of the junta speaks.", -0.5)
    engine = Scripted([draft], {"of the Transition": " speaks."})
    assert run(engine, text, draft, terms).best.text == "The head of the Transition speaks."


def test_the_first_variant_a_text_holds_is_written_in_the_rest_of_it() -> None:
    terms = termbase(("mairie", "en", "town hall|city hall"), kind="term")
    texts = ["La mairie ouvre.", "Voici la mairie."]
    drafts = [Hypothesis("The city hall opens.", -0.5), Hypothesis("This is the marie.", -0.5)]

    def second(documents: Sequence[str]) -> str:
        engine = Scripted([drafts[1]])
        requests = [Request(text, "en") for text in texts]
        return enforced(engine, requests, [Result((draft,)) for draft in drafts], terms, documents)[1].best.text

    assert second(["one", "one"]) == "This is the city hall."
    assert second(["one", "two"]) == "This is the town hall."


def test_an_engine_that_cannot_be_steered_gets_its_renderings_replaced() -> None:
    class Plain:
        name, digest, targets = "plain", "0", ("en",)
        translate: Callable[..., list[Result]] = Scripted.translate

    draft = Hypothesis("Malia is large.", -0.5)
    result = enforced(Plain(), [Request("Le Mali est grand.", "en")], [Result((draft,))], MALI)[0]
    assert (result.best.text, result.flags) == ("Mali is large.", (FORCED,))


@pytest.mark.parametrize(
    ("french", "draft", "place", "expected"),
    [
        ("Il vit en France.", "Он живёт Галлии.", "Галлии", "Франции"),
        ("Il parle de la France.", "Речь о стране Галлья.", "Галлья", "Франции"),
        ("Le fleuve de France", "Река Галл", "Галл", "Франции"),
    ],
)
def test_where_the_model_does_not_mind_the_french_decides_the_case(
    french: str, draft: str, place: str, expected: str
) -> None:
    terms = termbase(("France", "ru", "Франция"))
    text = run(Scripted(), french, linked(french, draft, ("France", place)), terms, "ru").best.text
    assert text == draft.replace(place, expected)


@pytest.mark.parametrize(
    ("french", "draft", "expected"),
    [
        ("Les maires parlent.", "The mayres speak.", "The mayors speak."),
        ("Le maire parle.", "The mayre speaks.", "The mayor speaks."),
        ("Les ONG parlent.", "The ONGs speak.", "The NGOs speak."),
        ("L'O.N.G. parle.", "The O.N.G. speaks.", "The NGO speaks."),
    ],
)
def test_the_number_is_that_of_the_french(french: str, draft: str, expected: str) -> None:
    terms = termbase(("maire", "en", "mayor"), ("ONG", "en", "NGO"), kind="title")
    assert run(Scripted(), french, Hypothesis(draft, -0.5), terms).best.text == expected


def test_of_two_entries_for_one_word_either_is_right_and_the_first_is_put_in() -> None:
    terms = termbase(("mairie", "en", "town hall"), ("mairie", "en", "city hall"), kind="term")
    for right in ("The town hall opens.", "The city hall opens."):
        plain = Result((Hypothesis(right, -0.5),))
        assert enforced(Scripted(), [Request("La mairie ouvre.", "en")], [plain], terms)[0] is plain
    draft = Hypothesis("The marie opens.", -0.5)
    assert run(Scripted(), "La mairie ouvre.", draft, terms).best.text == "The town hall opens."


def test_what_is_reviewed_already_says_which_variant_an_article_uses() -> None:
    terms = termbase(("mairie", "en", "town hall|city hall"), kind="term")
    before = [("one", "en", "Voici la mairie.", "This is the city hall.")]
    found = enforced(
        Scripted(), [Request("La mairie ouvre.", "en")], [Result((Hypothesis("The marie opens.", -0.5),))], terms,
        ["one"], before)
    assert found[0].best.text == "The city hall opens."


GOITA = termbase(("Goïta", "en", "Goïta|Goita"), ("communiqué", "en", "communiqué|communique"), kind="person")


@pytest.mark.parametrize(
    ("text", "draft", "expected"),
    [
        ("Goïta est à Gao.", "Goita is in Gao.", "Goïta is in Gao."),
        ("Le bureau de Goïta.", "Goita’s office.", "Goïta’s office."),
        ("Un communiqué de Goïta", "Communique by Goïta", "Communiqué by Goïta"),
        ("GOÏTA EST À GAO", "GOITA IS IN GAO", "GOÏTA IS IN GAO"),
    ],
)
def test_a_term_without_its_accents_is_spelled_as_the_glossary_prefers(text: str, draft: str, expected: str) -> None:
    assert run(Scripted(), text, Hypothesis(draft, -0.5), GOITA).best.text == expected


def test_a_spelling_a_reviewer_chose_is_kept_in_the_rest_of_the_article() -> None:
    requests, drafts = [Request("Goïta parle.", "en")], [Result((Hypothesis("Goïta speaks.", -0.5),))]
    settled = [("a", "en", "Goïta est à Gao.", "Goita is in Gao.")]
    assert enforced(Scripted(), requests, drafts, GOITA, ["a"], settled)[0].best.text == "Goita speaks."


class Heeding(Scripted):
    """A scripted engine that was trained with term annotations: what it says when told; what it was told."""

    heeds = ("en", "ru")

    def __init__(self, says: str, **script: dict[str, float]) -> None:
        super().__init__(**script)
        self.says = says
        self.told: list[Request] = []

    def translate(self, requests: Sequence[Request], progress: Progress | None = None) -> list[Result]:
        self.told += requests
        return [Result((Hypothesis(self.says, -0.4),)) for _ in requests]


def test_a_model_is_told_the_terms_only_of_what_it_got_wrong() -> None:
    engine = Heeding("Bamako welcomes him.")
    requests = [Request("Bamako l'accueille.", "en"), Request("Bamako est grande.", "en")]
    drafts = [Result((Hypothesis("He is made welcome.", -0.5),)), Result((Hypothesis("Bamako is large.", -0.5),))]
    done = enforced(engine, requests, drafts, termbase(("Bamako", "en", "Bamako")))
    assert [result.best.text for result in done] == ["Bamako welcomes him.", "Bamako is large."]
    assert [(request.text, request.terms) for request in engine.told] == [
        ("Bamako l'accueille.", (("Bamako", "Bamako"),))]
    assert done[0].flags == ()


def test_a_rendering_the_model_would_as_soon_have_otherwise_is_replaced_without_telling_it() -> None:
    engine = Heeding("never asked")
    assert run(engine, "Le Mali est grand.", linked("Le Mali est grand.", "Malia is large.", ("Mali", "Malia")),
               MALI).best.text == "Mali is large."
    assert engine.told == []


def test_what_a_told_model_leaves_out_all_the_same_is_put_in() -> None:
    engine = Heeding("He is made welcome.", unlikely={"Bamako": -0.4})
    draft = linked("Bamako l'accueille.", "Town is made welcome.", ("Bamako", "Town"))
    result = run(engine, "Bamako l'accueille.", draft, termbase(("Bamako", "en", "Bamako")))
    assert result.best.text == "Bamako is made welcome."
    assert engine.told
    assert FORCED in result.flags


@pytest.mark.parametrize(
    ("text", "draft", "expected"),
    [
        ("Le Sénégal accueille.", "Senegalese welcomes.", "Senegal welcomes."),
        ("La lutte du Sénégal.", "The Senegalese struggle.", "The Senegalese struggle."),
        ("Les rues du Sénégal.", "Senegalese streets.", "Senegalese streets."),
    ],
)
def test_an_adjective_says_a_place_only_where_the_french_has_de(text: str, draft: str, expected: str) -> None:
    terms = termbase(("Sénégal", "en", "Senegal"))
    assert run(Scripted(), text, linked(text, draft, ("Sénégal", "Senegalese")), terms).best.text == expected
