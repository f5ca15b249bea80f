#!/usr/bin/env python3
"""The command line's entry point: `tk`, the group every command hangs on."""

from __future__ import annotations

import click

from translate import __version__
from translate.cli.group import Guide

# name: (where it lives, heading in `tk --help`). Loaded only when used, so `tk` starts fast.
COMMANDS = {
    "edition": ("translate.cli.edition:edition", "Translate and publish"),
    "translate": ("translate.cli.edition:translate", "Translate and publish"),
    "render": ("translate.cli.render:render", "Translate and publish"),
    "publish": ("translate.cli.publish:publish", "Translate and publish"),
    "lines": ("translate.cli.lines:lines", "Translate and publish"),
    "export": ("translate.cli.interchange:export", "Work in other tools"),
    "import": ("translate.cli.interchange:import_", "Work in other tools"),
    "segment": ("translate.cli.segment:segment", "Look and measure"),
    "check": ("translate.cli.check:check", "Look and measure"),
    "fix": ("translate.cli.fix:fix", "Look and measure"),
    "stats": ("translate.cli.stats:stats", "Look and measure"),
    "evaluate": ("translate.cli.evaluate:evaluate", "Look and measure"),
    "doctor": ("translate.cli.doctor:doctor", "Look and measure"),
    "glossary": ("translate.cli.glossary:glossary", "Terms and models"),
    "memory": ("translate.cli.memory:memory", "Terms and models"),
    "models": ("translate.cli.models:models", "Terms and models"),
    "train": ("translate.cli.train:train", "Terms and models"),
    "adapt": ("translate.cli.adapt:adapt", "Terms and models"),
}


@click.group(cls=Guide, commands_at=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="tk")
def main() -> None:
    """French articles to aligned English, Russian and Bambara editions, offline.

    \b
    The usual day:
      1. tk edition article.txt --to en,ru,bm
           reads the article and writes output/article/: one draft a language
           (en.po, ru.po, bm.po) and bilingual pages to read beside the French
      2. correct output/article/ru.po in any PO editor (Poedit, Lokalize, ...);
           a unit you approve loses its "fuzzy" or "needs work" mark
      3. tk render output/article
           makes the pages again from your corrected drafts
      4. tk edition article.txt --to en,ru,bm
           after the article changed: your work stays, only what is new is translated
      5. tk publish output/article --format html,epub,docx
           writes the clean editions of what you reviewed

    Files can be .txt, .md, .html, .docx, .odt or .epub, feeds, folders of them,
    web addresses, or - for standard input.
    """


if __name__ == "__main__":
    main()
