"""What training took: hours, electricity and CO2 equivalents, estimated and never measured.

The formula is that of Lannelongue, Grealey & Inouye (2021), "Green Algorithms", with the
power of memory given in watts: hours x power x overhead x grams per kWh.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from translate.training.config import Cost


def footprint(cost: Cost, hours: float, earlier: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The [cost] table of a card for a run of so many *hours* on the machine of *cost*.

    earlier: the models it descends from (see ``lineage``); where their cards do not say
    what they took, the same machine is assumed for their `hours`. Holds the hours in all
    and the assumptions, and when the power is known `kwh` and `grams_co2e` for this run,
    `total_kwh` and `total_grams_co2e` with what came before.
    """
    earlier = list(earlier)
    own = hours + cost.other_hours
    table: dict[str, Any] = {
        "hours": round(own, 2), "other_hours": cost.other_hours,
        "total_hours": round(own + sum(model.get("hours", 0.0) for model in earlier), 2),
    }
    power = cost.cores * cost.watts_per_core + cost.other_watts
    if not power:
        return table
    kwh_per_hour = power * cost.overhead / 1000
    kwh = own * kwh_per_hour
    before = sum(model.get("kwh", model.get("hours", 0.0) * kwh_per_hour) for model in earlier)
    grams_before = sum(
        model.get("grams_co2e", model.get("hours", 0.0) * kwh_per_hour * cost.grams_per_kwh) for model in earlier)
    return {
        **table, "cores": cost.cores, "watts_per_core": cost.watts_per_core, "other_watts": cost.other_watts,
        "overhead": cost.overhead, "grams_per_kwh": cost.grams_per_kwh, "basis": cost.basis,
        "kwh": round(kwh, 4), "grams_co2e": round(kwh * cost.grams_per_kwh, 1),
        "total_kwh": round(kwh + before, 4), "total_grams_co2e": round(kwh * cost.grams_per_kwh + grams_before, 1),
    }
