"""Acts that do not come through a move's form: a passer-by's answers, letters signed, a legal hold."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from backend.core.clock import now
from backend.core.ids import new_id
from backend.demo.details import details_of
from backend.demo.stage import Stage
from backend.demo.stories.shape import Act, Story
from backend.hazards.models import Hazard
from backend.intake.pickup_answers import answer
from backend.rectifications.commands import UNSEEN, Command
from backend.rectifications.letters_signing import sign_letter
from backend.rectifications.models import Case
from backend.rectifications.operations.correcting import freeze_case
from backend.rectifications.supervision_models import Letter


def _answer(stage: Stage, story: Story, act: Act) -> None:
    """What the reporter says with the pickup code."""
    report = stage.session.get_one(Hazard, stage.reports[story.key])
    case = stage.session.get_one(Case, stage.cases[story.key])
    command = Command(
        new_id(), UNSEEN, now(), note=act.say, details={"hazard_id": report.id, **details_of(stage, story, act)}
    )
    answer(stage.session, stage.actor(None), report, action=act.does, command=command, seen_round=case.reopen_count)


def _sign(stage: Stage, story: Story, act: Act) -> None:
    """Record the number and the signature that a waiting draft got on paper."""
    told = details_of(stage, story, act)
    waiting = select(Letter.id).where(
        Letter.case_id == stage.cases[story.key], Letter.kind == told.pop("kind"), Letter.state == "drafted"
    )
    sign_letter(stage.session, stage.actor(act.by), stage.session.execute(waiting).scalar_one(), **told)


def _freeze(stage: Stage, story: Story, act: Act) -> None:
    case = stage.session.get_one(Case, stage.cases[story.key])
    command = Command(new_id(), case.version, now(), details=details_of(stage, story, act))
    freeze_case(stage.session, stage.actor(act.by), str(case.ledger_no), command=command)


OTHER_DOORS: dict[str, Callable[[Stage, Story, Act], None]] = {
    **dict.fromkeys(("supplement", "dispute", "confirm_solved"), _answer),
    "sign_letter": _sign,
    "freeze": _freeze,
}
