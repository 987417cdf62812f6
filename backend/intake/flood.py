"""Floods of anonymous reports: a phone names its own device, so what also counts is the network address that it comes from.

Counted in the report's own transaction: no second one to wait for, and what is refused or sent again counts nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import time

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from backend.core.throttle import ThrottleCount, count_up, too_many_attempts

SOURCE_CAP = 20
"""Reports an hour from one address, after which they are set aside; less than a plate's cap, so that one cannot fill it."""
SOURCE_LIMIT = 300
"""After which the address must wait: quarantine too is read by people and lies on a disk."""
WINDOW_S = 3600
_COUNTED = select(ThrottleCount.count).where(
    ThrottleCount.key == bindparam("key"), ThrottleCount.expires_at_s > bindparam("now")
)


def source_of(address: str | None) -> str | None:
    """Return whom to count: an IPv4 address or an IPv6 network of /64; None for our own machine, a proxy left unnamed."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    if found.is_loopback:
        return None
    return str(found if found.version == 4 else ipaddress.ip_network((found, 64), strict=False))


def over_cap(session: Session, source: str | None, *, secret: bytes) -> bool:
    """Say whether what comes from there is to be set aside."""
    if source is None:
        return False
    values = {"key": _key(secret, source), "now": int(time.time())}
    return (session.connection().execute(_COUNTED, values).scalar_one_or_none() or 0) >= SOURCE_CAP


def count(session: Session, source: str | None, *, secret: bytes) -> None:
    """Count a new report; one too many is refused, and with it everything it wrote."""
    if source is None:
        return
    sent, ends_at_s = count_up(session, _key(secret, source), expiry=WINDOW_S)
    if sent > SOURCE_LIMIT:
        raise too_many_attempts(ends_at_s)


def _key(secret: bytes, source: str) -> str:
    """Nobody reads an address in the database, and nobody without the site's secret finds it by trying all."""
    return hmac.new(secret, b"report source|" + source.encode(), hashlib.sha256).hexdigest()
