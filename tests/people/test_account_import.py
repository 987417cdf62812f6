"""A county's people come in from one list, are written when confirmed, and twice adds nothing."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import time_machine
from sqlalchemy import select

from backend.app import create_app
from backend.core.clock import SHANGHAI, now
from backend.core.imports import ImportBatch
from backend.core.spreadsheets import MEDIA_TYPE, read_rows
from backend.people.import_columns import COLUMNS
from backend.people.models import Account, AccountGrant
from backend.people.queries import actor_of
from tests.builders import an_account, sign_in
from tests.people.county import two_counties
from tests.people.lists import GOOD, LI, WANG, a_list, confirm, how_many, mistakes, upload


def test_a_list_is_shown_first_and_written_when_confirmed(client, session, office, counties):
    preview = upload(office, a_list(*GOOD))
    assert preview.status_code == 201, preview.json
    assert (preview.json["ok"], preview.json["failed"]) == (4, 0), mistakes(preview)
    assert [row["row"] for row in preview.json["rows"]] == [3, 4, 5, 6]
    assert preview.json["rows"][1]["values"]["role"] == "督学/检查组"
    assert how_many(session) == 1
    done = confirm(office, preview)
    assert done.status_code == 200, done.json
    assert (done.json["created"], done.json["updated"]) == (4, 0)
    first = {row["identifier"]: row["password"] for row in done.json["first_passwords"]}
    assert set(first) == {"10000000001", "li.duxue", "10000000003", "10000000004"}
    assert len(set(first.values())) == 4
    entered = client.post("/api/v1/sessions", json={"identifier": "10000000001", "password": first["10000000001"]})
    assert entered.json["must_change_password"] is True
    assert entered.json["account"]["unit"]["name"] == "启明小学"


def test_each_role_gets_the_scope_that_its_unit_or_the_list_says(session, office, counties):
    confirm(office, upload(office, a_list(*GOOD)))
    grants = session.execute(
        select(Account.display_name, AccountGrant.role, AccountGrant.scope_type, AccountGrant.scope_id)
        .join(AccountGrant, AccountGrant.account_id == Account.id)
        .where(Account.created_by.is_not(None))
    ).all()
    county = counties[0]
    assert set(grants) == {
        ("演示·王校长", "principal", "school", county.schools[0].school_id),
        ("演示·李督学", "inspector", "school", county.schools[0].school_id),
        ("演示·李督学", "inspector", "school", county.schools[1].school_id),
        ("演示·赵警官", "precinct_officer", "precinct", county.precincts[0]),
        ("演示·孙经办", "dept_handler", "department", county.departments[0]),
    }
    filtered = session.scalars(select(AccountGrant).filter_by(role="dept_handler")).one()
    assert filtered.category_filter == ["GDS01", "GDS02"]
    until = session.scalars(select(AccountGrant).filter_by(role="inspector")).first().valid_to
    assert f"{until.astimezone(SHANGHAI):%F %T}" == "2099-12-31 23:59:59"


def test_the_same_list_twice_adds_nothing(session, office):
    confirm(office, upload(office, a_list(*GOOD)))
    before = (how_many(session), how_many(session, AccountGrant))
    again = upload(office, a_list(*GOOD))
    assert {row["status"] for row in again.json["rows"]} == {"unchanged"}
    done = confirm(office, again)
    assert done.json == {"created": 0, "updated": 0, "first_passwords": []}
    assert (how_many(session), how_many(session, AccountGrant)) == before


def test_a_confirmation_counts_once_and_keeps_no_numbers(session, office):
    preview = upload(office, a_list(*GOOD))
    assert confirm(office, preview).status_code == 200
    again = confirm(office, preview)
    assert (again.status_code, again.json["code"]) == (409, "import_confirmed")
    assert session.scalars(select(ImportBatch.rows)).one() == []


def test_two_previews_of_one_list_make_every_account_once(session, office):
    previews = [upload(office, a_list(*GOOD)) for _ in range(2)]
    done = [confirm(office, preview).json["created"] for preview in previews]
    assert done == [4, 0]
    assert how_many(session) == 5


def test_one_person_with_two_roles_stands_on_two_rows(session, office):
    rows = [WANG, [*WANG[:4], "法治副校长"]]
    done = confirm(office, upload(office, a_list(*rows)))
    assert (done.json["created"], len(done.json["first_passwords"])) == (1, 1)
    assert how_many(session, AccountGrant) == 3


def test_a_list_adds_a_role_to_an_account_that_stands(session, office):
    confirm(office, upload(office, a_list(WANG)))
    preview = upload(office, a_list(WANG, [*WANG[:4], "法治副校长"]))
    assert [row["status"] for row in preview.json["rows"]] == ["unchanged", "ok"]
    done = confirm(office, preview)
    assert done.json == {"created": 0, "updated": 1, "first_passwords": []}


def test_a_list_prolongs_a_role_that_ends_or_has_ended(session, office):
    confirm(office, upload(office, a_list(LI)))
    later = [*LI[:7], "2099-12-31"]
    with time_machine.travel(datetime(2100, 2, 1, tzinfo=UTC), tick=False):
        account = session.scalars(select(Account).filter_by(username="li.duxue")).one()
        assert actor_of(session, account.id).grants == ()
    ends_soon = session.scalars(select(AccountGrant).filter_by(role="inspector")).all()
    for grant in ends_soon:
        grant.valid_to = now() - timedelta(days=1)
    session.flush()
    preview = upload(office, a_list(later))
    assert preview.json["rows"][0]["status"] == "ok"
    assert confirm(office, preview).json["updated"] == 1
    assert len(actor_of(session, account.id).grants) == 2


def test_somebody_of_several_counties_says_which(app, session, counties):
    admin = sign_in(
        app.test_client(), an_account(session, role="security_admin", scope=("nation", counties[0].nation_id))
    )
    answer = upload(admin, a_list(WANG))
    assert (answer.status_code, answer.json["code"]) == (422, "import_county_unknown")
    path = f"/api/v1/accounts/imports?county_id={counties[0].id}"
    preview = admin.post(path, data=a_list(WANG), content_type=MEDIA_TYPE)
    assert preview.json["ok"] == 1
    assert confirm(admin, preview).json["created"] == 1


def test_the_template_reads_back_what_it_shows(office):
    answer = office.get("/api/v1/accounts/imports/template.xlsx")
    assert answer.mimetype == MEDIA_TYPE
    rows = read_rows(answer.data, COLUMNS)
    assert [row.errors for row in rows] == [[], []]
    assert rows[0].values["role"] == "school_safety"


def test_a_thousand_people_come_in_without_keeping_the_database_to_themselves(committed_database, config):
    """With real commits. argon2 and reading the file must be over before the write lock is taken."""
    with committed_database.work() as session:
        county = two_counties(session)[0]
        account = an_account(session, role="joint_office", scope=("county", county.id), county_id=county.id)
    client = sign_in(create_app(config, database=committed_database).test_client(), account)
    people = [[f"演示·{n:04d}", f"1007{n:07d}", "", "启明小学", "保安员"] for n in range(1000)]
    preview = upload(client, a_list(*people))
    assert preview.json["ok"] == 1000
    started = time.perf_counter()
    done = confirm(client, preview)
    assert done.json["created"] == 1000
    assert time.perf_counter() - started < 20
