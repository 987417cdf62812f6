"""Patrols: what a school wants looked at and when, who was there, and how far the evidence carries that they were."""

from backend.patrols import round_errors as round_errors
from backend.patrols import visit_errors as visit_errors
