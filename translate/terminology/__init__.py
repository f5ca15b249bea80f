"""Terminology: termbases, finding their terms in French, judging translations by them."""

from translate.terminology.concept import Concept, Problem
from translate.terminology.coverage import coverage, covered
from translate.terminology.termbase import Termbase

__all__ = ["Concept", "Problem", "Termbase", "coverage", "covered"]
