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
