"""How our columns and the data categories of TBX-Basic (ISO 30042:2019) call each other.

What TBX-Basic has no category for travels in notes of the form `[ru.paradigm] indeclinable`,
which people can read in any tool and which come back as columns.
"""

from __future__ import annotations

import re

CORE = "urn:iso:std:iso:30042:ed-2"
MODULES = {"min": "http://www.tbxinfo.net/ns/min", "basic": "http://www.tbxinfo.net/ns/basic"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Category: (module, classifying element of the DCA style).
CATEGORIES = {
    "subjectField": ("min", "descrip"),
    "administrativeStatus": ("min", "termNote"),
    "partOfSpeech": ("min", "termNote"),
    "definition": ("basic", "descrip"),
    "context": ("basic", "descrip"),
    "source": ("basic", "admin"),
    "grammaticalGender": ("basic", "termNote"),
    "geographicalUsage": ("basic", "termNote"),
    "termType": ("basic", "termNote"),
}
_CLASSIFYING = "descrip admin termNote ref xref transac adminNote descripNote termCompList transacNote"
CLASSIFYING = frozenset(_CLASSIFYING.split())
GROUPS = frozenset(("descripGrp", "adminGrp", "termNoteGrp", "termGrp"))
# What was done to an entry, and by whom: no column of ours.
HISTORY = frozenset(("transacGrp", "transac", "transactionType", "responsibility", "date"))

PREFERRED, ADMITTED, DEPRECATED = (f"{name}Term-admn-sts" for name in ("preferred", "admitted", "deprecated"))
NOT_TO_USE = frozenset((DEPRECATED, "supersededTerm-admn-sts", "deprecatedTerm", "supersededTerm", "deprecated",
                        "superseded", "forbidden", "obsolete", "notRecommended"))
GOOD = frozenset((PREFERRED, "preferredTerm", "preferred", "standardizedTerm", "standardizedTerm-admn-sts"))

POS_TO_TBX = {"N": "noun", "V": "verb", "A": "adjective", "ADV": "adverb", "other": "other"}
POS_FROM_TBX = {**{tbx: ours for ours, tbx in POS_TO_TBX.items()}, "properNoun": "PN", "proper noun": "PN"}
NOUNS = frozenset(("NP", "PN", "abbr"))
GENDER_TO_TBX = {"m": "masculine", "f": "feminine", "n": "neuter"}
GENDER_FROM_TBX = {tbx: ours for ours, tbx in GENDER_TO_TBX.items()}
# Columns of one language (`ru.…`) that belong to its first term, by their TBX category.
TERM_COLUMNS = {"geographicalusage": "geographicalUsage", "termtype": "termType"}
TERM_TYPES = frozenset(("fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase"))

COLUMN_NOTE = re.compile(r"\[([^\[\]\n]{1,80})\] ")
# ISO 639-1; a column of such a name holds terms of a language we do not translate into.
_LANGUAGES = (
    "aa ab af ak am ar as ay az be bg bn bo br bs ca cs cy da de dz el eo es et eu fa ff fi fo fy ga gd gl gn gu ha he "
    "hi hr ht hu hy ig is it iu ja ka kg ki kk km kn ko ku ky la lb lg ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn "
    "nb oc om or pa pl ps pt qu rm rn ro rw sa sd sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn tr "
    "ts tt tw ug uk ur uz ve vi wo xh yi yo zh zu"
)
LANGUAGE_CODES = frozenset(_LANGUAGES.split())
