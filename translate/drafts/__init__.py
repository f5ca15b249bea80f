"""Drafts: one PO file per article and language, the single source of truth of a translation."""

from translate.drafts.draft import (
    Draft,
    backup,
    backup_before_change,
    dump,
    holds_human_text,
    pending,
    read,
    source_digest,
    write,
)
from translate.drafts.merge import merge

__all__ = [
    "Draft",
    "backup",
    "backup_before_change",
    "dump",
    "holds_human_text",
    "merge",
    "pending",
    "read",
    "source_digest",
    "write",
]
