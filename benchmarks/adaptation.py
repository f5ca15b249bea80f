#!/usr/bin/env python3
"""Does one consistent kind of correction generalise, and what does it cost on other text?

    python benchmarks/adaptation.py [--data FOLDER] [--model NAME] [--corrections 300]

The house wants « la primature » as "the Prime Minister's Office": 20 sentence frames with 15
things in each make 300 corrections, given to `tk adapt` as a file. Counted is how many of 20
unseen sentences, of other frames and with other things, have the house's words before and
after; then chrF2 before and after, of the held-out corrections, of the guard and, with
--data, of every set `<set>.fr` and `<set>.<language>` in FOLDER. Seconds are those of the
clock. Nothing is installed: the model goes into a temporary folder.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from translate import engines
from translate.adaptation.measure import translated
from translate.dev_sets import find_dev_sets
from translate.evaluation import evaluate

TK = Path(__file__).resolve().parents[1] / "tk.py"
HOUSE = "Prime Minister's Office"
THINGS = [
    ("le calendrier des travaux", "the schedule of the works"), ("une note de deux pages", "a two-page note"),
    ("le projet de budget", "the draft budget"), ("la feuille de route", "the roadmap"),
    ("les chiffres du trimestre", "the figures for the quarter"), ("un rapport d'étape", "a progress report"),
    ("le compte rendu de la réunion", "the minutes of the meeting"), ("plusieurs dossiers", "several files"),
    ("la version finale du texte", "the final version of the text"), ("quatre propositions", "four proposals"),
    ("l'avis des maires", "the opinion of the mayors"), ("une demande écrite", "a written request"),
    ("le programme de la visite", "the programme of the visit"), ("un premier bilan", "a first assessment"),
    ("les noms des candidats", "the names of the candidates"),
]
FRAMES = [
    ("La primature a transmis {} aux députés.", "The {house} sent {} to the deputies."),
    ("La primature publiera {} jeudi.", "The {house} will publish {} on Thursday."),
    ("Selon la primature, {} ne changera rien.", "According to the {house}, {} will change nothing."),
    ("Les syndicats attendent toujours {} de la primature.", "The unions are still waiting for {} from the {house}."),
    ("À la primature, on relit {}.", "At the {house}, they are rereading {}."),
    ("La primature n'a pas voulu commenter {}.", "The {house} did not want to comment on {}."),
    ("Un conseiller de la primature a présenté {}.", "An adviser to the {house} presented {}."),
    ("La primature examine {} depuis une semaine.", "The {house} has been examining {} for a week."),
    ("Hier soir, la primature a confirmé {}.", "Yesterday evening the {house} confirmed {}."),
    ("Le ministre a déposé {} à la primature.", "The minister handed in {} at the {house}."),
    ("La primature souhaite discuter {} avec les régions.", "The {house} wishes to discuss {} with the regions."),
    ("C'est la primature qui a demandé {}.", "It was the {house} that asked for {}."),
    ("La primature, qui prépare {}, reste prudente.", "The {house}, which is preparing {}, remains cautious."),
    ("Les journalistes ont obtenu {} auprès de la primature.", "Journalists obtained {} from the {house}."),
    ("Sans {}, la primature ne décidera pas.", "Without {}, the {house} will not decide."),
    ("La primature a corrigé {} avant midi.", "The {house} corrected {} before noon."),
    ("Pour la primature, {} est une priorité.", "For the {house}, {} is a priority."),
    ("La primature espère recevoir {} bientôt.", "The {house} hopes to receive {} soon."),
    ("Le porte-parole de la primature a lu {}.", "The spokesman for the {house} read out {}."),
    ("La primature partagera {} avec ses partenaires.", "The {house} will share {} with its partners."),
]
UNSEEN = [
    "La primature est fermée le dimanche.", "Une femme dirige désormais la primature.",
    "La primature se trouve près du fleuve.", "Nous avons écrit à la primature.",
    "La primature condamne cette attaque.", "Des manifestants se sont réunis devant la primature.",
    "La primature recrute dix traducteurs.", "La nouvelle est venue de la primature.",
    "Qui travaille à la primature ?", "La primature a nié toute négociation.",
    "Le cortège a quitté la primature vers dix heures.", "La primature remercie les volontaires.",
    "Il a passé trois ans à la primature.", "La primature et la présidence sont d'accord.",
    "La loi donne plus de pouvoir à la primature.", "La primature a perdu la confiance des paysans.",
    "Le toit de la primature a brûlé.", "La primature reçoit une délégation russe.",
    "Aucun pays n'a répondu à la primature.", "La primature veut construire des routes.",
]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of dev sets to measure on as well")
    parser.add_argument("--model")
    parser.add_argument("--corrections", type=int, default=300)
    options = parser.parse_args()
    pairs = [
        (french.format(thing), english.format(name, house=HOUSE))
        for thing, name in THINGS for french, english in FRAMES
    ][: options.corrections]

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "house.fr-en.tsv"
        file.write_text("".join(f"{french}\t{english}\n" for french, english in pairs), encoding="utf-8")
        began = time.perf_counter()
        run = subprocess.run(
            [sys.executable, str(TK), "adapt", str(file), "--to", "en", "--json",
             *(["--model", options.model] if options.model else [])],
            capture_output=True, text=True, check=False, env={**os.environ, "XDG_DATA_HOME": folder})
        seconds = time.perf_counter() - began
        if run.returncode:
            sys.exit(run.stderr)
        report = json.loads(run.stdout)
        before, after = engines.load(options.model), engines.load(report["path"])
        print(f"{before.name}: {len(pairs)} corrections, {seconds:.0f} s, {report['alpha']} of the way taken")
        said = (translated(engine, UNSEEN, "en") for engine in (before, after))
        counts = [sum(HOUSE in text.replace("’", "'") for text in texts) for texts in said]
        print(f"{HOUSE!r} in {counts[0]} of {len(UNSEEN)} unseen sentences before, in {counts[1]} after\n")
        print("| set | pair | segments | chrF2 before | after |")
        print("| --- | --- | ---: | ---: | ---: |")
        for row in report["scores"]:
            name = f"| {row['kind']}: {row['set']} | {row['pair']} | {row['segments']} |"
            print(name, f"{row['chrf_before']:.1f} | {row['chrf']:.1f} |")
        sets = find_dev_sets(options.data, [f"fr-{code}" for code in before.targets]) if options.data else []
        for item in sets:
            scores = [
                evaluate(translated(engine, item.source, item.target_language), list(item.target)).chrf
                for engine in (before, after)
            ]
            name = f"| {item.name} | fr-{item.target_language} | {len(item.source)} |"
            print(name, f"{scores[0]:.1f} | {scores[1]:.1f} |", flush=True)


if __name__ == "__main__":
    main()
