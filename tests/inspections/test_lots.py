"""Drawing: pairs of townships, pairs of schools, a sample; every draw is kept, and nobody draws once it has been opened."""

from __future__ import annotations

from typing import Any

from backend.inspections import drawing
from backend.inspections.plans import Named
from tests.inspections.county import Land, a_plan, good, told


def a_cross(land: Land, **about: Any) -> tuple[dict[str, Any], Any, Any]:
    """A cross inspection of all four schools; one inspector for each township."""
    one = land.somebody("township_officer", land.scene.county.offices["TOWN1"], ("township", land.scene.county.id))
    two = land.somebody("township_officer", land.scene.county.offices["TOWN2"], ("township", land.scene.county.id))
    plan = a_plan(land.schools, type="cross", inspectors=[one.id, two.id], **about)
    return land.planned(land.phone("joint_office"), plan), one, two


def drawn(land: Land, made: dict[str, Any], **how: Any) -> dict[str, Any]:
    body = {"version": made["version"], **how}
    return good(land.phone("joint_office").post(f"/inspections/{made['id']}/draw", body))


def test_townships_visit_each_other_and_the_inspectors_get_those_schools_alone(land: Land) -> None:
    made, one, two = a_cross(land)
    made = drawn(land, made)
    assert sorted(map(tuple, made["draw"]["pairs"])) == [("990121100", "990121200"), ("990121200", "990121100")]
    assert made["draw"]["names"] == {"990121100": "城关镇", "990121200": "青禾乡"}
    good(land.phone("joint_office").post(f"/inspections/{made['id']}/opening", {"version": made["version"]}))
    assert {grant.scope_id for grant in land.grants(one)} == set(land.schools[2:])
    assert {grant.scope_id for grant in land.grants(two)} == set(land.schools[:2])
    mine = land.phone_of(one).get("/my_inspections").json["items"]
    assert {sheet["school"]["id"] for sheet in mine} == {str(each) for each in land.schools[2:]}


def test_whoever_was_sent_elsewhere_does_not_answer_here(land: Land) -> None:
    from tests.inspections.county import an_answer

    made, one, _ = a_cross(land)
    made = drawn(land, made)
    opened = good(land.phone("joint_office").post(f"/inspections/{made['id']}/opening", {"version": made["version"]}))
    own = next(row["id"] for row in opened["records"] if row["school"]["id"] == str(land.schools[0]))
    answer = land.phone_of(one).post(f"/inspection_records/{own}/answers", an_answer())
    assert answer.status_code in (403, 404)


def test_it_can_be_repeated_by_hand_from_what_is_stored(land: Land) -> None:
    made = drawn(land, a_cross(land)[0], by="school")
    codes = [lot["code"] for lot in made["draw"]["lots"]]
    assert len(codes) == 4
    assert [tuple(pair) for pair in made["draw"]["pairs"]] == drawing.pairs(made["draw"]["seed"], sorted(codes))


def test_a_campus_belongs_to_its_school_and_is_not_sent_to_it(land: Land) -> None:
    from tests.cases import a_scene

    first = land.scenes[0]
    with land.work() as session:
        campus = a_scene(session, county=first.county, name="教学点", parent_school_id=first.school.id).school.id
    plan = a_plan([land.schools[0], campus, land.schools[1]], type="cross")
    made = drawn(land, land.planned(land.phone("joint_office"), plan), by="school")
    assert len(made["draw"]["pairs"]) == 2


def test_one_township_alone_is_refused_with_words(land: Land) -> None:
    made = land.planned(land.phone("joint_office"), a_plan(land.schools[:2], type="cross"))
    answer = land.phone("joint_office").post(f"/inspections/{made['id']}/draw", {"version": 1})
    assert told(answer) == (422, "inspection_draw_too_few")
    assert "两方" in answer.json["detail"]


def test_a_cross_inspection_is_not_opened_before_the_draw(land: Land) -> None:
    made, *_ = a_cross(land)
    answer = land.phone("joint_office").post(f"/inspections/{made['id']}/opening", {"version": 1})
    assert told(answer) == (409, "inspection_draw_missing")


def test_every_draw_is_kept_and_none_is_made_after_the_opening(land: Land) -> None:
    made, *_ = a_cross(land)
    made = drawn(land, drawn(land, made))
    assert len({each["seed"] for each in made["draws"]}) == 2
    assert made["draw"]["seed"] == made["draws"][-1]["seed"]
    office = land.phone("joint_office")
    opened = good(office.post(f"/inspections/{made['id']}/opening", {"version": made["version"]}))
    answer = office.post(f"/inspections/{made['id']}/draw", {"version": opened["version"]})
    assert told(answer) == (409, "inspection_wrong_state")


def test_a_joint_inspection_is_not_drawn(land: Land) -> None:
    made = land.planned(land.phone("joint_office"), a_plan(land.schools[:2]))
    answer = land.phone("joint_office").post(f"/inspections/{made['id']}/draw", {"version": 1})
    assert told(answer) == (422, "inspection_draw_unfit")


def test_a_spot_check_goes_to_the_schools_drawn_and_draws_again_from_all(land: Land) -> None:
    made = land.planned(land.phone("joint_office"), a_plan(land.schools, type="spot"))
    made = drawn(land, made, size=2)
    assert len(made["records"]) == 2
    assert len(made["draw"]["lots"]) == 4
    again = drawn(land, made, size=3)
    assert len(again["records"]) == 3
    answer = land.phone("joint_office").post(
        f"/inspections/{made['id']}/draw", {"version": again["version"], "size": 5}
    )
    assert told(answer) == (422, "inspection_draw_too_few")


def test_an_unannounced_one_is_hidden_from_the_school_until_it_is_signed(land: Land) -> None:
    person, office = land.two_inspectors()[0], land.phone("joint_office")
    plan = a_plan(land.schools[:1], type="spot", inspectors=[person.id])
    made = drawn(land, land.planned(office, plan), size=1)
    good(office.post(f"/inspections/{made['id']}/opening", {"version": made["version"]}))
    assert told(land.phone("principal").get(f"/inspections/{made['id']}")) == (404, "inspection_not_found")
    assert len(good(land.phone("precinct_officer").get(f"/inspections/{made['id']}"))["records"]) == 1


def test_an_inspector_without_a_township_says_whom_they_stand_for(land: Land) -> None:
    person, office = land.two_inspectors()[0], land.phone("joint_office")
    names = (Named(person.id, "990121100"),)
    made = land.planned(office, a_plan(land.schools, type="cross"))
    from dataclasses import replace

    from tests.inspections.county import as_form

    form = as_form(replace(a_plan(land.schools, type="cross"), inspectors=names), version=made["version"])
    form.pop("id")
    made = good(office.call("PUT", f"/inspections/{made['id']}", json=form))
    made = drawn(land, made)
    assert [each["group_code"] for each in made["inspectors"]] == ["990121100"]
