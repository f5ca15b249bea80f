"""Adaptation: a translator's corrections teach the model, and it must not forget the rest."""
