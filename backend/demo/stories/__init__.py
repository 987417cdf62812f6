"""What happened in 示范县 in the last weeks: three dozen hazards, each a report and the moves that followed."""

from backend.demo.stories.fresh import FRESH
from backend.demo.stories.inside import INSIDE
from backend.demo.stories.long_ones import LONG_ONES
from backend.demo.stories.outside import OUTSIDE

STORIES = (*OUTSIDE, *INSIDE, *FRESH, *LONG_ONES)

__all__ = ["STORIES"]
