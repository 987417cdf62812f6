"""The rectification ledger: each case's state machine, its clocks and its hash-chained entries. Nothing else writes them."""
