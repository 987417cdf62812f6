"""Protection indicators (四个百分百, 四个一): what a school declares, and what outsiders found on the spot."""

from backend.protection import errors as errors
