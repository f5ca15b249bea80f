"""What reviewers changed: machine drafts beside the texts they became.

    machine    what the machine wrote, kept when a draft is written
    compare    each reviewed unit beside it: edits, terms
    totals     those added up by article, language and model
    page       the totals as one HTML page
"""

from __future__ import annotations

from translate.analytics.compare import Comparison, Reviewed, compare_drafts
from translate.analytics.totals import Total, totals

__all__ = ["Comparison", "Reviewed", "Total", "compare_drafts", "totals"]
