"""The translation memory: what people approved, found again for the same and for similar sentences.

One SQLite file (WAL) holds pairs of French and each target language. Beside it lies, for
each language, an index for fuzzy matches that can be made again at any time. `Memories`
is what a run asks: the user's own memory, which learns, and others that are only read.
"""

from translate.memory.entry import Entry
from translate.memory.match import Match, Query
from translate.memory.memories import FUZZY, Memories, default_path
from translate.memory.store import Store

__all__ = ["FUZZY", "Entry", "Match", "Memories", "Query", "Store", "default_path"]
