"""Taking in the ledger that a county kept in Excel until today: preview first, then hazards, cases and entries in one go."""
