"""My second factor: enrol it, confirm it, prove it; and a security administrator's reset of somebody else's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.core.api import (
    Blueprint,
    current_actor,
    current_config,
    current_database,
    current_session,
    current_throttle,
    release_session,
)
from backend.people import enrolment
from backend.people import second_factor as factors
from backend.people import second_factor_schemas as schemas
from qr_codes.symbol import make_symbol, svg_path

second_factor = Blueprint("second_factor", __name__, url_prefix="/api/v1", description="动态口令")


@second_factor.post("/me/second_factor")
@second_factor.arguments(schemas.OwnPassword())
@second_factor.response(201, schemas.EnrolmentShown())
def start_enrolment(body: dict[str, Any]) -> dict[str, Any]:
    """Make a new secret; it counts once its first code has been confirmed."""
    release_session()
    actor = current_actor()
    enrolment.check_own_password(current_database(), current_throttle(), actor=actor, password=body["password"])
    made = enrolment.start_enrolment(current_session(), actor, secret=current_config().secrets.app)
    symbol = make_symbol(made.uri, "M")
    return {"secret": made.secret, "uri": made.uri, "symbol": {"size": symbol.size, "path": svg_path(symbol)}}


@second_factor.post("/me/second_factor/confirmation")
@second_factor.arguments(schemas.FactorCode())
@second_factor.response(200, schemas.RecoveryCodes())
def confirm_enrolment(body: dict[str, Any]) -> dict[str, Any]:
    """Put the new secret in force by its first code; this sign-in is proved by it."""
    release_session()
    secret = current_config().secrets.app
    codes = enrolment.confirm_enrolment(
        current_database(), current_throttle(), actor=current_actor(), code=body["code"], secret=secret
    )
    return {"recovery_codes": codes}


@second_factor.post("/me/second_factor/proofs")
@second_factor.arguments(schemas.FactorCode())
@second_factor.response(204)
def prove_second_factor(body: dict[str, Any]) -> None:
    """Prove the second factor on this sign-in, for half an hour."""
    release_session()
    secret = current_config().secrets.app
    factors.prove(current_database(), current_throttle(), actor=current_actor(), code=body["code"], secret=secret)


@second_factor.delete("/accounts/<uuid:account_id>/second_factor")
@second_factor.response(204)
def reset_second_factor(account_id: UUID) -> None:
    """Take away the second factor of somebody who has lost it, and sign them out everywhere."""
    enrolment.reset_second_factor(current_session(), current_actor(), account_id=account_id)
