"""Confidential referrals: that something about a person was handed to whoever is in charge of it, and nothing of what it was.

Named officers with a second factor read them, each reading in the audit book. It lies above `rectifications`, because a report
filed as a hazard by mistake is turned into one here: state, ledger, texts and photos of the case change in one transaction.
"""

from backend.referrals import errors as errors
