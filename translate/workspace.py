"""The folder of one article: `output/<slug>/` with its source, drafts, editions and run record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from translate.article import Article, slugify
from translate.errors import InputError
from translate.files import write_atomic
from translate.languages import LANGUAGES, TARGETS


@dataclass(frozen=True)
class ArticleFolder:
    """Names of the files of one article; nothing is read before it is asked for."""

    path: Path

    @property
    def slug(self) -> str:
        return self.path.name

    @property
    def article_file(self) -> Path:
        return self.path / "article.json"

    @property
    def run_file(self) -> Path:
        return self.path / "run.json"

    @property
    def editions(self) -> Path:
        return self.path / "editions"

    @property
    def backups(self) -> Path:
        return self.path / "backups"

    def draft(self, language: str) -> Path:
        return self.path / f"{language}.po"

    def drafts(self) -> dict[str, Path]:
        """The drafts that exist, by language code, in the order of `languages.py`."""
        return {code: self.draft(code) for code in TARGETS if self.draft(code).is_file()}

    def article(self) -> Article:
        """The article as last ingested. Raises InputError when it is not there or damaged."""
        try:
            return Article.from_json(self.article_file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise InputError(f"{self.path}: no article.json here; make it with: tk edition ARTICLE") from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f"{self.article_file}: damaged ({error}); delete it and run tk edition again, drafts are kept"
            ) from None

    def save_article(self, article: Article) -> bool:
        """Write `article.json`, keeping the version it replaces under `backups/`."""
        new = article.to_json()
        try:
            old = self.article_file.read_bytes()
        except FileNotFoundError:
            old = b""
        if old and old != new.encode("utf-8"):
            number = 1
            while (kept := self.backups / f"article-{number}.json").exists() and kept.read_bytes() != old:
                number += 1
            write_atomic(kept, old)
        return write_atomic(self.article_file, new)


def folder_for(article: Article, out: Path, taken: set[str]) -> ArticleFolder:
    """The folder this article belongs in: the one it had on an earlier run, else a new one.

    The name comes from what the source suggests, else from the file name (the title for
    standard input). A folder that holds another article, or was claimed earlier in this
    run (`taken`), is passed over for `<name>-2`, `-3`, … An edited article keeps its
    folder: it is recognised by its title or by a fifth of its blocks.
    """
    stem = "" if article.source in ("", "-") else Path(article.source).stem
    base = slugify(article.slug or stem or article.title)
    number = 1
    while True:
        slug = base if number == 1 else f"{base}-{number}"
        folder = ArticleFolder(out / slug)
        if slug not in taken and _may_hold(folder, article):
            taken.add(slug)
            return folder
        number += 1


def _may_hold(folder: ArticleFolder, article: Article) -> bool:
    try:
        held = folder.article()
    except InputError:
        return True  # nothing there yet, or damaged: the drafts decide by segment ids
    if held.title and held.title == article.title:
        return True
    ours = {block.id for block in article.blocks}
    theirs = {block.id for block in held.blocks}
    return 5 * len(ours & theirs) >= min(len(ours), len(theirs))


def find_folders(paths: list[Path]) -> Iterator[tuple[ArticleFolder, list[str]]]:
    """The article folders meant by `paths`, each with the languages asked for.

    A path is an article's folder, one of its drafts (only that language), or a folder
    of article folders. Raises InputError when a path holds none.
    """
    for path in paths:
        if path.suffix == ".po":
            if not path.is_file():
                raise InputError(f"{path}: no such draft")
            if path.stem not in LANGUAGES:
                raise InputError(f"{path}: a draft is named after its language, such as ru.po")
            yield ArticleFolder(path.parent), [path.stem]
            continue
        if not path.is_dir():
            raise InputError(f"{path}: no such folder; give an article's folder under output/, or a draft")
        inside = [path] if (path / "article.json").is_file() else sorted(
            child for child in path.iterdir() if (child / "article.json").is_file()
        )
        if not inside:
            raise InputError(f"{path}: no article here; make one with: tk edition ARTICLE")
        for child in inside:
            folder = ArticleFolder(child)
            yield folder, list(folder.drafts())
