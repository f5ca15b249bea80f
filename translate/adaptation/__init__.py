"""Adaptation: a translator's corrections teach the model, and it must not forget the rest."""

from translate.adaptation.adapt import MAX_DROP, Report, adapt

__all__ = ["MAX_DROP", "Report", "adapt"]
