"""Inspections: who looks at which schools until when, the sheet that several people fill in, and the issue list that comes of it.

It lies above `referrals` and below `intake`: a hazard found on the spot enters the ledger by the one door, which tells this
room to which line of which sheet it belongs. What the school does about it is read from the ledger, never typed twice.
"""

from backend.inspections import errors as errors
