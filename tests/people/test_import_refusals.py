"""Every mistake in a list of people is named by row and column, and nobody lets in whom they may not."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from backend.core.spreadsheets import MEDIA_TYPE
from backend.people.models import Account, AccountGrant
from tests.builders import a_grant, an_account, sign_in
from tests.people.county import an_organisation
from tests.people.lists import WANG, a_list, confirm, how_many, mistakes, upload


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
