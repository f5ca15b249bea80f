"""Thresholds and word lists of the checks, per language. Tuned on human translations:
``benchmarks/qa_false_alarms.py`` prints how often each check fires on them.
"""

from __future__ import annotations

# Characters of target per character of source, both plus LENGTH_PAD so that short
# segments are judged mildly. Outside these, 0.5 % of human translations at most.
LENGTH_PAD = 15
LENGTH_RATIO = {"en": (0.45, 1.6), "ru": (0.45, 1.6), "bm": (0.4, 2.0)}
LENGTH_RATIO_OTHER = (0.35, 2.2)

# The same group of words, this often in a row, is a loop: {words in group: times}.
LOOP_TIMES = {1: 4, 2: 3, 3: 3, 4: 2, 5: 2, 6: 2}

# Words left in French: this many function words within so many words, or a run of
# words that stand in the source in the same order, at least one of them a function word.
FRENCH_WINDOW, FRENCH_IN_WINDOW = 8, 3
COPIED_RUN = 4


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FRENCH_FUNCTION_WORDS = _words("""
    le la les un une des du de au aux et ou où mais donc car ni que qui quoi dont ce cet cette ces son sa ses
    leur leurs notre nos votre vos mon ma mes il elle ils elles nous vous je se en dans par pour sur sous avec
    sans entre vers chez depuis pendant avant après est sont était étaient été être a ont avait avoir fait
    plus moins très bien aussi ainsi comme si ne pas tout tous toute toutes même lors afin selon
""")
# Of these, words that the target language has too.
ALSO_OWN = {
    "en": _words("a on an as me son plus est sans pour sur en dans ma car au de sous si ne pas tout bien"),
    "bm": _words("a la ni ma sa se en don de ce ses nos si ne sous le"),
}

# A word may stand twice in a row here.
DOUBLE_ALLOWED = {"en": _words("had that is her bye very so no yes"), "ru": _words("что да нет очень")}
# Bambara repeats words for meaning (dɔɔnin dɔɔnin); only these are slips when doubled.
DOUBLE_SLIPS = {"bm": _words("ka ko ye bɛ tɛ ma min minnu ani kɔnɔ")}

# A source of several sentences and a target of fewer: one may be lost when, besides, there
# are fewer characters of target per character of source than this.
SENTENCE_LOST_RATIO = {"en": 0.65, "ru": 0.65, "bm": 0.55}
SENTENCE_LOST_RATIO_OTHER = 0.55
# Only sentences of so many words count as said twice ("Merci. Merci.").
SENTENCE_WORDS = 4

# Another language: in a text of so many words, so many function words that are another's
# alone, this share of all words, and so many times those of the right language.
LANGUAGE_WORDS, LANGUAGE_HITS, LANGUAGE_SHARE, LANGUAGE_LEAD = 6, 3, 0.2, 2.0
LANGUAGE_NAMES = {
    "en": "English", "ru": "Russian", "bm": "Bambara", "uk": "Ukrainian", "bg": "Bulgarian", "de": "German",
    "es": "Spanish", "it": "Italian", "pt": "Portuguese",
}
FUNCTION_WORDS = {
    "en": _words("""
        the of and to in is that for it was on with as are by be at this have from or an were which but not has had
        their been will would they he she his her its we you i a who what there our all can more when if about
    """),
    "ru": _words("""
        и в не на что с по как из для это к от за он она они его её их но был была было были все о мы вы я а же
        также который которые которая этот эта этого того при до или у со во только если будет
    """),
    "bm": _words("""
        ye ka ni ko la na bɛ tɛ be te kɔ min minnu tun fɔ kɛ a u o an aw i ani kɔnɔ kosɔn walasa olu nin ma bena bɛna
        de kan fɛ den don kama sisan tuma bɛɛ kɛra kelen ne n k y t
    """),
    "uk": _words("і та що не на як до від це із але він його її була були також який яка які або ще за у з й про є"),
    "bg": _words("и да на се от за че са със като си е ще но които който която това не в с по към беше ли през"),
    "de": _words("der die das und ist von den mit des im zu ein eine nicht auch auf für dem sich wird als sie es war"),
    "es": _words("el los las y que en del una por con para es su como más pero fue sus la de no se un lo este"),
    "it": _words("che di il della per una con non del nella sono anche gli alla dei è si la un da più come"),
    "pt": _words("que de não uma para com os as do da em no na dos das é um por mais foi são ao como"),
}

# Letters of the official Bambara alphabet; q, v and x stand in no Bambara word, but in names.
BAMBARA_LETTERS = frozenset("abcdeɛfghijklmnɲŋoɔprstuwyz")
# Foreign words are told together from so many on.
FOREIGN_WORDS_TOLD = 4
# The same source of so many words should have one translation in an article.
SAME_SOURCE_WORDS = 2
