"""Who takes the ledger out and how: by address or command, of one moment, with a line in the audit book."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from sqlalchemy import select, update

from backend.audit.models import AuditRow
from backend.cli import main
from backend.core.db import Database
from backend.core.ids import new_id
from backend.core.spreadsheets import MEDIA_TYPE
from backend.overview import ledger_export, ledger_rows
from backend.places.models import Division
from backend.rectifications.filtering import Filters
from backend.rectifications.ledger_columns import HANDOVER, TITLES
from backend.rectifications.models import Case
from tests.cases import a_case, a_scene, assigned
from tests.overview.files import exported, rows_of
from tests.phones import Stage


def test_everybody_gets_what_is_theirs_to_export_and_others_are_told_no(stage: Stage) -> None:
    with stage.work() as session:
        a_case(session, stage.scene, note="这所学校的")
        neighbour = a_scene(session, county=stage.scene.county, name="示范县第二小学")
        a_case(session, neighbour, note="另一所学校的")
        abroad = a_scene(session)
    seen = {
        role: len(exported(stage.phone(role)))
        for role in ("joint_office", "school_safety", "dept_handler", "inspector")
    }
    assert seen == {"joint_office": 2, "school_safety": 1, "dept_handler": 0, "inspector": 2}
    assert exported(stage.phone("joint_office", scene=abroad)) == []
    for role in ("volunteer", "guard", "leader_viewer", "platform_admin"):
        assert stage.phone(role).get("/cases/export.xlsx").status_code == 403
    assert stage.passer_by.get("/cases/export.xlsx").status_code == 401


def test_the_audit_book_says_who_took_what_out(stage: Stage) -> None:
    with stage.work() as session:
        a_case(session, stage.scene)
        who = stage.scene.account(session, "joint_office").id
    answer = stage.phone("joint_office").get("/cases/export.xlsx", open="true", q="围栏")
    assert (answer.mimetype, answer.headers["Row-Count"]) == (MEDIA_TYPE, "1")
    with stage.work() as session:
        row = session.execute(select(AuditRow).where(AuditRow.action == "case.exported")).scalar_one()
        assert (row.actor_id, row.county_id) == (who, stage.scene.county.id)
        assert row.changes == {
            "open": [None, "True"],
            "quarantined": [None, "False"],
            "q": [None, "围栏"],
            "rows": [None, 1],
        }


def test_a_file_shows_one_moment_while_others_write(
    committed_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_rows, "AT_A_TIME", 2)
    read = ledger_rows._beside
    with committed_database.work() as session:
        scene = a_scene(session)
        ids = [a_case(session, scene, note=f"第{number}件隐患").id for number in range(5)]
        actor = scene.actor(session, "joint_office")
    written: list[int] = []

    def interrupted(session: Any, rows: Any) -> Any:
        with committed_database.work() as other:
            a_case(other, scene, note="新来的一件")
            other.execute(update(Case).where(Case.id == ids[4]).values(funds="改过了"))
        written.append(1)
        return read(session, rows)

    monkeypatch.setattr(ledger_rows, "_beside", interrupted)
    path = tmp_path / "a.xlsx"
    _, rows = ledger_export.export_ledger(committed_database, actor, filters=Filters(), path=path)
    sheet = load_workbook(path).worksheets[0]
    assert rows == 5
    assert len(written) == 3
    assert sheet["Q7"].value is None
    assert sheet["H7"].value == "第4件隐患"


def test_a_unit_gets_its_own_open_cases_to_fill_in(stage: Stage) -> None:
    with stage.work() as session:
        scene = stage.scene
        samr = scene.county.offices["SAMR"]
        theirs = assigned(session, scene, a_case(session, scene, category="GDS01"), to=samr, category="GDS01")
        assigned(session, scene, a_case(session, scene))
        number = theirs.ledger_no
    phone = stage.phone("joint_office")
    answer = phone.get("/cases/handover.xlsx", unit_id=samr)
    (row,) = rows_of(answer)
    assert list(row) == [TITLES[name] for name in HANDOVER]
    assert (row["隐患编号"], row["责任人"], row["完成情况"]) == (number, None, None)
    assert phone.get("/cases/handover.xlsx", unit_id=new_id()).status_code == 404
    assert phone.get("/cases/handover.xlsx").status_code == 422


def test_the_command_writes_a_county_or_a_school(
    committed_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with committed_database.work() as session:
        scene = a_scene(session)
        a_case(session, scene)
        neighbour = a_scene(session, county=scene.county, name="示范县第二小学")
        a_case(session, neighbour)
        county_code = session.execute(select(Division.code).where(Division.id == scene.county.id)).scalar_one()
        school_code = neighbour.school.school_code
    monkeypatch.setenv("XIAOANMA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XIAOANMA_DATABASE_URL", committed_database.url.render_as_string(hide_password=False))

    def written(*words: str) -> tuple[int, int]:
        out = tmp_path / f"{words[0]}.xlsx"
        result = CliRunner().invoke(main, ["ledger", "spreadsheet", *words, "--out", str(out)])
        rows = load_workbook(out).worksheets[0].max_row - 2 if out.exists() else 0
        return result.exit_code, rows

    assert written("--county", county_code) == (0, 2)
    assert written("--school", school_code) == (0, 1)
    assert written("--school", "0000000000") == (1, 1)  # refused: the file of before stands
    assert CliRunner().invoke(main, ["ledger", "spreadsheet", "--out", str(tmp_path / "x.xlsx")]).exit_code == 2
