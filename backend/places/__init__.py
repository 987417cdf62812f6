"""Where things are: divisions, organisations, schools with campuses, checkpoints, and the codes on their walls."""

from backend.places import calendar_errors as calendar_errors
from backend.places import errors as errors
