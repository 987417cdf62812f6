"""Patrols: routes over the checkpoints of a school, the runs planned on them, and the visits that people record by scanning.

A scan proves that somebody opened a place's link, not who stood there. So a visit is always taken as it comes, and a
verdict with readable reasons is put beside it: it flags, it never blocks, and it knows one run, never a person's history.
"""
