"""Codes that are unknown, mistyped, worn, lost, forged: what a scan shows, and what a report at such a plate still does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from backend.config import Config
from backend.core.clock import now
from backend.hazards.models import Hazard
from backend.places.models import SiteCode
from qr_codes.token import grouped, new_code
from tests.builders import PLATE_KEY
from tests.phones import Stage

OLD = {"replaced": "site_code_replaced", "lost": "site_code_lost", "retired": "site_code_retired"}


def put_out_of_use(stage: Stage, state: str, *, days_ago: int = 30) -> None:
    with stage.work() as session:
        plate = session.get_one(SiteCode, stage.scene.code)
        plate.state, plate.changed_at = state, now() - timedelta(days=days_ago)


def mistyped(code: str) -> str:
    """One letter read wrongly."""
    return code[:5] + ("7" if code[5] != "7" else "8") + code[6:]


def test_a_good_code_shows_the_place_and_110_to_anybody(stage: Stage) -> None:
    shown = stage.passer_by.get(f"/site_codes/{stage.scene.code}").json
    assert shown["place"]["school"]["name"] == "示范县启明小学"
    assert shown["place"]["checkpoint"]["name"] == stage.scene.checkpoint.name
    assert (shown["emergency"], shown["actor"], shown["open_cases"]) == ("110", None, [])


@pytest.mark.parametrize("written", ["lower", "grouped", "look-alikes"])
def test_a_code_may_be_typed_as_people_type(stage: Stage, written: str) -> None:
    code = stage.scene.code
    typed = {"lower": code.lower(), "grouped": grouped(code), "look-alikes": code.replace("0", "o").replace("1", "l")}
    assert stage.passer_by.get(f"/site_codes/{typed[written]}").json["code"] == code
    assert stage.report(code=typed[written])["status"]["key"] == "received"


def test_a_mistyped_code_says_to_compare_letters(stage: Stage) -> None:
    for answer in (
        stage.passer_by.get(f"/site_codes/{mistyped(stage.scene.code)}"),
        stage.passer_by.post("/reports", stage.body(code=mistyped(stage.scene.code))),
    ):
        assert (answer.status_code, answer.json["code"]) == (422, "site_code_mistyped")
        assert answer.json["detail"]


def test_a_code_of_strangers_making_is_called_forged(stage: Stage) -> None:
    forged = new_code(PLATE_KEY)  # well formed, but this site's keys are others
    for answer in (
        stage.passer_by.get(f"/site_codes/{forged}"),
        stage.passer_by.post("/reports", stage.body(code=forged)),
    ):
        assert (answer.status_code, answer.json["code"]) == (404, "site_code_forged")


def test_a_code_of_ours_that_the_database_does_not_know_is_told_apart(stage: Stage, config: Config) -> None:
    unknown = new_code(config.secrets.signing_key)
    answer = stage.passer_by.get(f"/site_codes/{unknown}")
    assert (answer.status_code, answer.json["code"]) == (404, "site_code_unregistered")
    assert stage.passer_by.post("/reports", stage.body(code=unknown)).status_code == 404


@pytest.mark.parametrize("state", OLD)
def test_a_plate_out_of_use_is_explained_but_still_takes_reports(stage: Stage, state: str) -> None:
    put_out_of_use(stage, state)
    answer = stage.passer_by.get(f"/site_codes/{stage.scene.code}")
    assert (answer.status_code, answer.json["code"]) == (410, OLD[state])
    report = stage.report()
    assert stage.read(Hazard, report["id"]).checkpoint_id == stage.scene.checkpoint.id


@pytest.mark.parametrize(("days_ago", "status"), [(0, 200), (6, 200), (8, 410)])
def test_a_replaced_plate_works_for_its_week_of_grace(stage: Stage, days_ago: int, status: int) -> None:
    put_out_of_use(stage, "replaced", days_ago=days_ago)
    assert stage.passer_by.get(f"/site_codes/{stage.scene.code}").status_code == status


def test_a_lost_plate_stops_at_once(stage: Stage) -> None:
    put_out_of_use(stage, "lost", days_ago=0)
    assert stage.passer_by.get(f"/site_codes/{stage.scene.code}").status_code == 410


def test_whoever_is_signed_in_sees_what_they_may_do_and_what_is_open_here(stage: Stage) -> None:
    phone = stage.phone("school_safety")
    stage.report()
    shown = phone.get(f"/site_codes/{stage.scene.code}").json
    assert {"case.read", "case.submit", "report.create"} <= set(shown["actor"]["may"])
    assert [case["state"] for case in shown["open_cases"]] == ["reported"]


@pytest.mark.parametrize("role", ["volunteer", "leader_viewer", "platform_admin"])
def test_whoever_may_not_read_cases_sees_none_at_the_plate(stage: Stage, role: str) -> None:
    phone = stage.phone(role)
    stage.report()
    assert phone.get(f"/site_codes/{stage.scene.code}").json["open_cases"] == []


@pytest.mark.parametrize("path", ["/c/{}", "/?code={}"])
def test_the_pages_explain_a_bad_code_with_110_at_hand(stage: Stage, path: str) -> None:
    client = stage.app.test_client()
    answer = client.get(path.format(mistyped(stage.scene.code)))
    assert answer.status_code == 422
    assert 'href="tel:110"' in answer.text


def test_the_page_behind_a_plate_is_readable_without_a_script(stage: Stage) -> None:
    answer = stage.app.test_client().get(f"/c/{stage.scene.code}")
    assert answer.status_code == 200
    assert "示范县启明小学" in answer.text
    assert 'href="tel:110"' in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
