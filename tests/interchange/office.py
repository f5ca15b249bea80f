"""Review tables in office files: a sample, ways to edit one as a person would, and LibreOffice itself."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import desk
import pytest
from lxml import etree

from translate.article import Article
from translate.drafts import Draft
from translate.interchange.base import Document, Format, Returned, fingerprint
from translate.interchange.texts import comparable
from translate.markup import to_tagged
from translate.units import Unit

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
# What spreadsheets and word processors take for something else when they may.
TREACHEROUS = [
    "=1+1", "+33 6", "-5", "@nom", "007", "1/2", "2 mars", "50 %", "1e5", "TRUE", "'tis", "3,5", "_x0041_", "#N/A",
    "<1>x", "a  b", "fin\nsuite", "\tx", "« oui\u202f»", "Ɲɛɔŋ", "Привет", "a & b < c", "😀",
]


def document(units: list[Unit] | None = None, *, language: str = "en", slug: str = "pont") -> Document:
    units = desk.units() if units is None else units
    title = "Le pont <de> Markala & Cie"
    return Document(Article(title, ()), Draft(article=slug, title=title, language=language, units=tuple(units)))


def treacherous() -> Document:
    """Texts that a spreadsheet would change if it could."""
    return document([desk.unit(f"t{number}", text, text, note=text) for number, text in enumerate(TREACHEROUS)])


def assert_whole(back: list[Returned], documents: list[Document]) -> None:
    """Everything that went out has come back."""
    sent = [(document, unit) for document in documents for unit in document.draft.units]
    assert len(back) == len(sent)
    for one, (document, unit) in zip(back, sent):
        assert (one.article, one.language, one.id) == (document.draft.article, document.draft.language, unit.segment.id)
        assert one.base == fingerprint(unit)
        assert comparable(one.source) == comparable(to_tagged(unit.segment.text, unit.segment.spans))
        assert comparable(one.target) == comparable(unit.target)
        assert one.state == unit.state
        assert comparable(one.note) == comparable(unit.note)


def by_id(form: Format, data: bytes) -> dict[str, Returned]:
    return {one.id: one for one in form.read(data, "back" + form.suffix)}


def with_part(data: bytes, part: str, change: Callable[[Any], None]) -> bytes:
    """The archive with one XML part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root)
            new.writestr(name, content)
    return out.getvalue()


def libreoffice(folder: Path, *arguments: str, may_crash: bool = False) -> None:
    """Run LibreOffice with a profile of its own in `folder`."""
    profile = (folder / "profile").as_uri()
    command = ["nice", str(SOFFICE), "--headless", "--norestore", f"-env:UserInstallation={profile}", *arguments]
    # A session of its own: the starter script must not leave the office behind.
    process = subprocess.Popen(
        command, cwd=folder, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _, errors = process.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise
    assert may_crash or process.returncode == 0, errors.decode(errors="replace")


def resaved(folder: Path, data: bytes, *suffixes: str) -> bytes:
    """The file opened and saved by LibreOffice, in each of these formats after the other."""
    path = folder / "0.first"
    path.write_bytes(data)
    for number, suffix in enumerate(suffixes, start=1):
        here = folder / f"{number - 1}.{suffixes[number - 2] if number > 1 else suffixes[-1]}"
        path.rename(here)
        target = folder / f"step{number}"
        libreoffice(folder, "--convert-to", suffix, "--outdir", str(target), str(here))
        path = (target / f"{here.stem}.{suffix}").rename(folder / f"{number}.made")
    return path.read_bytes()


def run_macro(folder: Path, basic: str, saved: Path) -> None:
    """Run `Sub Main` of a Basic program in LibreOffice until it has saved its file.

    Some versions crash on leaving, or on a busy machine before they begin: tried three times.
    """
    libreoffice(folder, "--terminate_after_init")  # makes the profile, with an empty library
    library = folder / "profile" / "user" / "basic" / "Standard"
    library.mkdir(parents=True, exist_ok=True)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    text = re.sub("[&<>\"']", lambda match: f"&#{ord(match[0])};", basic)
    (library / "Desk.xba").write_text(
        f'{head}<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
        '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Desk" '
        f'script:language="StarBasic">{text}</script:module>', "utf-8",
    )
    (library / "script.xlb").write_text(
        f'{head}<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">\n'
        '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" '
        'library:readonly="false" library:passwordprotected="false"><library:element library:name="Desk"/>'
        "</library:library>", "utf-8",
    )
    for _ in range(3):
        libreoffice(folder, "macro:///Standard.Desk.Main", may_crash=True)
        if saved.exists():
            return


def part(data: bytes, name: str) -> bytes:
    """The bytes of one part of an archive."""
    return zipfile.ZipFile(io.BytesIO(data)).read(name)
