"""The moves' addresses: POST /cases/{id}/{action} for each row of one table, and the legal hold by ledger number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from marshmallow import Schema

from backend.core.api import Blueprint, current_actor, current_session
from backend.evidence.queries import missing_hashes
from backend.rectifications import move_schemas as forms
from backend.rectifications import schemas
from backend.rectifications.commands import UNSEEN, Command
from backend.rectifications.moves import by_reporter
from backend.rectifications.operations import (
    after_closing,
    assigning,
    correcting,
    extensions,
    fixing,
    judging,
    supervising,
    transfers,
    triage,
)
from backend.rectifications.rules import needs_of

holds = Blueprint("holds", __name__, url_prefix="/api/v1/holds", description="依法冻结")
Operation = Callable[..., None]
Shown = Callable[[UUID], dict[str, Any]]


MOVES: dict[str, tuple[Operation, Schema]] = {
    "assign": (assigning.assign_case, forms.AssignSchema()),
    "self_assign": (assigning.self_assign_case, forms.SelfAssignSchema()),
    "set_tracker": (assigning.set_tracker, forms.TrackerSchema()),
    "release": (triage.release_case, forms.CommandSchema()),
    "ask_info": (triage.ask_info, forms.AskInfoSchema()),
    "reject": (triage.reject_case, forms.RejectSchema()),
    "merge": (triage.merge_case, forms.MergeSchema()),
    "unmerge": (triage.unmerge_case, forms.ReasonSchema()),
    "refer_out": (triage.refer_out, forms.ReferOutSchema()),
    "restore": (triage.restore_case, forms.ReasonSchema()),
    "acknowledge": (fixing.acknowledge_assignment, forms.AcknowledgeSchema()),
    "plan": (fixing.record_plan, forms.PlanSchema()),
    "record_interim": (fixing.record_interim_measure, forms.RecordInterimSchema()),
    "check_interim": (fixing.check_interim_measure, forms.CheckInterimSchema()),
    "submit": (fixing.submit_rectification, forms.SubmitSchema()),
    "fix_on_spot": (fixing.fix_on_spot, forms.FixOnSpotSchema()),
    "ask_transfer": (transfers.ask_transfer, forms.AskTransferSchema()),
    "approve_transfer": (transfers.approve_transfer, forms.ApproveTransferSchema()),
    "refuse_transfer": (transfers.refuse_transfer, forms.NotedSchema()),
    "ask_extension": (extensions.ask_extension, forms.AskExtensionSchema()),
    "grant_extension": (extensions.grant_extension, forms.NotedSchema()),
    "refuse_extension": (extensions.refuse_extension, forms.NotedSchema()),
    "verify": (judging.verify_rectification, forms.VerifySchema()),
    "fail": (judging.fail_verification, forms.FailSchema()),
    "close_out": (judging.close_out, forms.CommandSchema()),
    "object": (judging.object_to_closing, forms.ReasonSchema()),
    "pass_look_back": (after_closing.pass_look_back, forms.PassLookBackSchema()),
    "fail_look_back": (after_closing.fail_look_back, forms.FailLookBackSchema()),
    "reopen": (after_closing.reopen_case, forms.ReasonSchema()),
    "keep_closed": (after_closing.keep_closed, forms.ReasonSchema()),
    "urge": (supervising.urge_unit, forms.CommandSchema()),
    "escalate": (supervising.escalate_case, forms.EscalateSchema()),
    "whistle": (supervising.whistle_for_unit, forms.WhistleSchema()),
    "answer_whistle": (supervising.answer_whistle, forms.NotedSchema()),
    "put_on_agenda": (supervising.put_on_agenda, forms.CommandSchema()),
    "take_off_agenda": (supervising.take_off_agenda, forms.NotedSchema()),
    "take_over": (supervising.take_over_as_project, forms.TakeOverSchema()),
    "raise_severity": (supervising.raise_severity, forms.RaiseSeveritySchema()),
    "lower_severity": (supervising.lower_severity, forms.ReasonSchema()),
    "correct": (correcting.correct_case, forms.CorrectSchema()),
    "supplement": (by_reporter(triage.supplement_report), forms.NotedSchema()),
    "appeal": (by_reporter(triage.appeal_rejection), forms.NotedSchema()),
    "dispute": (by_reporter(after_closing.dispute_closing), forms.CommandSchema()),
    "confirm_solved": (by_reporter(after_closing.confirm_solved), forms.CommandSchema()),
}
"""Acts that somebody who reads the case does to it; a passer-by's (with the pickup code) and the clock's have other doors."""


def add_moves(cases: Blueprint, shown: Shown) -> None:
    """Give every move its address below the cases; each answers with the case as it stands afterwards."""
    for action, (operation, form) in MOVES.items():
        _add_move(cases, shown, action, operation=operation, form=form)


def _add_move(cases: Blueprint, shown: Shown, action: str, *, operation: Operation, form: Schema) -> None:
    def view(body: dict[str, Any], case_id: UUID) -> dict[str, Any]:
        session = current_session()
        command = forms.command_of(body)
        operation(session, current_actor(), case_id, command=command)
        return shown(case_id) | {"photos_to_send": missing_hashes(session, "ledger_entry", command.id)}

    view.__name__ = f"{action}_case"
    view.__doc__ = f"{operation.__doc__}"
    described = cases.doc(**{"x-needs": needs_of(action)})(view)  # the screens' tests check their forms against it
    answered = cases.response(200, schemas.MovedSchema())(cases.arguments(form)(described))
    cases.post(f"/<uuid:case_id>/{action}")(answered)


@holds.post("")
@holds.arguments(forms.HoldSchema())
@holds.response(200, forms.HeldSchema())
def freeze_case(body: dict[str, Any]) -> dict[str, Any]:
    """Put a case on legal hold by its ledger number."""
    case = correcting.freeze_case(current_session(), current_actor(), body["ledger_no"], command=_held(body))
    return {"ledger_no": case.ledger_no, "frozen": case.frozen_document_no is not None}


@holds.post("/release")
@holds.arguments(forms.HoldSchema())
@holds.response(200, forms.HeldSchema())
def unfreeze_case(body: dict[str, Any]) -> dict[str, Any]:
    """End a legal hold."""
    case = correcting.unfreeze_case(current_session(), current_actor(), body["ledger_no"], command=_held(body))
    return {"ledger_no": case.ledger_no, "frozen": case.frozen_document_no is not None}


def _held(body: dict[str, Any]) -> Command:
    return Command(body["id"], UNSEEN, body["occurred_at"], details={"document_no": body["document_no"]})
