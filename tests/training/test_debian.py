"""Translations of one English message, or one manual page, in Debian packages become pairs."""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import tarfile
from pathlib import Path

import polib
import pytest

from translate.errors import InputError
from translate.training.bitext import read_lines
from translate.training.debian import download, read_packages, write_bitext
from translate.training.manpages import side_by_side

needs_dpkg = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs dpkg-deb")

MESSAGES = {
    "fr": {"The fish is sold.": "Le poisson est vendu.", "_Market": "_Marché", "Only here.": "Seulement ici.",
           "Radio": "Radio"},
    "ru": {"The fish is sold.": "Рыба продана.", "_Market": "_Рынок", "Radio": "Radio"},
    "de": {"The fish is sold.": "Der Fisch ist verkauft."},
}
PAGE = """.\\" a comment
.TH SELL 1 2026
.SH {name}
sell \\- {sells}
.SH OPTIONS
.TP
.BR \\-f ", " \\-\\-fish
{option}
.IP "{tag}" 4
{more}
.nf
sell --fish   {verbatim}
.fi
.PP
{strange} \\n(.x
"""
WORDS = {
    "en": {"name": "NAME", "sells": "sells \\fIfish\\fR", "option": "Sell the\n.B fish\nfirst.", "tag": "hour",
           "more": "Not translated.", "verbatim": "now", "strange": "register"},
    "fr": {"name": "NOM", "sells": "vend du \\fIpoisson\\fR", "option": "Vendre le\n.B poisson\nd'abord.",
           "tag": "heure", "more": "Not translated.", "verbatim": "maintenant", "strange": "registre"},
    "ru": {"name": "НАЗВАНИЕ", "sells": "продаёт \\fIрыбу\\fR", "option": "Сначала продать\n.B рыбу.",
           "tag": "час", "more": "Переведено.", "verbatim": "сейчас", "strange": "регистр"},
}


def catalogue(language: str, context: str = "") -> bytes:
    """A .mo file, and in it a plural message and one with a context."""
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": language}
    for message, text in MESSAGES[language].items():
        file.append(polib.POEntry(msgid=message, msgstr=text))
    if language != "de":
        file.append(polib.POEntry(
            msgid="One net is torn.", msgid_plural="Some nets are torn.",
            msgstr_plural={0: {"fr": "Un filet est déchiré.", "ru": "Сеть порвана."}[language], 1: "x", 2: "y"}))
        file.append(polib.POEntry(
            msgctxt="verb", msgid="Open", msgstr={"fr": "Ouvrir", "ru": "Открыть"}[language]))
    return bytes(file.to_binary())


def package(folder: Path, name: str, files: dict[str, bytes]) -> Path:
    """A .deb with these files, made by dpkg-deb."""
    root = folder / name
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    (root / "DEBIAN").mkdir()
    (root / "DEBIAN" / "control").write_text(
        f"Package: {name}\nVersion: 1.2-3\nArchitecture: all\nMaintainer: Nobody <n@example.org>\nDescription: fish\n")
    (root / f"usr/share/doc/{name}").mkdir(parents=True, exist_ok=True)
    (root / f"usr/share/doc/{name}/copyright").write_text("Files: *\nLicense: GPL-3+\n text\n\nLicense: MIT\n")
    out = folder / f"{name}.deb"
    subprocess.run(["dpkg-deb", "--build", "--root-owner-group", str(root), str(out)], check=True, capture_output=True)
    return out


def page(language: str) -> bytes:
    return gzip.compress(PAGE.format(**WORDS[language]).encode())


