"""`tk train compose|templates|synthesise|debian|lexicon|cases`: more bitext, and what else to make of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from translate.errors import ConfigError, MissingExtraError
from translate.languages import LANGUAGES

_PATH = click.Path(path_type=Path)
_CODE = click.Choice(list(LANGUAGES))


def _pair(context: click.Context, parameter: click.Parameter, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    for pair in (value,) if isinstance(value, str) else value:
        codes = pair.split("-")
        if len(codes) != 2 or codes[0] == codes[1] or not set(codes) <= set(LANGUAGES):
            raise click.BadParameter(f"{pair!r}: write two of the codes {', '.join(LANGUAGES)}, such as fr-ru")
    return value


@click.command(short_help="Join two bitexts on the language they share.")
@click.argument("first", metavar="A", type=_PATH)
@click.argument("second", metavar="B", type=_PATH)
@click.option("--out", metavar="FILE", type=_PATH, required=True,
              help="TSV to write; its name says the pair: <source>.fr-ru.tsv, also .xz, .gz or .bz2.")
@click.option("--through", type=_CODE, default="en", show_default=True, help="The language A and B share.")
@click.option("--fewest-words", type=click.IntRange(min=1), default=3, show_default=True,
              help="Sentences of the shared language with fewer words are ambiguous and left out.")
def compose(first: Path, second: Path, out: Path, through: str, fewest_words: int) -> None:
    """Make fr-ru out of A, with fr-en, and B, with en-ru, wherever they share an English sentence.

    A and B are bitext files, or folders of them, in either direction. Give the source
    kind = "composed" in the recipe.
    """
    from translate.training.bitext import name_and_pair, write_pairs
    from translate.training.compose import compose as compose_pairs

    _, pair = name_and_pair(out)
    if not pair or not set(pair.split("-")) <= set(LANGUAGES):
        raise ConfigError(f"--out {out}: its name must say the language pair, such as composed.fr-ru.tsv.xz")
    made = compose_pairs(first, second, pair, through, fewest_words)
    write_pairs(out, made.pairs)
    click.echo(f"{made.first:,} pairs in {first}, {made.second:,} in {second}, {made.shared:,} sentences shared")
    click.echo(f"wrote {len(made.pairs):,} pairs to {out}")


@click.command(short_help="Put the names of the termbases into sentences.")
@click.option("--glossary", "glossaries", metavar="FILE", type=_PATH, multiple=True,
              help="A termbase of your own over the shipped ones; later files win. Repeatable.")
@click.option("--out", metavar="FOLDER", type=_PATH, required=True, help="Folder to write templates.fr-<to>.tsv.xz to.")
def templates(glossaries: tuple[Path, ...], out: Path) -> None:
    """Write short sentences of ours with the termbases' names in them, as bitext.

    Names stand only where no language changes their form. Give the source `templates`
    kind = "templates" in the recipe, and a small weight.
    """
    from translate.resources import shipped_glossaries
    from translate.terminology.termbase import Termbase
    from translate.training.templates import write_templates

    counts = write_templates(Termbase.load([*shipped_glossaries(), *glossaries]), out)
    click.echo(f"wrote {', '.join(f'{pair} {count:,}' for pair, count in counts.items())} pairs to {out}")


@click.command(short_help="Translate text with a model, for back-translation or distillation.")
@click.argument("file", metavar="FILE", type=_PATH)
@click.option("--model", metavar="NAME|PATH", help="The model that translates; the embedded one unless given.")
@click.option("--pair", metavar="FROM-TO", required=True, callback=_pair, help="Languages of FILE and of the model.")
@click.option("--out", metavar="FILE", type=_PATH, required=True,
              help="TSV to write, such as distilled.fr-ru.tsv.xz; also .gz or .bz2.")
@click.option("--min-score", type=click.FloatRange(max=0), default=-1.0, show_default=True,
              help="Leave out translations with a lower mean log-probability per token.")
@click.option("--beam", type=click.IntRange(1, 32), default=4, show_default=True,
              help="Hypotheses the search keeps; 1 is fastest.")
@click.option("--threads", type=click.IntRange(min=1), help="CPU threads; all processors unless given.")
def synthesise(file: Path, model: str | None, pair: str, out: Path, min_score: float, beam: int,
               threads: int | None) -> None:
    """Translate FILE, bitext or one sentence a line, and write both sides as bitext.

    For back-translation take text in your target language and a model into your source
    language, and name the file by that direction (news.ru-fr.tsv.xz): `tk train prepare`
    turns it round. Stopped at any time, the same command goes on where it was. Give the
    source kind = "synthetic" in the recipe.
    """
    from translate import engines
    from translate.cli.progress import progress_bar
    from translate.training.synthesise import synthesise as synthesise_pairs

    with progress_bar() as show:
        made = synthesise_pairs(
            engines.load(model, beam=beam, threads=threads), file, pair, out, min_score, show)
    left = ", ".join(f"{reason} {count:,}" for reason, count in sorted(made.left_out.items()))
    click.echo(f"{made.sentences:,} sentences, {made.pairs:,} pairs in {out}" + (f"; left out: {left}" if left else ""))


@click.command(short_help="Make bitext from translations in Debian packages.")
@click.argument("packages", metavar="PACKAGE|FILE...", nargs=-1, required=True)
@click.option("--pair", "pairs", metavar="FROM-TO", multiple=True, default=("fr-ru", "fr-en"), show_default=True,
              callback=_pair, help="Language pair to write. Repeatable.")
@click.option("--name", default="debian", show_default=True, help="The source's name: <name>.<pair>.tsv.xz.")
@click.option("--out", metavar="FOLDER", type=_PATH, required=True, help="Folder to write.")
def debian(packages: tuple[str, ...], pairs: tuple[str, ...], name: str, out: Path) -> None:
    """Join the French and Russian translations that Debian packages have of the same English.

    PACKAGE is fetched with `apt-get download`, as name or name=version; FILE is a .deb or
    a source archive (.tar.xz, .tar.gz). Message catalogues and manual pages are read;
    packages, versions and licences are noted in <name>.sources.md.
    """
    from translate.training.debian import download, read_packages, write_bitext

    files = [Path(package) for package in packages if Path(package).is_file()]
    with tempfile.TemporaryDirectory() as folder:
        files += download([package for package in packages if not Path(package).is_file()], Path(folder))
        found = read_packages(files)
    counts = write_bitext(found, name, list(pairs), out)
    click.echo(f"{len(found.packages)} packages: {', '.join(f'{pair} {count:,}' for pair, count in counts.items())} "
               f"pairs in {out}")


@click.command(short_help="Count which words translate each other, to place inline tags by.")
@click.argument("bitext", metavar="FOLDER", type=_PATH)
@click.option("--to", "language", type=_CODE, required=True, help="The language beside French.")
@click.option("--pairs", type=click.IntRange(min=1), default=1200, show_default=True,
              help="Most sentence pairs of each file.")
@click.option("--out", metavar="FILE", type=_PATH, required=True, help="Such as fr-ru.tsv.gz.")
def lexicon(bitext: Path, language: str, pairs: int, out: Path) -> None:
    """Align the bitext in FOLDER word by word and write the pairs of words that go together.

    The shipped ones are in translate/data/lexicon.
    """
    from translate.training.bitext import bitext_at
    from translate.training.lexicon import write_lexicon

    entries = write_lexicon(bitext_at(bitext, f"fr-{language}"), out, pairs=pairs)
    click.echo(f"wrote {entries:,} entries to {out}")



@click.command(short_help="Learn which case a Russian term takes among which words.")
@click.argument("bitext", metavar="FOLDER|FILE...", nargs=-1, type=_PATH, required=True)
@click.option("--out", metavar="FILE", type=_PATH, required=True, help="Such as russian-cases.tsv.gz.")
@click.option("--model", metavar="NAME|PATH", help="Learn also from what this model makes of the French: best one that "
                                                   "has not seen the bitext.")
def cases(bitext: tuple[Path, ...], out: Path, model: str | None) -> None:
    """Find the shipped glossaries' terms in French–Russian bitext and fit the weights of the clues around them.

    The shipped ones are in translate/data/lexicon.
    """
    from translate import engines
    from translate.resources import shipped_glossaries
    from translate.terminology.termbase import Termbase
    from translate.training.bitext import bitext_at
    from translate.training.cases import write_cases

    MissingExtraError.unless_installed("training", "torch", "torch")
    shipped = Termbase.load(shipped_glossaries())
    files = [file for path in bitext for file in bitext_at(path, "fr-ru")]
    human, machine, clues = write_cases(files, shipped, out, engines.load(model) if model else None)
    also = f" and {machine:,} in the model's Russian" if model else ""
    click.echo(f"wrote the weights of {clues:,} clues, from {human:,} terms in context{also}, to {out}")


COMMANDS = (compose, templates, synthesise, debian, lexicon, cases)
