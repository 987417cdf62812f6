"""The invented 示范县: what a newcomer tries and journeys click through, made by the rooms' own operations."""

from backend.demo import errors as errors
from backend.demo.operations import fill

__all__ = ["fill"]
