"""Which school and which offices a ledger's words mean: full names, short ones, initials, and what offices are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from uuid import UUID

from backend.core.spreadsheets.cells import CellError

_SHOWN = 8
_LETTERS = re.compile(r"[a-z]{2,}", re.ASCII)
_SEPARATORS = re.compile(r"[、，,；;/\\+&|\n]+")
_LOOSE_SEPARATORS = re.compile(r"[和与及 ]+")
_NOISE = re.compile(r"[\s（）()《》“”\"·.]+")
_CALLED = {
    "EDU": "教育局 教体局 教育体育局 教育和体育局 教科局 教科体局 教育科技局 教育科技和体育局 "
    "教育部门 教育主管部门 教委 教育行政部门",
    "PSB": "公安局 公安 公安机关 公安部门 治安大队",
    "PCS": "派出所 辖区派出所 属地派出所 辖区所 公安派出所",
    "TRF": "交警 交警大队 交管大队 交通警察大队 公安交警 交警部门 交警中队",
    "SAMR": "市场监管局 市监局 市场监督管理局 市场局 市场监管部门 市场监管所 食药监局",
    "CULT": "文旅局 文广旅局 文化旅游局 文化和旅游局 文化广电旅游局 文化执法大队 文化部门",
    "UM": "综合执法局 城管局 城管 城管执法局 城市管理局 行政执法局 综合行政执法局 城管大队 执法局",
    "FIRE": "消防 消防大队 消防救援大队 消防救援局 消防队 消防部门 消防救援站",
    "HLTH": "卫健局 卫健委 卫生健康局 卫生健康委 卫生局 疾控中心 卫健部门",
    "CIV": "民政局 民政 民政部门",
    "JMO": "联席办 联席会议办公室 校安办 专班 工作专班 专班办 护校办",
    "TOWN": "乡镇 镇政府 乡政府 乡镇政府 街道 街道办 街道办事处 属地政府 属地乡镇 乡镇街道 所在乡镇",
    "PLC": "政法委 委政法委 平安办",
    "GOV": "县政府 县委县政府 政府 人民政府",
    "SUP": "督导室 教育督导室 督导委 督学",
}
_KINDS = {name: kind for kind, names in _CALLED.items() for name in names.split()}
_ITSELF = (
    "学校 本校 我校 该校 校方 本园 幼儿园 学校自身 学校安全办 安全办 安保处 安保科 保卫科 保卫处 总务处 后勤处 总务科 "
    "政教处 德育处 教务处 办公室 校长室 校委会 学校总务处 学校安保处 学校后勤"
)
_SCHOOL_ITSELF = frozenset(_ITSELF.split())


@dataclass(frozen=True)
class Named:
    """A school or an office by its names; `township_id` and `precinct_id` are a school's, `division_id` an office's."""

    id: UUID
    kind: str
    name: str
    short_name: str
    initials: str = ""
    code: str = ""
    division_id: UUID | None = None
    township_id: UUID | None = None
    precinct_id: UUID | None = None


@dataclass
class Directory:
    """The county's schools and offices, for looking up names; answers are remembered."""

    county_name: str
    schools: list[Named]
    offices: list[Named]
    _by_code: dict[str, Named] = field(default_factory=dict)
    _names: dict[str, dict[str, list[Named]]] = field(default_factory=dict)
    _seen: dict[str, list[Named]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_code = {school.code: school for school in self.schools}
        self._names = {"schools": self._index(self.schools), "offices": self._index(self.offices)}

    def school(self, name: str | None, code: str | None) -> tuple[Named, str]:
        """Return the school and, where it was found by a part of its name only, a warning."""
        if code is not None:
            found = self._by_code.get(code.replace(" ", ""))
            if found is None:
                raise CellError(f"本县没有标识码为 {code} 的学校，请核对。")
            return found, ""
        if name is None:
            raise CellError("此项必填。")
        key = self._key(name)
        exact = self._names["schools"].get(key, [])
        near = exact or self._near_schools(key)
        if len(near) == 1:
            return near[0], "" if exact else f"“{name}”按“{near[0].name}”理解，请核对。"
        if near:
            raise CellError(f"“{name}”可能是：{_listed(near)}。请写全称或填学校标识码。")
        close = get_close_matches(key, self._names["schools"], n=3, cutoff=0.5)
        like = {each.name: each for word in close for each in self._names["schools"][word]}
        hint = f"是不是：{_listed(like.values())}？" if like else ""
        raise CellError(f"本县没有“{name}”这所学校。{hint}请核对，或先导入学校。")

    def units(self, text: str, school: Named) -> list[Named]:
        """Return the offices named in one cell, in their order: the first leads."""
        whole = self._unit(text, school)
        if len(whole) == 1:
            return whole
        parts = [part for part in _SEPARATORS.split(text) if part.strip()]
        if len(parts) < 2:
            loose = [part for part in _LOOSE_SEPARATORS.split(text) if part]
            if len(loose) > 1 and all(len(self._unit(part, school)) == 1 for part in loose):
                parts = loose
        found = {unit.id: unit for unit in (self._one_unit(part, school) for part in parts)}
        return list(found.values())

    def _one_unit(self, text: str, school: Named) -> Named:
        found = self._unit(text, school)
        if len(found) == 1:
            return found[0]
        if found:
            raise CellError(f"“{text.strip()}”可能是：{_listed(found)}。请写全称。")
        raise CellError(f"本县没有“{text.strip()[:40]}”这个单位。现有：{_listed(self.offices)}。")

    def _unit(self, text: str, school: Named) -> list[Named]:
        key = self._key(text)
        if key in _SCHOOL_ITSELF or key in (self._key(school.name), self._key(school.short_name)):
            return [school]
        if exact := self._names["offices"].get(key):
            return exact
        kind = _KINDS.get(key)
        if kind is not None:
            return self._of_kind(kind, school)
        if key in self._names["schools"]:
            raise CellError(f"“{text.strip()}”是另一所学校，责任单位只能是本校或县里的单位。")
        return [office for office in self.offices if len(key) > 1 and key in self._key(office.name)]

    def _of_kind(self, kind: str, school: Named) -> list[Named]:
        """The office of that kind that looks after the school, where the county has several."""
        known = [office for office in self.offices if office.kind == kind]
        own = {
            "PCS": lambda office: office.id == school.precinct_id,
            "TOWN": lambda office: office.division_id == school.township_id,
        }
        nearest = [office for office in known if kind in own and own[kind](office)]
        return nearest if len(nearest) == 1 else known

    def _near_schools(self, key: str) -> list[Named]:
        if key not in self._seen:
            if _LETTERS.fullmatch(key):
                found = [school for school in self.schools if key in school.initials.split()]
            else:
                found = [school for school in self.schools if self._alike(key, school)]
            self._seen[key] = found
        return self._seen[key]

    def _alike(self, key: str, school: Named) -> bool:
        names = [self._key(school.name), self._key(school.short_name)]
        return len(key) > 1 and any(key in name or (len(name) > 3 and name in key) for name in names)

    def _key(self, name: str) -> str:
        """What identifies a name: no blanks, no county before it, stations with one word."""
        squeezed = _NOISE.sub("", name).lower()
        county = _NOISE.sub("", self.county_name)
        bare = squeezed.removeprefix(county) or squeezed
        if len(bare) > 2 and county.endswith(("县", "市", "区")) and bare.startswith(county[-1]):
            bare = bare.removeprefix(county[-1])
        return bare if bare == "派出所" else re.sub(r"(?<=.)派出所$", "所", bare)

    def _index(self, named: Iterable[Named]) -> dict[str, list[Named]]:
        index: dict[str, list[Named]] = {}
        for each in named:
            for key in {self._key(each.name), self._key(each.short_name)}:
                index.setdefault(key, []).append(each)
        return index


def _listed(named: Iterable[Named]) -> str:
    names = [each.name for each in named]
    return "、".join(names[:_SHOWN]) + (f" 等 {len(names)} 个" if len(names) > _SHOWN else "")
