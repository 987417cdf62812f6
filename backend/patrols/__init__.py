"""Patrols: what a school wants looked at and when, who was there, and how far the evidence carries that they were.

A scan proves that somebody opened a place's link, not who stood there. So a visit is always taken as it comes, and a
verdict with readable reasons is put beside it: it flags, it never blocks, and it knows one run, never a person's history.
"""

from backend.patrols import planning_errors as planning_errors
from backend.patrols import round_errors as round_errors
from backend.patrols import visit_errors as visit_errors
