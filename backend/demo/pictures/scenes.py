"""Every scene by its name; each is drawn as found and as put right."""

from __future__ import annotations

from collections.abc import Callable

from backend.demo.pictures import inside, outside, rooms, streets
from backend.demo.pictures.canvas import Canvas

SCENES: dict[str, Callable[[Canvas, bool], None]] = {
    "car_at_gate": streets.car_at_gate,
    "vendor_cart": streets.vendor_cart,
    "crosswalk": streets.crosswalk,
    "worn_crossing": streets.worn_crossing,
    "van": streets.van,
    "elsewhere": streets.elsewhere,
    "wall_gap": outside.wall_gap,
    "river_bank": outside.river_bank,
    "works_pit": outside.works_pit,
    "lamp": outside.lamp,
    "hoop": outside.hoop,
    "branch": outside.branch,
    "snack_shelf": inside.snack_shelf,
    "toy_shop": inside.toy_shop,
    "internet_cafe": inside.internet_cafe,
    "canteen": inside.canteen,
    "lab_cabinet": inside.lab_cabinet,
    "gas_hose": inside.gas_hose,
    "locked_exit": rooms.locked_exit,
    "extinguisher": rooms.extinguisher,
    "wires": rooms.wires,
    "alarm": rooms.alarm,
    "dark_stairs": rooms.dark_stairs,
    "railing": rooms.railing,
}
