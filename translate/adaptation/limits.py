"""What an adaptation tries and what it may cost, in one place."""

ALPHAS = (1.0, 0.85, 0.7, 0.55, 0.4, 0.25)
"""How far from the base towards the fine-tuned weights candidates lie, the farthest first."""

LEAST = 20
"""Corrections into one language below which nothing can be learnt and nothing measured."""

REPLAY_TIMES = 8
"""How many sentences are made ready for replay, per correction; an epoch draws four per correction."""

MAX_DROP = 0.3
"""How much chrF2 general text may lose. Other general text may lose a little more than a
set of 247 sentences shows: 0.3 here is meant to be less than 0.5 there."""

MAX_DRIFT = 0.03
"""How much less likely a token (nats) the base's own drafts of general text may become, in a
language without references. Drafts themselves are no measure: those of a small model change
with any change of its weights. Set from a single trial, and no sharp line: with 300
corrections of English, weights that found the drafts 0.022 (Russian), 0.026 (English) and
0.027 (Bambara) less likely lost 0.8, 0.1 and 0.5 chrF2."""

ENOUGH = 0.98
"""A candidate nearer to the base is taken instead of the best when its gain on the
corrections is at least this part of the best one's."""
