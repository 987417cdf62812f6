"""Accounts, their grants, their sign-ins with a second factor, and the invitations that make them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.db import Base, UtcDateTime, one_of
from backend.people.role_table import ROLES, SCOPE_TYPES
from backend.people.rules import TRANSPORTS

_CODES = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def _only(column: str, words: Iterable[str]) -> CheckConstraint:
    return CheckConstraint(one_of(column, words), name=column)


class Account(Base):
    """A person who can sign in, by phone or user name; never deleted while the ledger names them, only disabled."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("phone IS NOT NULL OR username IS NOT NULL", name="identifier"),
        CheckConstraint("phone IS NULL OR length(phone) = 11", name="phone"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    county_id: Mapped[UUID | None] = mapped_column(index=True)
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    display_name: Mapped[str] = mapped_column(String(40))
    phone: Mapped[str | None] = mapped_column(String(11), unique=True)
    username: Mapped[str | None] = mapped_column(String(32), unique=True)
    password_hash: Mapped[str] = mapped_column(String(120))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[UUID | None]


class AccountGrant(Base):
    """One role on one scope for one account, while `valid_from` ≤ now < `valid_to` and not revoked."""

    __tablename__ = "account_grant"
    __table_args__ = (
        _only("role", ROLES),
        _only("scope_type", SCOPE_TYPES),
        Index(
            "uq_account_grant_in_force",
            "account_id",
            "role",
            "scope_type",
            "scope_id",
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
            sqlite_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(String(24))
    scope_type: Mapped[str] = mapped_column(String(12))
    scope_id: Mapped[UUID]
    category_filter: Mapped[list[str] | None] = mapped_column(_CODES)
    valid_from: Mapped[datetime] = mapped_column(UtcDateTime)
    valid_to: Mapped[datetime | None] = mapped_column(UtcDateTime)
    granted_by: Mapped[UUID | None]
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInSession(Base):
    """One signed-in browser or client; only the hash of its token is kept."""

    __tablename__ = "sign_in_session"
    __table_args__ = (_only("transport", TRANSPORTS),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    transport: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device_label: Mapped[str] = mapped_column(String(60))
    second_factor_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SecondFactor(Base):
    """An account's TOTP secret, sealed; in force once confirmed. `last_step` is the latest time step whose code was used."""

    __tablename__ = "second_factor"
    __table_args__ = (
        Index(
            "uq_second_factor_in_force",
            "account_id",
            unique=True,
            postgresql_where=text("confirmed_at IS NOT NULL"),
            sqlite_where=text("confirmed_at IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_step: Mapped[int | None] = mapped_column(BigInteger)


class RecoveryCode(Base):
    """One of ten codes for the day the phone is gone; only a keyed hash is kept, and it works once."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Invitation(Base):
    """A link that lets one person make one account with one role; only the hash of its token is kept."""

    __tablename__ = "invitation"
    __table_args__ = (_only("role", ROLES), _only("scope_type", SCOPE_TYPES))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    display_name: Mapped[str] = mapped_column(String(40))
    role: Mapped[str] = mapped_column(String(24))
    scope_type: Mapped[str] = mapped_column(String(12))
    scope_id: Mapped[UUID]
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    county_id: Mapped[UUID | None]
    invited_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    consumed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


ACCOUNT = Account.__table__
GRANT = AccountGrant.__table__
SIGN_IN = SignInSession.__table__
SECOND_FACTOR = SecondFactor.__table__
RECOVERY_CODE = RecoveryCode.__table__
INVITATION = Invitation.__table__
