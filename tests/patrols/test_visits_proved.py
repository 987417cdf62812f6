"""The fresh photo that some visits ask for: drawn so that nobody chooses, sealed for phones, missing without harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from backend.core import settings
from backend.core.actor import SYSTEM, Actor
from backend.core.ids import new_id
from backend.patrols.proof_state import SETTING
from backend.patrols.proofs import Point, Shares, asked, is_due, is_usable, opened, seal
from backend.patrols.visit_models import CheckpointVisit
from tests.patrols.visits_made import DAWN, a_said, a_walk, body, codes_of, near, sent, stored, visit, walk_on
from tests.phones import Stage, a_picture, claims, sha256

SECRET = b"a secret of the site"


def a_point(**about: object) -> Point:
    return replace(Point(new_id(), new_id(), date(2026, 3, 9), "sometimes"), **about)  # type: ignore[arg-type]


def test_about_one_in_twenty_is_asked_and_half_where_no_position_speaks() -> None:
    answers = [asked(SECRET, a_point(), Shares()) for _ in range(4000)]
    assert 130 < answers.count("yes") < 280
    assert 1600 < answers.count("blind") < 2000


def test_the_draw_hangs_on_round_point_and_day_and_on_the_key() -> None:
    point, wide = a_point(), Shares(0.5, 0.5)
    assert {asked(SECRET, point, wide) for _ in range(9)} == {asked(SECRET, point, wide)}
    others = [replace(point, on_date=point.on_date + timedelta(days=n)) for n in range(40)]
    assert len({asked(SECRET, other, wide) for other in others}) == 2
    assert len({asked(bytes([n]), point, wide) for n in range(40)}) == 2


@pytest.mark.parametrize(("rule", "ask"), [("never", "no"), ("always", "yes")])
def test_a_rule_without_chance_is_no_draw(rule: str, ask: str) -> None:
    assert {asked(SECRET, a_point(photo_rule=rule), Shares(1, 1)) for _ in range(20)} == {
        ask if rule == "always" else "no"
    }


def test_a_seal_opens_with_its_own_plate_alone() -> None:
    point = a_point()
    for ask in ("no", "blind", "yes"):
        closed = seal("0123456789ABCDEF", point, ask)
        assert opened(closed, "0123456789ABCDEF", point) == ask
        assert opened(closed, "FEDCBA9876543210", point) is None
        assert opened(closed, "0123456789ABCDEF", replace(point, run_id=new_id())) is None


def test_the_day_s_seals_say_what_the_server_will_ask(stage: Stage) -> None:
    walk = walk_on(stage, points=9, photo_rule="sometimes")
    with stage.work() as session:
        settings.put(session, walk.scene.county.id, SETTING, {"all": 0.3, "blind": 0.6}, actor=SYSTEM)
    guard, asks = stage.phone("guard"), set()
    day = next(run for run in guard.get("/patrols/today").json["runs"] if run["id"] == str(walk.run_id))
    for point in day["points"]:
        n, code = point["position"], walk.codes[point["position"]]
        whose = Point(walk.run_id, walk.checkpoints[n].id, date.fromisoformat(day["on_date"]), "sometimes")
        ask = opened(point["proof_seals"][point["codes"].index(code)], code, whose)
        assert ask == guard.get(f"/site_codes/{code}").json["patrol"]["ask_proof"]
        found = stage.read(CheckpointVisit, visit(guard, walk, n)["id"])
        assert found.proof == ("missing" if ask == "yes" else "not_asked")
        asks.add(ask)
    assert asks <= {"no", "blind", "yes"}


def test_who_looks_at_a_camera_photographs_nothing() -> None:
    assert [is_due("yes", mode=mode, usable=True) for mode in ("foot", "vehicle", "video")] == [True, True, False]
    assert [is_due("blind", mode="foot", usable=usable) for usable in (True, False)] == [False, True]
    assert not is_due("no", mode="foot", usable=False)


@pytest.mark.parametrize(
    ("reading", "usable"),
    [
        (("got", 12.0, 3.0), True),
        (("got", None, None), True),
        (("got", 101.0, 3.0), False),
        (("got", 12.0, 121.0), False),
        (("refused", None, None), False),
    ],
)
def test_a_reading_speaks_by_the_verdict_s_own_numbers(reading: tuple[str, float, float], usable: bool) -> None:
    from backend.patrols import proofs
    from backend.patrols.thresholds import THRESHOLDS

    assert is_usable(*reading) is usable
    assert (
        THRESHOLDS.accuracy_counted_m,
        THRESHOLDS.reading_fresh_s,
    ) == (proofs.USABLE_ACCURACY_M, proofs.USABLE_AGE_S)


def test_a_photo_asked_for_and_not_given_is_a_reason_and_no_refusal(session: Session) -> None:
    walk = a_walk(session, starts_at=DAWN, photo_rule="always")
    found = sent(session, walk.scene.actor(session, "guard"), a_said(walk))
    assert (found.verdict, "proof_missing" in codes_of(found)) == ("plausible", True)


def test_a_photo_that_comes_later_makes_the_verdict_anew(stage: Stage) -> None:
    walk = walk_on(stage, photo_rule="always")
    guard, picture = stage.phone("guard"), a_picture(3)
    at = walk.starts_at.isoformat()
    photos = [{"sha256": sha256(picture), "taken_at": at}]
    found = visit(guard, walk, photos=photos, occurred_at=at)
    assert found["photos_missing"] == [sha256(picture)]
    assert "proof_waiting" in {reason["code"] for reason in found["reasons"]}
    path = f"/visits/{found['id']}"
    assert stage.passer_by.send_photo(path, picture, token="made-up").status_code == 403
    for _ in range(3):
        answer = stage.passer_by.send_photo(path, picture, token=found["upload_token"])
        assert (answer.status_code, answer.json) == (200, {"photos_missing": []})
    page = guard.get(path).json
    assert (page["verdict"], page["proof"]) == ("confirmed", "given")
    assert "proof_fresh" in {reason["code"] for reason in page["reasons"]}
    assert guard.get(page["photos"][0]["url"].removeprefix("/api/v1")).status_code == 200
    assert stage.phone("school_safety").get(page["photos"][0]["url"].removeprefix("/api/v1")).status_code == 200
    assert stage.phone("volunteer").get(page["photos"][0]["url"].removeprefix("/api/v1")).status_code == 404


def test_a_photo_that_the_visit_did_not_announce_is_refused(stage: Stage) -> None:
    walk = walk_on(stage)
    found = visit(stage.phone("guard"), walk)
    answer = stage.passer_by.send_photo(f"/visits/{found['id']}", a_picture(9), token=found["upload_token"])
    assert answer.json["code"] == "photo_not_declared"
    assert stage.read(CheckpointVisit, UUID(found["id"])).proof == "not_asked"


def test_a_hash_that_is_none_is_no_visit(stage: Stage) -> None:
    walk = walk_on(stage)
    wrong = body(walk, photos=claims(a_picture())) | {"photos": [{"sha256": "xyz"}]}
    assert stage.phone("guard").post("/visits", wrong).status_code == 422


def test_without_a_position_the_photo_speaks(session: Session) -> None:
    walk = a_walk(session, starts_at=DAWN, photo_rule="sometimes")
    settings.put(session, walk.scene.county.id, SETTING, {"all": 0.0, "blind": 1.0}, actor=SYSTEM)
    guard: Actor = walk.scene.actor(session, "guard")
    with_reading = sent(session, guard, a_said(walk, 0, position=near(walk.checkpoints[0])))
    without = sent(session, guard, a_said(walk, 1, position=None))
    assert [stored(session, each.id).proof for each in (with_reading, without)] == ["not_asked", "missing"]
    assert "proof_missing_alone" in codes_of(without)
