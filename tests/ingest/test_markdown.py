# ruff: noqa: E501
"""Markdown as sites write it: front matter, shortcodes, references, raw HTML."""

from __future__ import annotations

from translate import ingest
from translate.article import Article

LONG = (
    "Le puits du village a été rouvert mardi, après six semaines de travaux que les habitants ont menés eux-mêmes, "
    "avec une pompe achetée à Ségou et des briques cuites sur place."
)


def read(text: str, name: str = "billet.md") -> Article:
    return ingest.read_bytes(text.encode(), name=name)


def shown(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in article.blocks]


def test_yaml_front_matter() -> None:
    article = read(
        '---\ntitle: "Un puits : six semaines"\nauthor:\n- Awa Diarraba\n- Issa Keïtaba\ndate: 2026-05-04 10:00:00 +0000\n'
        f'description: "Résumé du billet"\n---\n\n{LONG}\n'
    )
    assert (article.title, article.byline, article.date) == (
        "Un puits : six semaines",
        "Awa Diarraba, Issa Keïtaba",
        "2026-05-04",
    )
    assert shown(article) == [
        ("heading", "Un puits : six semaines"),
        ("byline", "Awa Diarraba, Issa Keïtaba"),
        ("paragraph", LONG),
    ]
    assert article.boilerplate == ("Résumé du billet",)


def test_toml_front_matter() -> None:
    article = read(f'+++\ntitle = "Un puits"\ndate = 2026-05-04\nkicker = "Hydraulique"\n+++\n{LONG}\n')
    assert (article.title, article.kicker, article.date) == ("Un puits", "Hydraulique", "2026-05-04")
    assert shown(article)[0] == ("kicker", "Hydraulique")


def test_jekyll_names_its_files_by_date() -> None:
    assert read(f"# Un puits\n\n{LONG}\n", name="_posts/2026-05-04-un-puits.md").date == "2026-05-04"


def test_damaged_front_matter_is_said_and_survived() -> None:
    article = read(f'---\ntitle: "Un puits\nauthor: [\n---\n\n# Un puits\n\n{LONG}\n')
    assert article.title == "Un puits"
    assert any("YAML" in warning for warning in article.warnings)


def test_the_visible_headline_wins_and_stands_once() -> None:
    article = read(
        f'---\ntitle: "Un puits rouvert à Kita"\n---\n\n# Un puits rouvert à Kita\n\n{LONG}\n\n## Et après ?\n\n{LONG}\n'
    )
    assert [(b.text, b.level) for b in article.blocks if b.kind == "heading"] == [
        ("Un puits rouvert à Kita", 1),
        ("Et après ?", 2),
    ]


def test_a_title_of_the_front_matter_stands_over_other_headings() -> None:
    article = read(f"---\ntitle: Kayes et son puits\n---\n\n# Archives\n\n{LONG}\n\n# Suite\n\n{LONG}\n")
    assert [(b.text, b.level) for b in article.blocks if b.kind == "heading"] == [
        ("Kayes et son puits", 1),
        ("Archives", 2),
        ("Suite", 2),
    ]


def test_a_section_named_like_a_rubric_stays_a_heading() -> None:
    article = read(f"# Un puits à Kita\n\n## Politique\n\n{LONG}\n\n## SANTE ET EAU\n\n{LONG}\n")
    assert [b.text for b in article.blocks if b.kind == "heading"] == ["Un puits à Kita", "Politique", "SANTE ET EAU"]


def test_bold_lines_as_in_a_pasted_page() -> None:
    article = read(f"**A LA UNE SOCIETE**\n\n**Un puits rouvert à Kita**\n\n{LONG}\n\n**Et après**\n\n{LONG}\n\nF.D\n")
    assert (article.kicker, article.title, article.byline) == ("A LA UNE SOCIETE", "Un puits rouvert à Kita", "F.D")


def test_shortcodes_and_template_tags_are_set_aside() -> None:
    article = read(
        f'---\ntitle: Un puits\n---\n{LONG}\n\n{{{{< figure src="a.jpg" caption="La pompe, le jour de l’ouverture." >}}}}\n\n'
        f"Voyez {{% link a.md %}} le plan.\n{{: .note}}\n\n{{{{< youtube abc >}}}}\n"
    )
    assert article.boilerplate == (
        '{{< figure src="a.jpg" caption="La pompe, le jour de l’ouverture." >}}',
        "{% link a.md %}",
        "{: .note}",
        "{{< youtube abc >}}",
    )
    assert ("caption", "La pompe, le jour de l’ouverture.") in shown(article)
    assert ("paragraph", "Voyez le plan.") in shown(article)


def test_links_references_and_footnotes() -> None:
    article = read(
        f"# Un puits\n\n{LONG}\n\nLisez [l’étude][e], [ce site](https://exemple.example) et <https://exemple.example/x>[^1]. "
        "[Non](javascript:alert(1)).\n\n[e]: https://exemple.example/etude\n[^1]: Étude de 2025.\n"
    )
    block = next(b for b in article.blocks if b.text.startswith("Lisez"))
    assert block.text == "Lisez l’étude, ce site et https://exemple.example/x[1]. Non."
    assert [(block.text[s.start : s.end], s.href) for s in block.spans if s.kind == "link"] == [
        ("l’étude", "https://exemple.example/etude"),
        ("ce site", "https://exemple.example"),
        ("https://exemple.example/x", "https://exemple.example/x"),
    ]
    assert any("Étude de 2025." in text for _, text in shown(article))


def test_raw_html_images_tables_and_code() -> None:
    article = read(
        f"# Un puits\n\n{LONG}\n\n<div onclick='x()'>Un <b>mot</b><script>alert(1)</script>.</div>\n\n"
        "![La pompe du village de Kita](pompe.jpg)\n\n![IMG_2034](x.jpg)\n\n| Mois | Litres |\n|---|---|\n| Mai | 300 |\n\n"
        "```\nwget pompe\n```\n\n<iframe src='https://exemple.example'></iframe>\n"
    )
    assert shown(article)[2:] == [
        ("paragraph", "Un mot."),
        ("caption", "La pompe du village de Kita"),
        ("list_item", "Mois"),
        ("list_item", "Litres"),
        ("list_item", "Mai"),
        ("list_item", "300"),
    ]
    assert article.boilerplate == ("wget pompe",)
    assert any("code" in warning for warning in article.warnings)


def test_hard_wrapped_lines_and_bold_salutations() -> None:
    article = read(
        f"# Discours\n\n{LONG}\n\n**Mesdames et Messieurs**\n\nNous ouvrons\nce puits\nensemble.\n\n**Une promesse**\n\n{LONG}\n"
    )
    assert shown(article)[2:] == [
        ("paragraph", "Mesdames et Messieurs"),
        ("paragraph", "Nous ouvrons ce puits ensemble."),
        ("heading", "Une promesse"),
        ("paragraph", LONG),
    ]


def test_indented_paragraph_is_text_not_code() -> None:
    article = read(f"# Un puits\n\n    {LONG}\n")
    assert shown(article)[1] == ("paragraph", LONG)


def test_markdown_is_recognised_by_its_front_matter_alone() -> None:
    text = f"---\ntitle: Un puits\n---\n\n{LONG}\n"
    assert read(text, name="standard input").title == read(text, name="billet.txt").title == "Un puits"


def test_two_rules_around_a_text_are_not_front_matter() -> None:
    article = read(f"---\n\nUn titre\n\n---\n\n{LONG}\n")
    assert "Un titre" in article.to_json()
