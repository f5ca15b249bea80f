"""Yɛlɛma: French articles to aligned English, Russian and Bambara editions."""

__version__ = "0.1.0"
