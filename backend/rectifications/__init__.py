"""The rectification ledger: each case's state machine, its clocks and its hash-chained entries. Nothing else writes them."""

from backend.rectifications import clock_errors as clock_errors
from backend.rectifications import errors as errors
from backend.rectifications import paper_errors as paper_errors
from backend.rectifications import request_errors as request_errors
