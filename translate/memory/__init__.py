"""The translation memory: what people approved, found again for the same and for similar sentences.

One SQLite file (WAL) holds pairs of French and each target language. Beside it lies, for
each language, an index for fuzzy matches that can be made again at any time. What a run
asks is `memories.Memories`: the user's own memory, which learns, and others that are only read.
"""