@needs_dpkg
def test_two_packages_are_joined_on_the_english_message(tmp_path, tk):
    french = package(tmp_path, "fish-fr", {
        "usr/share/locale/fr/LC_MESSAGES/tar.mo": catalogue("fr"),
        "usr/share/man/fr/man1/sell.1.gz": page("fr"), "usr/share/man/man1/sell.1.gz": page("en")})
    russian = package(tmp_path, "fish-ru", {
        "usr/share/locale/ru_RU/LC_MESSAGES/tar.mo": catalogue("ru"),
        "usr/share/locale/de/LC_MESSAGES/tar.mo": catalogue("de"),
        "usr/share/man/ru/man1/sell.1.gz": page("ru")})
    out = tmp_path / "out"
    result = tk(
        "train", "debian", french, russian, "--name", "fish", "--pair", "fr-ru", "--pair", "en-fr", "--out", out)
    assert result.exit_code == 0, result.stderr
    assert sorted(read_lines(out / "fish.fr-ru.tsv.xz")) == sorted([
        "Le poisson est vendu.\tРыба продана.", "Un filet est déchiré.\tСеть порвана.", "Ouvrir\tОткрыть",
        "NOM\tНАЗВАНИЕ", "sell - vend du poisson\tsell - продаёт рыбу",
        "Vendre le poisson d'abord.\tСначала продать рыбу.", "heure\tчас"])
    english = list(read_lines(out / "fish.en-fr.tsv.xz"))
    assert "Only here.\tSeulement ici." in english
    assert "hour\theure" in english
    assert "| fish-ru | 1.2-3 | GPL-3+, MIT |" in (out / "fish.sources.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in out.iterdir()) == ["fish.en-fr.tsv.xz", "fish.fr-ru.tsv.xz", "fish.sources.md"]


def tarball(path: Path, members: dict[str, str]) -> Path:
    with tarfile.open(path, "w:xz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content.encode())
            archive.addfile(info, io.BytesIO(content.encode()))
        link = tarfile.TarInfo("fish-1/po/fr.po")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    return path


def test_a_source_archive_gives_its_finished_messages_and_nothing_leaves_it(tmp_path):
    path = tarball(tmp_path / "fish_1.0.orig.tar.xz", {
        "../../fish-1/po/fr/guide.po": 'msgid "A fish."\nmsgstr "Un poisson."\n\n#, fuzzy\nmsgid "B."\nmsgstr "C."\n',
        "../../fish-1/po/ru/guide.po": 'msgid "A fish."\nmsgstr "Рыба."\n\nmsgid "B."\nmsgstr "Б."\n',
        "../../fish-1/tests/ru.po": 'msgid "damaged on purpose\n',
    })
    found = read_packages([path])
    assert found.pairs("fr", "ru") == [("Un poisson.", "Рыба.")]
    assert (found.packages[0].name, found.packages[0].version) == ("fish", "1.0")
    assert write_bitext(found, "fish", ["fr-ru"], tmp_path / "out") == {"fr-ru": 1}
    assert sorted(item.name for item in tmp_path.iterdir()) == ["fish_1.0.orig.tar.xz", "out"]


def test_sections_of_another_shape_are_left_out():
    english, french = PAGE.format(**WORDS["en"]), PAGE.format(**WORDS["fr"])
    assert len(list(side_by_side(english, french))) == 7
    more = french.replace(".SH OPTIONS", ".PP\nUne phrase de plus.\n.SH OPTIONS") + ".SH TRADUCTION\nPar nous.\n"
    assert next(pair[0] for pair in side_by_side(english, more)) == "OPTIONS"
    assert list(side_by_side(".Dd 2026\n.Sh NAME\n", french)) == []


@pytest.mark.parametrize("content", [b"", b"no archive", b"!<arch>\n"])
@needs_dpkg
def test_damaged_archives_are_one_line(tmp_path, content):
    for name in ("fish.deb", "fish.tar.xz"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError) as caught:
            read_packages([tmp_path / name])
        assert "\n" not in str(caught.value)


def test_only_package_names_reach_apt(tmp_path):
    for name in ("--option", "a b", "../x", "no-such-file.deb/"):
        with pytest.raises(InputError, match="neither a file nor a package name"):
            download([name], tmp_path)
