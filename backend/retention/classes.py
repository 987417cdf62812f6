"""Every class of record with a time of its own: what it is called, from when its days count, and what purges it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from backend.core.imports import UNCONFIRMED
from backend.core.retention import Purge
from backend.core.throttle import EXPIRED
from backend.evidence.receiving import ORPHANS
from backend.hazards.models import HAZARD
from backend.hazards.retention import DEVICES
from backend.messages.retention import MESSAGES
from backend.people.retention import SIGN_INS
from backend.rectifications.callbacks import PHONES
from backend.rectifications.held import held_reports
from backend.rectifications.photo_retention import COVERED_COPIES, PHOTOS_CLOSED, PHOTOS_DOCUMENTED, PHOTOS_SET_ASIDE
from backend.rectifications.position_retention import POSITIONS
from backend.referrals.retention import REFERRALS, SEALED_REPORTS

HOUR_S, DAY_S = 3600.0, 24 * 3600.0


@dataclass(frozen=True)
class RecordClass:
    """A class of record. `since`: from when its days count. No `purges`: nothing deletes it in this release.

    `every_s`: how long a worker rests after it found nothing. `by_county`: a county may have a number of its own.
    """

    name: str
    zh: str
    en: str
    since: str
    purges: tuple[Purge, ...] = ()
    every_s: float = HOUR_S
    by_county: bool = True


def _sparing_held(due: Callable[[Session], Select[Any]]) -> Callable[[Session], Select[Any]]:
    """Reports know no case and no hold; here both are known."""
    return lambda session: due(session).where(HAZARD.c.id.not_in(held_reports()))


_DEVICES = replace(DEVICES, due=_sparing_held(DEVICES.due))
_READ, _UNREAD, _DELIVERED, _BARE = MESSAGES
_ALL = (
    RecordClass("device_hash", "匿名上报的手机标记", "mark of an anonymous phone", "收到上报", (_DEVICES,)),
    RecordClass("callback_phone", "希望回电的手机号", "number left for a call back", "结案", (PHONES,)),
    RecordClass("sealed_report", "封存的原文", "sealed report", "封存", (SEALED_REPORTS,), 300.0),
    RecordClass("referral", "保密转介", "confidential referral", "办结", (REFERRALS,)),
    RecordClass("position", "上报手机的位置", "position of a reporting phone", "结案", (POSITIONS,)),
    RecordClass("photo_closed", "已销号隐患的照片原图", "photos of closed cases", "销号", (PHOTOS_CLOSED,), DAY_S),
    RecordClass(
        "photo_document",
        "重大隐患和有签发文书的隐患的照片原图",
        "photos of major hazards and of cases with signed letters",
        "销号",
        (PHOTOS_DOCUMENTED,),
        DAY_S,
    ),
    RecordClass(
        "photo_set_aside",
        "不予受理、并案、转出的照片原图",
        "photos of reports set aside",
        "结案",
        (PHOTOS_SET_ASIDE,),
        DAY_S,
    ),
    RecordClass("photo_covered", "照片的遮盖版", "covered copies of photos", "结案", (COVERED_COPIES,), DAY_S),
    RecordClass(
        "photo_orphan", "上传中断留下的照片文件", "files of broken uploads", "开始上传", (ORPHANS,), by_county=False
    ),
    RecordClass("import_preview", "未确认的导入表格", "unconfirmed uploads of tables", "上传", (UNCONFIRMED,)),
    RecordClass("sign_in", "已结束的登录", "sign-ins that ended", "结束", (SIGN_INS,), by_county=False),
    RecordClass("message_read", "已读消息和已发送的通知", "messages read or sent", "发出", (_READ, _DELIVERED)),
    RecordClass("message_unread", "未读消息", "messages unread", "发出", (_UNREAD, _BARE)),
    RecordClass("throttle_count", "限次计数", "throttle counts", "时段结束", (EXPIRED,), by_county=False),
    RecordClass("ledger", "整改台账", "the ledger", "销号"),
    RecordClass("audit_log", "审计记录", "the audit book", "记录"),
    RecordClass("account_disable", "长期不用的账号：停用", "unused accounts: to be disabled", "最近登录"),
    RecordClass("account_delete", "长期不用的账号：删除", "unused accounts: to be deleted", "最近登录"),
)
CLASSES = {each.name: each for each in _ALL}
