"""A county's people come in from one list: every mistake is named, nothing is written unasked, twice adds nothing."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from openpyxl import Workbook
from sqlalchemy import func, select

from backend.app import create_app
from backend.core.clock import SHANGHAI, now
from backend.core.imports import ImportBatch
from backend.core.spreadsheets import MEDIA_TYPE, read_rows
from backend.people.import_columns import COLUMNS
from backend.people.models import Account, AccountGrant
from backend.people.queries import actor_of
from tests.builders import a_grant, an_account, sign_in
from tests.people.county import an_organisation, two_counties

TITLES = ["姓名", "手机号", "用户名", "单位", "角色", "管辖范围", "隐患类别", "有效期至"]
WANG = ["演示·王校长", "10000000001", "", "启明小学", "校长/园长"]
LI = ["演示·李督学", "", "li.duxue", "教育督导室", "督学", "启明小学、北辰中学", "", "2099-12-31"]
ZHAO = ["演示·赵警官", "１０００００００００３", None, "城关所", "民警"]
SUN = ["演示·孙经办", "10000000004", None, "市场监管局", "部门经办", None, "GDS01、GDS02"]
GOOD = [WANG, LI, ZHAO, SUN]


def a_list(*rows, titles=TITLES) -> bytes:
    book = Workbook()
    for row in (["示范县校园安全人员名单"], titles, *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def counties(session):
    counties = two_counties(session)
    an_organisation(session, counties[0].id, "SUP", "教育督导室")
    return counties


@pytest.fixture
def office(app, session, counties):
    account = an_account(
        session,
        role="joint_office",
        scope=("county", counties[0].id),
        county_id=counties[0].id,
        display_name="演示·校安办",
    )
    return sign_in(app.test_client(), account)


def upload(client, data: bytes):
    return client.post("/api/v1/accounts/imports", data=data, content_type=MEDIA_TYPE)


def confirm(client, preview, **body):
    return client.post(f"/api/v1/accounts/imports/{preview.json['id']}/confirmation", json=body)


def how_many(session, table=Account) -> int:
    return session.scalar(select(func.count()).select_from(table))


def mistakes(answer) -> dict:
    return {
        row["row"]: {e["column"]: e["message"] for e in row["errors"]} for row in answer.json["rows"] if row["errors"]
    }


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


def test_every_mistake_is_named_by_row_and_column(session, office):
    preview = upload(
        office,
        a_list(
            ["", "10000000001", "", "启明小学", "校长/园长"],
            ["演示·甲", "1380000", "", "启明小学", "保安员"],
            ["演示·乙", "", "", "启明小学", "保安员"],
            ["演示·丙", "10000000012", "", "没有的学校", "保安员"],
            ["演示·丁", "10000000013", "", "启明小学", "魔法师"],
            ["演示·戊", "10000000014", "", "启明小学", "派出所"],
            ["演示·己", "10000000015", "", "城关所", "派出所", "", "交通"],
            ["演示·庚", "10000000016", "", "城关所", "派出所", "", "", "2020-01-01"],
            ["演示·辛", "10000000017", "", "启明小学", "系统管理员"],
        ),
    )
    found = mistakes(preview)
    assert preview.json["failed"] == 9
    assert found[3]["姓名"] == "此项必填。"
    assert "11 位手机号" in found[4]["手机号"]
    assert found[5]["手机号"] == "手机号和用户名至少填一项。"
    assert "没有叫“没有的学校”的单位" in found[6]["单位"]
    assert "不在可选范围内" in found[7]["角色"]
    assert "不匹配" in found[8]["管辖范围"]
    assert "不是隐患代码" in found[9]["隐患类别"]
    assert "有效期已过" in found[10]["有效期至"]
    assert "不在可选范围内" in found[11]["角色"], "administrators do not come from a list"
    assert how_many(session) == 1


def test_nothing_is_written_while_errors_remain_unless_asked(session, office):
    preview = upload(office, a_list(WANG, ["演示·甲", "1380000", "", "启明小学", "保安员"]))
    refused = confirm(office, preview)
    assert (refused.status_code, refused.json["code"]) == (409, "account_import_not_clean")
    assert how_many(session) == 1
    done = confirm(office, preview, only_clean=True)
    assert done.json["created"] == 1


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


def test_rows_that_contradict_each_other_are_named(office):
    preview = upload(office, a_list(WANG, ["演示·别人", *WANG[1:]], WANG, [*WANG[:3], "北辰中学", "保安员"]))
    found = mistakes(preview)
    assert set(found) == {4, 5, 6}
    assert found[4]["姓名"] == "与第 3 行账号相同，姓名却不同，请核对。"
    assert found[5]["角色"] == "与第 3 行重复，请删去一行。"
    assert found[6]["单位"] == "与第 3 行账号相同，单位却不同，请核对。"


def test_an_account_of_somebody_else_is_not_taken_over(session, office, counties):
    stranger = an_account(session, role="principal", phone="10000000001", county_id=counties[1].id)
    preview = upload(office, a_list(WANG))
    assert mistakes(preview)[3]["手机号"] == "这个手机号或用户名已登记给另一位用户，请核对姓名和号码。"
    assert stranger.display_name not in preview.text
    assert confirm(office, preview, only_clean=True).json["created"] == 0


def test_a_list_cannot_move_a_person_to_another_unit(office):
    confirm(office, upload(office, a_list(WANG)))
    preview = upload(office, a_list([*WANG[:3], "北辰中学", "校长/园长"]))
    assert mistakes(preview)[3]["单位"] == "与账号现在的单位不一致，请核对。"


def test_two_units_of_one_name_must_be_told_apart(session, office, counties):
    an_organisation(session, counties[0].id, "SCH", "启明小学")
    assert "有 2 个单位叫“启明小学”" in mistakes(upload(office, a_list(WANG)))[3]["单位"]


def test_roles_above_the_importer_are_refused(app, session, counties):
    about = {"scope": ("county", counties[0].id), "county_id": counties[0].id}
    edu = sign_in(app.test_client(), an_account(session, role="edu_officer", **about))
    preview = upload(edu, a_list(WANG, ["演示·某", "10000000021", "", "市场监管局", "联席办/专班"]))
    assert mistakes(preview) == {4: {"角色": "您不能授予这个角色，请联系上级或安全管理员办理。"}}


@pytest.mark.parametrize("role", ["principal", "guard", "precinct_officer", "platform_admin", "leader_viewer"])
def test_who_may_not_import_is_told_whom_to_ask(app, session, role):
    client = sign_in(app.test_client(), an_account(session, role=role))
    answer = upload(client, a_list(WANG))
    assert answer.status_code == 403
    assert "联席会议办公室" in answer.json["detail"]


def test_nobody_confirms_somebody_elses_upload(app, session, office, counties):
    preview = upload(office, a_list(WANG))
    about = {"scope": ("county", counties[0].id), "county_id": counties[0].id}
    colleague = sign_in(app.test_client(), an_account(session, role="joint_office", **about))
    assert confirm(colleague, preview).status_code == 404


def test_a_right_lost_between_preview_and_confirmation_counts(session, office):
    preview = upload(office, a_list(WANG))
    grant = session.scalars(select(AccountGrant).filter_by(role="joint_office")).one()
    a_grant(session, session.get(Account, grant.account_id), role="leader_viewer", scope=("county", grant.scope_id))
    session.delete(grant)
    session.flush()
    assert confirm(office, preview).json["code"] == "account_import_not_clean"
    assert how_many(session) == 1


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


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [
        (b"not a table", MEDIA_TYPE, 415),
        (b"{}", "application/json", 415),
        (b"x" * (10 * 1024 * 1024 + 1), MEDIA_TYPE, 413),
    ],
)
def test_what_is_no_list_is_refused(office, data, media_type, status):
    answer = office.post("/api/v1/accounts/imports", data=data, content_type=media_type)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"


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
