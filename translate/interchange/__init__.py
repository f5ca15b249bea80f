"""Drafts out to the tools translators use, and what they did there back in."""
