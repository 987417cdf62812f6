"""What happened in 示范县 in the last weeks: two dozen hazards, each a report and the moves that followed."""

from backend.demo.stories.fresh import FRESH
from backend.demo.stories.inside import INSIDE
from backend.demo.stories.outside import OUTSIDE

STORIES = (*OUTSIDE, *INSIDE, *FRESH)

__all__ = ["STORIES"]
