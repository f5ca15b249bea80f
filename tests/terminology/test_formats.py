"""Termbases go out in every format and come back; those of other tools come in; hostile ones stay out."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from translate.errors import GlossaryError
from translate.terminology import Concept, Problem, Termbase
from translate.terminology.formats import FORMATS, dump, format_for, read_termbase

WORDS = (
    st.text(st.sampled_from("aàéœcçïEÀ Ж яɛɔ'’-«»&<>\"=#+,;.2[]"), min_size=1, max_size=12)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text and not text.startswith(("#", '"')))
)
TERMS = st.lists(WORDS, min_size=1, max_size=3, unique=True).map(tuple)
CELL = st.one_of(st.just(""), WORDS)
GRAMMAR = st.dictionaries(
    st.sampled_from(["ru.gender", "ru.paradigm", "en.article", "fr.case", "ru.example", "en.definition", "bm.note"]),
    st.one_of(WORDS, st.sampled_from(["m", "f", "n"])),
    max_size=4,
)
EXTRA = st.dictionaries(st.sampled_from(["definition", "Client", "de", "voir aussi", "id"]), WORDS, max_size=3)
CONCEPTS = st.builds(
    Concept,
    TERMS,
    st.dictionaries(st.sampled_from(["en", "ru", "bm"]), TERMS, max_size=3),
    CELL,
    st.sampled_from(["", "N", "NP", "PN", "V", "abbr", "loc. adv."]),
    st.sampled_from(["preferred", "admitted", "forbidden", "do-not-translate", "ignored"]),
    CELL,
    CELL,
    CELL,
    GRAMMAR,
    EXTRA,
    example=CELL,
)


def written(concepts: list[Concept], name: str, target: str | None = None) -> list[Concept | Problem]:
    """What comes back of a file in that format; warnings about unknown columns aside."""
    data, _ = dump(concepts, name, target)
    items = FORMATS[name].read(data, "terms", target)
    return [item for item in items if isinstance(item, Concept) or item.code != "column"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(CONCEPTS, min_size=1, max_size=4),
    st.sampled_from(["csv", "tsv", "xlsx", "tbx-dct", "tbx-dca", "tbx-2008", "trados"]),
)
def test_nothing_is_lost_on_the_way_out_and_back(concepts: list[Concept], name: str) -> None:
    if not any(concept.terms for concept in concepts):
        concepts = [replace(concepts[0], terms={"en": ("x",)}), *concepts[1:]]
    back = written(concepts, name)
    assert [item.cells if isinstance(item, Concept) else str(item) for item in back] == [c.cells for c in concepts]


@settings(max_examples=60, deadline=None)
@given(st.lists(CONCEPTS, min_size=1, max_size=4, unique_by=lambda concept: concept.sources[0]))
def test_memoq_keeps_what_it_has_fields_for(concepts: list[Concept]) -> None:
    def shared(concept: Concept) -> dict[str, str]:
        """The fields that both have."""
        cells = concept.cells
        if concept.status == "do-not-translate":
            for code in {code for c in kept for code in c.terms}:
                cells.setdefault(code, concept.sources[0])
        names = ("fr", "en", "ru", "bm", "kind", "domain", "note", "example", "ru.example", "en.definition")
        return {name: cells[name] for name in names if cells.get(name)}

    def carried(concept: Concept) -> Concept:
        """With grammar only where there is a term to hang it on."""
        said = {name: cell for name, cell in concept.grammar.items() if name.split(".")[0] in concept.terms}
        return replace(concept, grammar=said, status=concept.status.replace("forbidden", "preferred"))

    kept = [carried(concept) for concept in concepts if concept.status != "ignored" and concept.terms]
    kept.append(Concept(("a",), {"en": ("b",)}))
    back = written(kept, "memoq")
    assert [shared(item) if isinstance(item, Concept) else str(item) for item in back] == [shared(c) for c in kept]


def test_memoq_says_what_it_has_no_field_for_and_marks_the_forbidden() -> None:
    concepts = [
        Concept(("mairie",), {"en": ("town hall",)}, pos="N", grammar={"ru.gender": "f"}),
        Concept(("mairie",), {"en": ("mayor house",)}, status="forbidden"),
        Concept(("d'accord",), {}, status="ignored"),
    ]
    _, left_out = dump(concepts, "memoq")
    assert left_out == [
        "1 ignored rows are left out",
        "columns that memoQ has no field for are left out: pos, ru.gender",
    ]
    back = written(concepts, "memoq")
    assert [(c.status, c.terms["en"]) for c in back if isinstance(c, Concept) and c.terms] == [
        ("preferred", ("town hall",)),
        ("forbidden", ("mayor house",)),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORDS, TERMS, CELL), min_size=1, max_size=5, unique_by=lambda row: row[0]))
def test_omegat_keeps_terms_and_comments(rows: list[tuple[str, tuple[str, ...], str]]) -> None:
    concepts = [Concept((source,), {"ru": terms}, note=note) for source, terms, note in rows]
    back = written(concepts, "omegat", "ru")
    assert {(s, c.terms["ru"], c.note) for c in back if isinstance(c, Concept) for s in c.sources} == set(rows)


def test_omegat_needs_to_know_its_language(tmp_path: Path) -> None:
    concepts = [
        Concept(("ONU", "Nations unies"), {"en": ("UN",), "ru": ("ООН",)}),
        Concept(("mairie",), {"en": ("mayor house",)}, status="forbidden"),
    ]
    with pytest.raises(GlossaryError, match=r"here are en, ru; choose one with --to"):
        dump(concepts, "omegat")
    data, left_out = dump(concepts, "omegat", "en")
    assert data.decode().splitlines()[1:] == ["ONU\tUN\t", "Nations unies\tUN\t"]
    assert left_out == ["1 forbidden rows are left out"]
    unnamed = tmp_path / "glossary.txt"
    unnamed.write_bytes(data)
    with pytest.raises(GlossaryError, match=r"glossary\.txt:1: nothing says which language"):
        Termbase.load([unnamed])
    named = tmp_path / "house.en.txt"
    named.write_bytes(data)
    (match,) = Termbase.load([named]).match("les Nations unies", "en")
    assert match.targets == ("UN",)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("mairie\tмэрия\tbâtiment\nmairie\tратуша\n", {"ru": ("мэрия", "ратуша")}),
        ("# a comment\n\nmairie\tmɛri\n", {"bm": ("mɛri",)}),
        ("\ufeffmairie\tмэрия\n", {"ru": ("мэрия",)}),
    ],
)
def test_omegat_tells_russian_and_bambara_by_their_letters(content: str, expected: dict, tmp_path: Path) -> None:
    path = tmp_path / "glossary.txt"
    path.write_text(content, encoding="utf-8")
    (concept,) = (item for item in read_termbase(path) if isinstance(item, Concept))
    assert (concept.sources, dict(concept.terms)) == (("mairie",), expected)


MARTIF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en-US">
 <martifHeader><fileDesc><sourceDesc><p>by hand, as another tool writes it</p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="town-hall">
   <descrip type="subjectField">administration</descrip>
   <transacGrp><transac type="transactionType">origination</transac><date>2010-04-17</date></transacGrp>
   <langSet xml:lang="en-US">
    <descripGrp><descrip type="definition">Where the mayor
        works.</descrip><admin type="source">a dictionary</admin></descripGrp>
    <ntig><termGrp><term>city hall</term>
      <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
    <ntig><termGrp><term>town <hi type="bold">hall</hi></term>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
    <tig><term>mayor house</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
   </langSet>
   <langSet xml:lang="fr-FR">
    <tig><term>mairie</term><termNote type="partOfSpeech">noun</termNote>
     <termNote type="grammaticalGender">feminine</termNote>
     <descrip type="context">La mairie ouvre.</descrip></tig>
   </langSet>
   <langSet xml:lang="de"><tig><term>Rathaus</term></tig></langSet>
  </termEntry>
  <termEntry><langSet xml:lang="en"><tig><term>nothing French</term></tig></langSet></termEntry>
 </body></text>
</martif>
"""
WITHOUT_NAMESPACES = """<tbx style="dct" type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed:3.0"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"><tbxHeader/><text><body>
  <conceptEntry id="c1"><min:subjectField>peace</min:subjectField><note>seen in 2020</note>
   <langSec xml:lang="fr"><termSec><term>cessez-le-feu</term><min:partOfSpeech>noun</min:partOfSpeech>
     </termSec></langSec>
   <langSec xml:lang="ru"><termSec><term>перемирие</term><basic:grammaticalGender>neuter</basic:grammaticalGender>
     <note>press</note></termSec></langSec>
  </conceptEntry></body></text></tbx>
"""


