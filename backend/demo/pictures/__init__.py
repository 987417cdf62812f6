"""Photos drawn by code: flat illustrations, stamped 演示, that nobody takes for a real place or person."""

from backend.demo.pictures.drawing import draw
from backend.demo.pictures.scenes import SCENES

__all__ = ["SCENES", "draw"]
