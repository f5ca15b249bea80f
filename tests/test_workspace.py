"""Article folders: an article finds its own folder again and never takes another's."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.article import Article, Block, with_ids
from translate.errors import InputError
from translate.workspace import ArticleFolder, find_folders, folder_for


def article(title: str, *texts: str, source: str = "news.txt") -> Article:
    blocks = [Block("", "heading", title, 1), *(Block("", "paragraph", text) for text in texts)]
    return Article(title=title, blocks=with_ids(blocks), source=source)


ENERGY = article("Énergie : un accord", "La centrale ouvrira en mai.", "Elle est à Kayes.", "Fin des délestages.")
SPORT = article("Football : victoire", "Les Aigles ont gagné.", "Le match fut long.")


def test_a_run_again_finds_the_same_folder_even_after_edits(tmp_path: Path) -> None:
    folder = folder_for(ENERGY, tmp_path, set())
    folder.save_article(ENERGY)
    edited = article("Énergie : un accord révisé", "La centrale ouvrira en juin.", "Elle est à Kayes.", "Autre fin.")
    assert folder_for(edited, tmp_path, set()) == folder
    assert folder.slug == "news"


def test_another_article_of_the_same_file_name_gets_its_own_folder(tmp_path: Path) -> None:
    first = folder_for(ENERGY, tmp_path, set())
    first.save_article(ENERGY)
    second = folder_for(SPORT, tmp_path, set())
    second.save_article(SPORT)
    assert (first.slug, second.slug) == ("news", "news-2")
    assert folder_for(SPORT, tmp_path, set()) == second
    assert folder_for(ENERGY, tmp_path, set()) == first


def test_two_inputs_of_one_run_never_share_a_folder(tmp_path: Path) -> None:
    taken: set[str] = set()
    slugs = [folder_for(ENERGY, tmp_path, taken).slug, folder_for(ENERGY, tmp_path, taken).slug]
    assert slugs == ["news", "news-2"]


def test_the_replaced_source_is_kept(tmp_path: Path) -> None:
    folder = ArticleFolder(tmp_path / "news")
    folder.save_article(ENERGY)
    folder.save_article(SPORT)
    assert folder.article() == SPORT
    assert (folder.backups / "article-1.json").read_text(encoding="utf-8") == ENERGY.to_json()


def test_folders_and_drafts_are_found_or_refused_with_a_reason(tmp_path: Path) -> None:
    folder = ArticleFolder(tmp_path / "news")
    folder.save_article(ENERGY)
    folder.draft("ru").write_text("", encoding="utf-8")
    assert list(find_folders([tmp_path])) == [(folder, ["ru"])]
    assert list(find_folders([folder.path])) == [(folder, ["ru"])]
    assert list(find_folders([folder.draft("ru")])) == [(folder, ["ru"])]
    with pytest.raises(InputError, match="no such draft"):
        list(find_folders([folder.draft("en")]))
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no article here"):
        list(find_folders([tmp_path / "empty"]))


def test_a_damaged_article_json_is_one_clear_line(tmp_path: Path) -> None:
    folder = ArticleFolder(tmp_path / "news")
    folder.path.mkdir()
    folder.article_file.write_text('{"title": "x"', encoding="utf-8")
    with pytest.raises(InputError, match=r"article\.json: damaged"):
        folder.article()
