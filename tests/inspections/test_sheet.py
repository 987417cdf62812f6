"""Two people with two phones on one school's sheet: answers, conflicts, replays, photos, lateness, and hazards from a no."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update

from backend.core.clock import now
from backend.core.ids import new_id
from backend.hazards.models import Hazard
from backend.inspections.models import INSPECTION, InspectionAnswer
from tests.inspections.conftest import Team
from tests.inspections.county import an_answer, good, line_of, today, told
from tests.phones import a_picture, claims


def test_both_phones_see_who_answered_what(team: Team) -> None:
    good(team.answer(an_answer("rf02", "yes", note="三人均有证"), by=0))
    line = line_of(team.sheet(by=1), "rf02")
    assert (line["status"], line["answer"]) == ("settled", "yes")
    assert line["heads"][0]["author"] == team.people[0].display_name
    assert line["heads"][0]["note"] == "三人均有证"
    assert team.sheet()["tally"]["open"] == team.sheet()["tally"]["lines"] - 1


def test_an_answer_unseen_is_not_overwritten_and_a_person_chooses(team: Team) -> None:
    mine, theirs = an_answer("rf04", "yes"), an_answer("rf04", "no")
    good(team.answer(mine, by=0))
    good(team.answer(theirs, by=1))
    line = line_of(team.sheet(), "rf04")
    assert (line["status"], line["answer"], len(line["heads"])) == ("conflict", None, 2)
    chosen = an_answer("rf04", "no", supersedes=[mine["id"], theirs["id"]], chosen_id=theirs["id"])
    good(team.answer(chosen, by=0))
    line = line_of(team.sheet(by=1), "rf04")
    assert (line["status"], line["answer"], line["answers"]) == ("settled", "no", 3)


def test_a_seen_answer_is_replaced(team: Team) -> None:
    first = an_answer("rf04", "yes")
    good(team.answer(first))
    good(team.answer(an_answer("rf04", "no", supersedes=[first["id"]]), by=1))
    assert line_of(team.sheet(), "rf04")["answer"] == "no"


def test_the_same_answer_five_times_is_one_and_other_content_is_refused(team: Team) -> None:
    body = an_answer("rf04", "yes")
    assert [team.answer(body | {"attempt": n + 1}).status_code for n in range(5)] == [201, 200, 200, 200, 200]
    assert told(team.answer(body | {"answer": "no"})) == (409, "inspection_id_taken")
    assert told(team.answer(body, by=1)) == (409, "inspection_id_taken")
    assert line_of(team.sheet(), "rf04")["answers"] == 1


def test_own_answers_arriving_out_of_order_come_to_the_same(team: Team) -> None:
    first, second = an_answer("rf04", "no"), an_answer("rf04", "yes")
    good(team.answer(second | {"supersedes": [first["id"]]}))
    good(team.answer(first))
    assert line_of(team.sheet(), "rf04")["answer"] == "yes"


def test_a_line_of_another_kind_of_school_is_refused(team: Team) -> None:
    assert told(team.answer(an_answer("nonsense"))) == (422, "inspection_line_unknown")


def test_only_named_inspectors_answer(team: Team) -> None:
    body, path = an_answer(), f"/inspection_records/{team.record}/answers"
    assert told(team.office.post(path, body)) == (403, "inspection_not_inspector")
    assert told(team.land.phone("school_safety").post(path, body)) == (403, "inspection_not_inspector")
    stranger = team.land.phone("school_safety", scene=team.land.scenes[2])
    assert told(stranger.post(path, body)) == (404, "inspection_record_not_found")


def _ended_yesterday(team: Team) -> None:
    days = {"starts_on": today() - timedelta(days=8), "ends_on": today() - timedelta(days=1)}
    with team.land.work() as session:
        session.execute(update(INSPECTION).values(**days))


def test_what_was_answered_in_time_arrives_late_and_counts_what_was_not_is_refused(team: Team) -> None:
    _ended_yesterday(team)
    in_time = (now() - timedelta(days=3)).isoformat()
    good(team.answer(an_answer("rf04", "yes", occurred_at=in_time)))
    assert line_of(team.sheet(), "rf04")["answer"] == "yes"
    assert told(team.answer(an_answer("rf05", "yes"))) == (403, "inspection_over")


def test_a_phone_a_year_ahead_counts_as_now(team: Team) -> None:
    body = an_answer("rf04", occurred_at=(now() + timedelta(days=365)).isoformat())
    good(team.answer(body))
    assert team.land.read(InspectionAnswer, body["id"]).happened_at <= now()


def test_a_photo_of_an_answer_is_seen_by_those_who_read_the_sheet(team: Team) -> None:
    picture = a_picture(3)
    body = an_answer("wf01", "yes", photos=claims(picture))
    assert good(team.answer(body))["photos_missing"] == [claims(picture)[0]["sha256"]]
    assert line_of(team.sheet(), "wf01")["heads"][0]["photos"][0]["missing"]
    other = team.phones[1].send_photo(f"/inspection_answers/{body['id']}", picture)
    assert told(other) == (404, "upload_not_yours")
    assert good(team.phones[0].send_photo(f"/inspection_answers/{body['id']}", picture))["photos_missing"] == []
    [photo] = line_of(team.sheet(by=1), "wf01")["heads"][0]["photos"]
    path = photo["url"].removeprefix("/api/v1")
    assert team.phones[1].get(path).status_code == 200
    assert team.land.phone("school_safety").get(path).status_code == 200
    stranger = team.land.phone("school_safety", scene=team.land.scenes[2])
    assert stranger.get(path).status_code == 404
    ledger_photos = path.replace("inspection_photos", "photos")
    assert team.phones[1].get(ledger_photos).status_code == 404


def test_a_no_becomes_a_hazard_of_the_ledger_with_the_channel_of_the_inspection(team: Team) -> None:
    good(team.answer(an_answer("rf02", "no")))
    report = good(team.hazard("rf02"))
    [found] = line_of(team.sheet(), "rf02")["findings"]
    assert found["hazard_id"] == report["id"]
    assert (found["case_id"], found["state_label"]) == (report["case_id"], "待研判")
    assert team.land.read(Hazard, report["id"]).found_via == "joint_inspection"
    timeline = team.office.get(f"/cases/{report['case_id']}").json["timeline"]
    assert timeline[0]["action_label"].endswith("（联合检查）")


def test_a_report_sent_twice_from_a_line_is_one_and_stays_linked(team: Team) -> None:
    body = {"id": str(new_id()), "occurred_at": now().isoformat(), "device_key": None}
    assert [team.hazard("rf02", **body).status_code for _ in range(3)] == [201, 200, 200]
    assert len(line_of(team.sheet(), "rf02")["findings"]) == 1


def test_a_report_of_another_school_does_not_fit_the_line(team: Team) -> None:
    answer = team.hazard("rf02", school_id=str(team.land.schools[1]))
    assert told(answer) == (422, "inspection_case_elsewhere")
    with team.land.work() as session:
        assert session.execute(select(Hazard.id)).all() == []


def test_strangers_and_others_do_not_report_into_a_sheet(team: Team) -> None:
    body = team.land.body(inspection_record_id=team.record, inspection_item="rf02")
    assert told(team.land.passer_by.post("/reports", body)) == (404, "inspection_record_not_found")
    assert told(team.land.phone("school_safety").post("/reports", body)) == (403, "inspection_not_inspector")


def test_a_case_that_the_ledger_knows_is_linked_instead(team: Team) -> None:
    case = team.land.case_of(team.office, team.land.report())
    path = f"/inspection_records/{team.record}/findings"
    sheet = good(team.phones[0].post(path, {"item": "wf01", "case_id": case["id"]}))
    assert line_of(sheet, "wf01")["findings"][0]["case_id"] == case["id"]
    good(team.phones[0].post(path, {"item": "wf01", "case_id": case["id"]}))
    assert len(line_of(team.sheet(), "wf01")["findings"]) == 1
