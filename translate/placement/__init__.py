"""Where the inline tags of a source go in its translation.

    marks.spoken       the text as a model reads it, without the marks of notes
    linking.matrix     which word translates which: the model's links, a lexicon, names, numbers, terms
    intervals.places   for each span the stretch of the translation that says what it says
    marks.positions    for each note's mark the place behind its word, as the language prints it
    project.place      the translation with its tags

A tag that finds no sure place is left out; the QA check `tags` tells the reviewer.
"""

from __future__ import annotations

from translate.placement.marks import Spoken, spoken
from translate.placement.project import place, project
from translate.placement.terms import terms_in

__all__ = ["Spoken", "place", "project", "spoken", "terms_in"]
