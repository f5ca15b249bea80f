"""`tk doctor`: is everything in place?"""

from __future__ import annotations

import json
from dataclasses import asdict

import click


@click.command(short_help="What is installed, intact or missing.")
@click.option("--json", "as_json", is_flag=True, help="Print the checks as JSON.")
def doctor(as_json: bool) -> int:
    """Say what is installed, which models are intact, and what is missing for which feature.

    Exits 3 when something the main job needs is broken.
    """
    from translate.doctor import examine

    checks = list(examine())
    if as_json:
        click.echo(json.dumps([asdict(check) for check in checks], ensure_ascii=False, indent=1))
    else:
        width = max(len(check.subject) for check in checks)
        for check in checks:
            click.echo(f"{check.state:8} {check.subject:{width}}  {check.detail}")
    return 3 if any(check.state == "broken" for check in checks) else 0
