"""The report as it was made: who saw what, where and when. A hazard is a fact and never changes; its process is a case."""

from backend.hazards import errors as errors