def read(path: Path, content: str | bytes) -> tuple[list[Concept], list[Problem]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    items = list(read_termbase(path))
    return [i for i in items if isinstance(i, Concept)], [i for i in items if isinstance(i, Problem)]


def test_tbx_of_2008_from_another_tool(tmp_path: Path) -> None:
    (row, forbidden), problems = read(tmp_path / "their.tbx", MARTIF)
    assert row.cells == {
        "fr": "mairie",
        "en": "town hall|city hall",
        "pos": "N",
        "domain": "administration",
        "example": "La mairie ouvre.",
        "fr.gender": "f",
        "en.definition": "Where the mayor works.",
        "en.definition_source": "a dictionary",
        "id": "town-hall",
        "de": "Rathaus",
    }
    assert row.line == 6
    assert (forbidden.sources, forbidden.status, forbidden.terms) == (
        ("mairie",),
        "forbidden",
        {"en": ("mayor house",)},
    )
    assert [(problem.line, problem.code, problem.severity) for problem in problems] == [
        (25, "no-source", "warning"),
        (1, "history", "warning"),
    ]
    assert Termbase.load([tmp_path / "their.tbx"]).match("À la mairie", "en")[0].targets == ("town hall", "city hall")


def test_tbx_with_tags_for_categories(tmp_path: Path) -> None:
    (row,), problems = read(tmp_path / "their.xml", WITHOUT_NAMESPACES)
    assert problems == []
    assert row.cells == {
        "fr": "cessez-le-feu",
        "ru": "перемирие",
        "pos": "N",
        "domain": "peace",
        "note": "seen in 2020",
        "ru.gender": "n",
        "ru.note": "press",
    }


@pytest.mark.parametrize("style", ["tbx-dct", "tbx-dca", "tbx-2008"])
def test_blank_terms_of_other_languages_do_not_get_into_tbx(style: str) -> None:
    row = Concept(("mairie",), {"en": ("town hall",)}, extra={"es": "alcaldía|| |ayuntamiento", "de": " | "})
    data, _ = dump([row], style)
    root = etree.fromstring(data)
    assert [term.text for term in root.iter("{*}term")] == ["mairie", "town hall", "alcaldía", "ayuntamiento"]
    sections = [*root.iter("{*}langSec"), *root.iter("{*}langSet")]
    assert len(sections) == 3
    assert all(len(section) for section in sections)
    assert b"deprecatedTerm" not in data
    (back,) = written([row], style)
    assert isinstance(back, Concept)
    assert back.extra["es"] == "alcaldía|ayuntamiento"


@pytest.mark.parametrize("style", ["tbx-dct", "tbx-dca", "tbx-2008"])
def test_tbx_without_entries_is_refused(style: str) -> None:
    with pytest.raises(GlossaryError, match="no entries"):
        dump([], style)


@pytest.mark.parametrize(
    ("style", "schemas"),
    [
        ("tbx-dct", ["DCT/TBX-Basic.nvdl", "DCT/TBX-Basic_DCT.sch"]),
        ("tbx-dca", ["DCA/TBXcoreStructV03_TBX-Basic_integrated.rng", "DCA/TBX-Basic_DCA.sch"]),
    ],
)
def test_tbx_names_the_grammar_and_the_rules_that_it_follows(style: str, schemas: list[str]) -> None:
    root = etree.fromstring(dump([Concept(("oui",), {"en": ("yes",)})], style)[0])
    named = [one.get("href") for one in root.xpath("preceding-sibling::processing-instruction('xml-model')")]
    assert [href.partition("/master/")[2] for href in named] == schemas


def test_tbx_of_2008_names_its_list_of_categories() -> None:
    root = etree.fromstring(dump([Concept(("oui",), {"en": ("yes",)})], "tbx-2008")[0])
    assert [child.tag for child in root[0]] == ["fileDesc", "encodingDesc"]
    assert root.findtext("martifHeader/encodingDesc/p[@type='XCSURI']") == "TBXBasicXCSV02.xcs"


def test_deprecated_french_is_still_recognised_and_stays_deprecated() -> None:
    content = WITHOUT_NAMESPACES.replace(
        "</termSec></langSec>",
        "</termSec><termSec><term>trêve</term><min:administrativeStatus>supersededTerm-admn-sts"
        "</min:administrativeStatus></termSec></langSec>",
        1,
    )
    (row,) = (i for i in FORMATS["tbx-dct"].read(content.encode(), "x", None) if isinstance(i, Concept))
    assert row.sources == ("cessez-le-feu", "trêve")
    assert row.grammar["fr.deprecated"] == "trêve"
    assert b"deprecatedTerm-admn-sts" in dump([row], "tbx-dca")[0]
    (back,) = written([row], "tbx-dca")
    assert isinstance(back, Concept)
    assert back.cells == row.cells


HOSTILE = [
    '<!DOCTYPE tbx [<!ENTITY x SYSTEM "file:///etc/hostname">]><tbx><text><body><conceptEntry><langSec xml:lang="fr">'
    "<termSec><term>&x;</term></termSec></langSec></conceptEntry></body></text></tbx>",
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;&a;">]><tbx>&b;</tbx>',
    '<!DOCTYPE tbx [<!ENTITY % p SYSTEM "http://example.org/x.dtd"> %p;]><tbx/>',
]


@pytest.mark.parametrize(
    "content", [*HOSTILE, HOSTILE[0].encode("utf-16"), *[h.replace("[<", "[\n<") for h in HOSTILE]]
)
def test_entities_are_refused(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "hostile.tbx"
    concepts, problems = read(path, content)
    assert concepts == []
    assert [problem.code for problem in problems] == ["entities"]
    with pytest.raises(GlossaryError, match=r"hostile\.tbx:\d+: declares XML entities"):
        Termbase.load([path])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("cut.tbx", MARTIF[:900], r"cut\.tbx:\d+: damaged XML"),
        ("deep.tbx", "<tbx>" + "<a>" * 400 + "</a>" * 400 + "</tbx>", "nested too deeply"),
        ("other.xml", "<html><body/></html>", "no concept or term entries"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "an image"),
        ("noise.csv", bytes(range(256)) * 9, "binary"),
        ("cut.xlsx", b"PK\x03\x04 not a zip at all", "a damaged workbook"),
        ("empty.tbx", "", r"empty\.tbx:1: damaged XML"),
    ],
)
def test_damaged_files_are_one_line_with_file_and_line(
    tmp_path: Path, name: str, content: str | bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(GlossaryError, match=says) as caught:
        Termbase.load([path])
    assert str(caught.value).startswith(f"{path}:")
    assert "\n" not in str(caught.value)


def test_a_workbook_with_entities_or_too_much_in_it_is_refused(tmp_path: Path) -> None:
    data, _ = dump([Concept(("mairie",), {"en": ("town hall",)})], "xlsx")

    def changed(part: str, content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for item in old.namelist():
                new.writestr(item, content if item == part else old.read(item))
        return out.getvalue()

    entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><worksheet/>'
    for content, says in (
        (entity, "declares XML entities"),
        (b" " * 30_000_000, "zip bomb"),
        (b"<worksheet", "damaged"),
    ):
        concepts, problems = read(tmp_path / "x.xlsx", changed("xl/worksheets/sheet1.xml", content))
        assert concepts == []
        assert says in problems[0].message


def test_a_formula_stays_text(tmp_path: Path) -> None:
    concept = Concept(("=1+1",), {"en": ("+A1",)}, note="=HYPERLINK(1)")
    (row,), _ = read(tmp_path / "x.xlsx", dump([concept], "xlsx")[0])
    assert row.cells == concept.cells


@pytest.mark.parametrize(
    ("encoding", "content", "targets"),
    [
        ("cp1252", "fr;en\nécole – œuvre d’élève;pupil’s work\nMaïga;Maïga\n", ("pupil’s work",)),
        ("cp1251", "fr;ru\necole;школа\nmairie;мэрия и ратуша\n", None),
        ("utf-16", "fr\ten\nécole – œuvre d’élève\tpupil’s work\n", ("pupil’s work",)),
        ("mac_roman", "fr;en\nécole – œuvre d’élève;pupil’s work\nthéâtre;theatre\n", ("pupil’s work",)),
    ],
)
def test_old_encodings_are_read(tmp_path: Path, encoding: str, content: str, targets: tuple[str, ...] | None) -> None:
    concepts, problems = read(tmp_path / "old.csv", content.encode(encoding))
    assert [problem.severity for problem in problems] == ["warning"] * (encoding != "utf-16")
    if targets:
        assert concepts[0].sources == ("école – œuvre d’élève",)
        assert concepts[0].terms["en"] == targets
    else:
        assert [concept.terms["ru"] for concept in concepts] == [("школа",), ("мэрия и ратуша",)]


MEMOQ = (
    "Entry_ID;Entry_Subject;Entry_Domain;Entry_ClientID;Entry_Note;English_United_Kingdom_Def;English_United_Kingdom;"
    "Term_Info;Term_Example;English_United_Kingdom;Term_Info;Term_Example;French_Def;French;Term_Info;Term_Example\r\n"
    '7;town;administration;ACME;"a ; in it";Where the mayor works;town hall;CasePermissive;The town hall is open.;'
    "mayor house;CasePermissive, Forbidden;;;mairie;CasePermissive;La mairie ouvre.\r\n"
)


def test_memoq_export(tmp_path: Path) -> None:
    (row, forbidden), problems = read(tmp_path / "memoq.csv", "\ufeff" + MEMOQ)
    assert problems == []
    assert row.cells == {
        "fr": "mairie",
        "en": "town hall",
        "kind": "town",
        "domain": "administration",
        "note": "a ; in it",
        "example": "La mairie ouvre.",
        "en.definition": "Where the mayor works",
        "en.example": "The town hall is open.",
        "Entry_ClientID": "ACME",
    }
    assert (forbidden.status, forbidden.terms) == ("forbidden", {"en": ("mayor house",)})


@pytest.mark.parametrize(
    "header",
    ["French\tEnglish (United Kingdom)\tNote", "fr-FR\ten-GB\tnote", "French_France\tEnglish\tNOTE", "fra\teng\tNote"],
)
def test_languages_by_whatever_name_other_tools_give_them(tmp_path: Path, header: str) -> None:
    (row,), problems = read(tmp_path / "trados.txt", f"{header}\r\nmairie|hôtel de ville\ttown hall\tx\r\n")
    assert problems == []
    assert row.cells == {"fr": "mairie|hôtel de ville", "en": "town hall", "note": "x"}


def test_comments_stay_out_and_lines_stay_right(tmp_path: Path) -> None:
    concepts, problems = read(
        tmp_path / "c.csv", "# house list\nfr,en\n# towns\nmairie,town hall\n,lost\n#MeToo,#MeToo\n"
    )
    assert [(concept.sources[0], concept.line) for concept in concepts] == [("mairie", 4), ("#MeToo", 6)]
    assert [(problem.line, problem.code) for problem in problems] == [(5, "no-source")]


def test_the_format_of_a_new_file_is_told_by_its_name() -> None:
    assert format_for(Path("a/house.TBX")).name == "tbx-dct"
    assert format_for(Path("house.xlsx")).name == "xlsx"
    with pytest.raises(GlossaryError, match=r"unknown kind of file '\.docx'"):
        format_for(Path("house.docx"))
