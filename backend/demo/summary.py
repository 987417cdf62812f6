"""What a newcomer needs after filling: who can sign in, which plates to scan, which pickup codes to follow, what to print."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.config import Config
from backend.core.errors import Problem
from backend.demo import county
from backend.demo.roster import PASSWORD, PEOPLE
from backend.hazards.models import Hazard
from backend.hazards.rules import pickup_code
from backend.intake.pickups import follow
from backend.people.role_table import ROLES
from backend.places.kinds import LIVE_CODE_STATES
from backend.places.models import Checkpoint, School, SiteCode
from qr_codes.placard import Plate
from qr_codes.sheet import write_sheet
from qr_codes.token import grouped, url

SHEET = "demo-placards.pdf"
_LATEST = 30
_SHOWN = ("校安办", "城关所长", "启明安保", "启明校长", "交警甲", "教安科", "校安办乙", "督学", "家长001")
_PLATES = (  # school, point, plate states, what it is good for
    (1, "A门（南大门）", ("mounted",), "扫码上报，从这里开始"),
    (1, "启明路斑马线", ("mounted",), "附近已有同类上报，可点“就是这个”"),
    (2, "后墙", ("mounted",), "围墙缺口，不向公众显示"),
    (5, "乡道路口", ("mounted",), "面包车超员，等待签收"),
    (6, "值班室", ("mounted",), "教学点，重大隐患已逾期"),
    (7, "河堤步道", ("mounted",), "河段无护栏，长期逾期"),
    (1, "西侧围墙", ("lost",), "已挂失的牌"),
    (2, "后门", ("replaced",), "已更换的旧牌"),
)


@dataclass(frozen=True)
class DemoAccount:
    """A person to sign in as."""

    name: str
    phone: str
    role: str


@dataclass(frozen=True)
class DemoPlate:
    """A plate to scan or type."""

    place: str
    code: str
    link: str
    state: str
    note: str


@dataclass(frozen=True)
class DemoPickup:
    """A passer-by's report and how far it has come."""

    pickup_code: str
    status: str
    note: str


@dataclass(frozen=True)
class DemoSummary:
    """What was filled, or was there already (`made` is False). `accounts` lists everybody."""

    made: bool
    address: str
    password: str
    accounts: tuple[DemoAccount, ...]
    plates: tuple[DemoPlate, ...]
    pickups: tuple[DemoPickup, ...]
    sheet: Path

    def as_dict(self) -> dict[str, Any]:
        """Return JSON values."""
        return asdict(self) | {"sheet": str(self.sheet)}

    def as_text(self) -> str:
        """Return what the command prints."""
        chosen = [account for account in self.accounts if account.name.removeprefix("演示·") in _SHOWN]
        chosen.sort(key=lambda account: _SHOWN.index(account.name.removeprefix("演示·")))
        return "\n".join(
            [
                "演示县（示范县）已写入，全部为虚构数据。" if self.made else "演示县已经在这里，没有改动。",
                f"网址      {self.address}",
                f"密码      {self.password}（所有演示账号相同，共 {len(self.accounts)} 个）",
                "账号",
                *(f"  {account.phone}  {account.name}（{account.role}）" for account in chosen),
                "校安码",
                *(f"  {plate.link}  {plate.place}：{plate.note}" for plate in self.plates),
                "查询码",
                *(f"  {pickup.pickup_code}  {pickup.status}：{pickup.note}" for pickup in self.pickups),
                f"打印张贴页 {self.sheet}",
            ]
        )


def summarise(session: Session, config: Config, *, made: bool) -> DemoSummary:
    """Read what there is, whether just made or long ago."""
    return DemoSummary(
        made=made,
        address=config.public_url,
        password=PASSWORD,
        accounts=tuple(DemoAccount(person.name, person.phone, ROLES[person.role].label_zh) for person in PEOPLE),
        plates=_plates(session, config),
        pickups=_pickups(session, config),
        sheet=config.home / SHEET,
    )


def print_sheet(session: Session, config: Config) -> None:
    """Write the plates of school 1, two on a page of A4, with the links of this very address. Reads only."""
    school = county.SCHOOLS[0]
    rows = session.execute(
        select(Checkpoint.name, Checkpoint.kind, SiteCode.code)
        .join(SiteCode, SiteCode.checkpoint_id == Checkpoint.id)
        .join(School, School.id == Checkpoint.school_id)
        .where(School.school_code == school.code, SiteCode.state.in_(LIVE_CODE_STATES))
        .order_by(Checkpoint.id)
    )
    host = config.plate_host
    plates = [Plate(school.name, row.name, row.code, host, row.kind) for row in rows]
    with (config.home / SHEET).open("wb") as out:
        write_sheet(plates, out)


def _plates(session: Session, config: Config) -> tuple[DemoPlate, ...]:
    host = config.plate_host
    shown = []
    for number, point, states, note in _PLATES:
        school = county.SCHOOLS[number - 1]
        row = session.execute(
            select(SiteCode.code, SiteCode.state)
            .join(Checkpoint, Checkpoint.id == SiteCode.checkpoint_id)
            .join(School, School.id == Checkpoint.school_id)
            .where(School.school_code == school.code, Checkpoint.name == point, SiteCode.state.in_(states))
        ).first()
        if row is not None:
            place = f"{school.short_name} {point}"
            shown.append(DemoPlate(place, grouped(row.code), url(row.code, host), row.state, note))
    return tuple(shown)


def _pickups(session: Session, config: Config) -> tuple[DemoPickup, ...]:
    """Return the newest report of each public status, read as its reporter would read it."""
    rows = session.execute(
        select(Hazard.id, Hazard.pickup_attempt, Hazard.note)
        .where(Hazard.reporter_id.is_(None), Hazard.quarantined.is_(False))
        .order_by(Hazard.received_at.desc())
        .limit(_LATEST)
    )
    newest: dict[str, DemoPickup] = {}
    for row in rows:
        code = pickup_code(config.secrets.app, row.id, attempt=row.pickup_attempt)
        try:
            status = follow(session, code, secret=config.secrets.app)["status"]["label"]
        except Problem:  # filled under another key file: these codes were never handed out
            continue
        newest.setdefault(status, DemoPickup(f"{code[:4]}-{code[4:]}", status, row.note))
    return tuple(newest.values())
