"""TBX-Basic written: ISO 30042:2019 in the DCT style (tags) or the DCA style (attributes), and ISO 30042:2008.

The edition of 2008 (`<martif>`) is what many tools still read, translate-toolkit and OmegaT among them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from translate.errors import GlossaryError
from translate.languages import LANGUAGES, SOURCE
from translate.terminology.concept import Concept, variants
from translate.terminology.formats.tbx_names import (
    ADMITTED,
    CATEGORIES,
    COLUMN_NOTE,
    CORE,
    DEPRECATED,
    GENDER_TO_TBX,
    LANGUAGE_CODES,
    MODULES,
    NOUNS,
    POS_TO_TBX,
    PREFERRED,
    TERM_COLUMNS,
    TERM_TYPES,
    XML_LANG,
)
from translate.terminology.formats.text import xml_text

_ID = re.compile(r"[A-Za-z_][\w.-]*\Z", re.ASCII)
_DIALECT = "https://raw.githubusercontent.com/LTAC-Global/TBX-Basic_dialect/master/"
_SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
# The grammar knows the core only; the values and places of the categories are in the Schematron rules.
_SCHEMAS = {
    "dct": (("DCT/TBX-Basic.nvdl", "http://purl.oclc.org/dsdl/nvdl/ns/structure/1.0"),
            ("DCT/TBX-Basic_DCT.sch", _SCHEMATRON)),
    "dca": (("DCA/TBXcoreStructV03_TBX-Basic_integrated.rng", "http://relaxng.org/ns/structure/1.0"),
            ("DCA/TBX-Basic_DCA.sch", _SCHEMATRON)),
    "2008": (),
}


def write_tbx(concepts: Sequence[Concept], style: str) -> bytes:
    """A TBX-Basic file in `style` "dct", "dca" or "2008". Everything is carried; see `tbx_names` for how.

    Raises GlossaryError when there is no concept: no edition of TBX allows a body without one.
    """
    from lxml import etree

    if not concepts:
        raise GlossaryError("there are no entries, and a TBX file must have one; add some, or write a CSV file")
    names: dict[str | None, str] = {None: CORE}
    if style == "dct":
        names.update(MODULES)
    if style == "2008":
        root = etree.Element("martif", type="TBX-Basic")
    else:
        root = etree.Element(f"{{{CORE}}}tbx", nsmap=names, type="TBX-Basic", style=style)
    root.set(XML_LANG, SOURCE.code)
    writer = _Writer(etree, style)
    header = writer.sub(root, "tbxHeader")
    writer.sub(writer.sub(writer.sub(header, "fileDesc"), "sourceDesc"), "p", "Exported by Yɛlɛma")
    if style == "2008":
        # That edition asks for the name of the list of categories.
        writer.sub(writer.sub(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs").set("type", "XCSURI")
    body = writer.sub(writer.sub(root, "text"), "body")
    taken: set[str] = set()
    for number, concept in enumerate(concepts, 1):
        own = concept.extra.get("id", "")
        name = own if _ID.match(own) and own not in taken else f"c{number}"
        while name in taken:
            name += "_"
        taken.add(name)
        writer.entry(body, concept, name)
    for path, types in _SCHEMAS[style]:
        model = f'href="{_DIALECT}{path}" type="application/xml" schematypens="{types}"'
        root.addprevious(etree.ProcessingInstruction("xml-model", model))
    etree.indent(root, " ")
    made: bytes = etree.tostring(root.getroottree(), encoding="utf-8", xml_declaration=True)
    return made + b"\n"


_OLD_NAMES = {"tbxHeader": "martifHeader", "conceptEntry": "termEntry", "langSec": "langSet", "termSec": "tig"}


class _Writer:
    def __init__(self, etree: Any, style: str) -> None:
        self._new = etree.SubElement
        self._style = style

    def sub(self, parent: Any, name: str, text: str | None = None) -> Any:
        """An element of the core."""
        made = self._new(parent, _OLD_NAMES.get(name, name) if self._style == "2008" else f"{{{CORE}}}{name}")
        made.text = text if text is None else xml_text(text)
        return made

    def say(self, parent: Any, category: str, text: str) -> None:
        """A data category, in the style of the file."""
        module, classifying = CATEGORIES[category]
        if self._style != "dct":
            self.sub(parent, classifying, text).set("type", category)
        else:
            self._new(parent, f"{{{MODULES[module]}}}{category}").text = xml_text(text)

    def entry(self, body: Any, concept: Concept, name: str) -> None:
        """One concept: what is said of it, then a section for each language."""
        entry = self.sub(body, "conceptEntry")
        entry.set("id", name)
        columns = {**concept.grammar, **concept.extra}
        if columns.get("id") == name:
            del columns["id"]
        if concept.domain:
            self.say(entry, "subjectField", concept.domain)
        if definition := columns.pop("definition", ""):
            self.say(self.sub(entry, "descripGrp"), "definition", definition)
        if concept.origin:
            self.say(entry, "source", concept.origin)
        languages = {SOURCE.code: concept.sources, **{code: t for code in LANGUAGES if (t := concept.terms.get(code))}}
        for code in [column for column in columns if column.lower() in LANGUAGE_CODES]:
            if terms := variants(columns[code]):
                languages[code] = terms
                del columns[code]
        sections = [(code, terms, self._of_language(code, concept, columns)) for code, terms in languages.items()]
        if concept.note:
            self._note(entry, "note" if COLUMN_NOTE.match(concept.note) else "", concept.note)
        if concept.kind:
            self._note(entry, "kind", concept.kind)
        if concept.pos and concept.pos not in POS_TO_TBX:
            self._note(entry, "pos", concept.pos)
        if concept.status != "preferred":
            self._note(entry, "status", concept.status)
        for column, cell in columns.items():
            self._note(entry, column, cell)
        for code, terms, said in sections:
            self._section(entry, concept, code, terms, said)

    def _of_language(self, code: str, concept: Concept, columns: dict[str, str]) -> dict[str, str]:
        """The columns of a language that TBX-Basic has a category for, taken out of `columns`."""
        said = {"example": concept.example} if code == SOURCE.code and concept.example else {}
        for name in ("definition", "note", "example", "gender", "deprecated", *TERM_COLUMNS):
            cell = columns.get(f"{code}.{name}", "")
            unfit = (
                (name == "gender" and cell not in GENDER_TO_TBX)
                or (name == "termtype" and cell not in TERM_TYPES)
                or (name == "deprecated" and (code != SOURCE.code or concept.status != "preferred"
                                              or not set(cell.split("|")) <= set(concept.sources)))
                or (name == "note" and COLUMN_NOTE.match(cell))
                or name in said
            )
            if cell and not unfit:
                said[name] = columns.pop(f"{code}.{name}")
        return said

    def _section(self, entry: Any, concept: Concept, code: str, terms: Sequence[str], said: dict[str, str]) -> None:
        section = self.sub(entry, "langSec")
        section.set(XML_LANG, code)
        if "definition" in said:
            self.say(self.sub(section, "descripGrp"), "definition", said["definition"])
        old = said.get("deprecated", "").split("|")
        preferred = next((term for term in terms if term not in old), None)
        for n, term in enumerate(terms):
            made = self.sub(section, "termSec")
            self.sub(made, "term", term)
            if concept.pos:
                self.say(made, "partOfSpeech", "noun" if concept.pos in NOUNS else POS_TO_TBX.get(concept.pos, "other"))
            bad = term in old or (concept.status == "forbidden" and code != SOURCE.code)
            good = term == preferred and (concept.status != "admitted" or code == SOURCE.code)
            self.say(made, "administrativeStatus", DEPRECATED if bad else PREFERRED if good else ADMITTED)
            if n:
                continue
            if "gender" in said:
                self.say(made, "grammaticalGender", GENDER_TO_TBX[said["gender"]])
            for column, category in TERM_COLUMNS.items():
                if column in said:
                    self.say(made, category, said[column])
            if "example" in said:
                self.say(self.sub(made, "descripGrp"), "context", said["example"])
            if "note" in said:
                self._note(made, "", said["note"])

    def _note(self, parent: Any, column: str, text: str) -> None:
        self.sub(parent, "note", f"[{column}] {text}" if column else text)
