"""Signing: by each who took part and one of the school, of the very content that stood; then nothing changes any more."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from backend.core.clock import now, start_of_local_day
from backend.core.ids import new_id
from backend.core.working_time import Reckoner
from backend.inspections.models import RECORD
from backend.inspections.replies import ring_overdue_replies
from tests.inspections.conftest import Team
from tests.inspections.county import an_answer, good, line_of, told


def answered(team: Team) -> None:
    """One yes by each, and a no with its hazard."""
    good(team.answer(an_answer("rf04", "yes"), by=0))
    good(team.answer(an_answer("rf05", "yes"), by=1))
    good(team.answer(an_answer("rf02", "no"), by=0))
    good(team.hazard("rf02"))


def signed(team: Team) -> dict[str, object]:
    answered(team)
    good(team.sign(0))
    good(team.sign(1))
    return good(team.sign(0, side="school", name="李校长", unit_name="示范县第一小学"))


def test_the_last_signature_closes_the_sheet_and_sets_the_day_of_the_reply(team: Team) -> None:
    answered(team)
    sheet = good(team.sign(0))
    assert sheet["signed_at"] is None
    assert len(sheet["wanted_signers"]) == 1
    assert sheet["wants_school"]
    good(team.sign(1))
    sheet = good(team.sign(1, side="school", name="李校长"))
    assert sheet["signed_at"] is not None
    assert sheet["reply_due_at"] > (now() + timedelta(days=6)).isoformat()
    assert not sheet["may_answer"]


def test_the_day_of_the_reply_is_a_working_day_as_the_ledger_reckons(team: Team) -> None:
    from datetime import datetime

    from backend.core import calendar
    from backend.core.clock import local_date

    sheet = signed(team)
    due = local_date(datetime.fromisoformat(str(sheet["reply_due_at"])))
    with team.land.work() as session:
        reckoner = Reckoner(calendar.load(session, team.land.scene.county.id))
    assert due == local_date(reckoner.after_calendar_days(now(), 7).at)
    assert due.weekday() < 5


def test_somebody_who_took_no_part_need_not_sign(team: Team) -> None:
    good(team.answer(an_answer("rf04", "yes"), by=0))
    good(team.sign(0))
    assert good(team.sign(0, side="school"))["signed_at"] is not None


def test_a_sheet_without_a_problem_wants_no_reply(team: Team) -> None:
    good(team.answer(an_answer("rf04", "yes"), by=0))
    good(team.sign(0))
    assert good(team.sign(0, side="school"))["reply_due_at"] is None


def test_a_conflict_or_a_no_without_hazard_is_settled_first(team: Team) -> None:
    assert told(team.sign(0)) == (409, "inspection_sheet_empty")
    good(team.answer(an_answer("rf04", "yes"), by=0))
    good(team.answer(an_answer("rf04", "no"), by=1))
    answer = team.sign(0)
    assert told(answer) == (409, "inspection_answers_differ")
    assert answer.json["lines"] == ["rf04"]
    good(team.answer(an_answer("rf02", "no"), by=0))
    heads = [head["id"] for head in line_of(team.sheet(), "rf04")["heads"]]
    good(team.answer(an_answer("rf04", "yes", supersedes=heads), by=0))
    assert told(team.sign(0)) == (409, "inspection_no_without_hazard")


def test_what_the_other_phone_wrote_meanwhile_must_be_seen_before_signing(team: Team) -> None:
    good(team.answer(an_answer("rf04", "yes"), by=0))
    seen = team.sheet()["digest"]
    good(team.answer(an_answer("rf05", "yes"), by=1))
    assert told(team.sign(0, digest=seen)) == (409, "inspection_sheet_changed")


def test_a_signature_given_before_a_change_counts_no_more(team: Team) -> None:
    good(team.answer(an_answer("rf04", "yes"), by=0))
    good(team.sign(0))
    good(team.answer(an_answer("rf05", "yes"), by=0))
    sheet = good(team.sign(0, side="school"))
    assert sheet["signed_at"] is None
    assert [each["covers"] for each in sheet["signatures"]] == [False, True]
    assert good(team.sign(0))["signed_at"] is not None


def test_a_signature_sent_twice_is_one(team: Team) -> None:
    good(team.answer(an_answer("rf04", "yes"), by=0))
    once = str(new_id())
    good(team.sign(0, id=once))
    assert len(good(team.sign(0, id=once))["signatures"]) == 1


def test_the_school_signs_by_its_own_phone_too_but_not_another_school(team: Team) -> None:
    good(team.answer(an_answer("rf04", "yes"), by=0))
    good(team.sign(0))
    body = {
        "id": str(new_id()),
        "side": "school",
        "name": "李校长",
        "unit_name": "第一小学",
        "digest": team.sheet()["digest"],
    }
    path = f"/inspection_records/{team.record}/signatures"
    neighbour = team.land.phone("principal", scene=team.land.scenes[1])
    assert told(neighbour.post(path, body)) == (404, "inspection_record_not_found")
    as_inspector = body | {"side": "inspector"}
    assert told(team.land.phone("principal").post(path, as_inspector)) == (403, "inspection_not_inspector")
    assert good(team.land.phone("principal").post(path, body))["signed_at"] is not None


def test_after_the_signing_nothing_changes_and_corrections_are_appended(team: Team) -> None:
    before = signed(team)
    assert told(team.answer(an_answer("rf04", "no"))) == (409, "inspection_signed")
    assert told(team.sign(0)) == (409, "inspection_signed")
    path = f"/inspection_records/{team.record}/corrections"
    words = {"id": str(new_id()), "item": "rf04", "words": "登记簿是两本，不是一本。"}
    good(team.phones[0].post(path, words))
    sheet = good(team.phones[0].post(path, words))
    assert [each["words"] for each in sheet["corrections"]] == ["登记簿是两本，不是一本。"]
    assert sheet["digest"] == before["digest"]
    assert told(team.office.post(path, words | {"id": str(new_id())})) == (403, "inspection_not_inspector")


def test_no_correction_before_the_signing(team: Team) -> None:
    path = f"/inspection_records/{team.record}/corrections"
    words = {"id": str(new_id()), "words": "笔误"}
    assert told(team.phones[0].post(path, words)) == (409, "inspection_not_signed")


def test_what_was_answered_before_the_signing_and_arrives_after_it_is_kept_beside(team: Team) -> None:
    digest = signed(team)["digest"]
    earlier = (now() - timedelta(minutes=5)).isoformat()
    good(team.answer(an_answer("rf04", "no", occurred_at=earlier, supersedes=[]), by=1))
    sheet = team.sheet()
    line = line_of(sheet, "rf04")
    assert (line["answer"], [each["answer"] for each in line["late"]]) == ("yes", ["no"])
    assert sheet["digest"] == digest


def test_a_hazard_that_arrives_after_the_signing_is_taken_and_marked(team: Team) -> None:
    signed(team)
    good(team.hazard("rf02", category="STF02", note="保安不在岗，无人值守"))
    marks = [each["after_signing"] for each in line_of(team.sheet(), "rf02")["findings"]]
    assert sorted(marks) == [False, True]


def _overdue(team: Team) -> None:
    with team.land.work() as session:
        session.execute(
            update(RECORD).where(RECORD.c.reply_due_at.is_not(None)).values(reply_due_at=now() - timedelta(hours=1))
        )


def _rung(team: Team) -> int:
    with team.land.work() as session:
        return ring_overdue_replies(session)


def test_a_missing_reply_rings_once_at_the_school_and_the_planner(team: Team) -> None:
    team.land.phone("principal")
    signed(team)
    assert _rung(team) == 0
    _overdue(team)
    assert (_rung(team), _rung(team)) == (1, 0)
    for phone in (team.land.phone("principal"), team.office):
        titles = [each["title"] for each in phone.get("/inbox").json["items"]]
        assert titles.count("问题清单逾期未回复") == 1
    assert team.sheet()["reply_overdue"]


def test_a_reply_is_what_the_ledger_knows_so_a_case_taken_over_is_quiet(team: Team) -> None:
    from tests.cases import acknowledged, assigned

    signed(team)
    case_id = line_of(team.sheet(), "rf02")["findings"][0]["case_id"]
    from backend.rectifications.models import Case

    with team.land.work() as session:
        from uuid import UUID

        case = session.get_one(Case, UUID(case_id))
        acknowledged(session, team.land.scene, assigned(session, team.land.scene, case, category="STF05"))
    _overdue(team)
    assert _rung(team) == 1
    titles = [each["title"] for each in team.office.get("/inbox").json["items"]]
    assert "问题清单逾期未回复" not in titles
    assert not team.sheet()["reply_overdue"]


def test_inspectors_are_told_that_they_are_named(team: Team) -> None:
    [item] = [each for each in team.phones[0].get("/inbox").json["items"] if each["title"] == "您被列为检查人员"]
    assert item["address"] == f"/app/inspections/{team.inspection['id']}"


def test_days_of_the_reply_are_the_countys_own(team: Team) -> None:
    from backend.core import settings
    from backend.core.actor import SYSTEM

    with team.land.work() as session:
        settings.put(session, team.land.scene.county.id, "inspections.reply_days", 0, actor=SYSTEM)
    assert (
        str(signed(team)["reply_due_at"])[:10]
        <= (start_of_local_day(now().date()) + timedelta(days=2)).isoformat()[:10]
    )
