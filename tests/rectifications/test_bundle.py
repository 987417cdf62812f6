"""A proof bundle: whatever is changed in one is named, and only an anchor kept outside makes it a proof."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend.core.db import Database
from backend.rectifications.bundle_report import FAULTS, VERDICTS
from backend.rectifications.verifier import Report, verify
from tests import databases
from tests.rectifications import bundles
from tests.rectifications.bundles import Members, Proof, packed, with_row
from tests.sites import a_config

LAST = 6
PHOTO = "photos/"


@pytest.fixture(scope="module", params=databases.KINDS)
def proof(
    request: pytest.FixtureRequest,
    template_urls: dict[str, str],
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[Proof]:
    folder = tmp_path_factory.mktemp("proof")
    config = a_config(folder)
    with databases.copied(template_urls[request.param], folder, f"xiaoanma_proof_{os.getpid()}_{worker_id}") as url:
        database = Database(url)
        stage = bundles.a_ledger(database, config)
        anchor = bundles.anchor(database, folder / "anchor.json")
        bundle = bundles.export(stage, config, folder / "bundle.zip", anchor.read_bytes())
        yield Proof(stage, config, bundle, anchor)
        database.engine.dispose()


def codes(report: Report) -> set[str]:
    return {fault.code for fault in report.faults}


def test_an_untouched_bundle_is_proved_by_an_outside_anchor_and_by_nothing_inside(proof: Proof) -> None:
    assert (verify(proof.bundle).verdict, codes(verify(proof.bundle))) == ("consistent", set())
    anchored = verify(proof.bundle, anchors=[proof.anchor])
    assert (anchored.verdict, anchored.entries, anchored.anchored_to) == ("anchored", LAST, LAST)
    assert anchored.as_text().startswith("结论：已锚定，完整无改动")


def test_erased_content_reads_withdrawn_and_a_photo_to_come_is_listed(proof: Proof) -> None:
    report = verify(proof.bundle)
    assert (report.withdrawn, report.photos, len(report.not_received)) == ([2], 1, 2)
    assert bundles.rows_of(proof.members)[1]["content"] == "withdrawn"
    assert "第 2 条：内容已依法撤除（withdrawn）" in report.as_text()


def test_the_page_is_chinese_and_nothing_in_it_runs(proof: Proof) -> None:
    page = proof.members["index.html"].decode()
    assert "整改台账证明" in page
    assert "围墙有缺口" in page
    assert "<script" not in page


def _photo(members: Members) -> str:
    return next(name for name in members if name.startswith(PHOTO))


def _swapped(members: Members) -> Members:
    rows = bundles.rows_of(members)
    rows[2], rows[3] = rows[3], rows[2]
    return bundles.with_rows(members, rows)


def _without(members: Members, *names: str) -> Members:
    return {name: data for name, data in members.items() if name not in names}


def _without_row(members: Members, index: int) -> Members:
    rows = bundles.rows_of(members)
    del rows[index]
    return bundles.with_rows(members, rows)


def _text(members: Members) -> Members:
    content = bundles.rows_of(members)[0]["content"]
    return with_row(members, 1, content=content | {"note": "没有问题"})


CHANGES: dict[str, tuple[str, Callable[[Members], Members]]] = {
    "a text": ("text_changed", _text),
    "a salt": ("text_changed", lambda m: with_row(m, 1, salt="00" * 16)),
    "a time": ("entry_changed", lambda m: with_row(m, 3, at="2026-01-01T00:00:00.000000Z")),
    "an action": ("entry_changed", lambda m: with_row(m, 3, action="reject")),
    "an actor": ("entry_changed", lambda m: with_row(m, 3, actor="public")),
    "a case": ("entry_changed", lambda m: with_row(m, 3, case="01900000-0000-7000-8000-000000000000")),
    "a photo's hash": ("entry_changed", lambda m: with_row(m, 3, photos=[{"sent": "0" * 64, "stored": None}])),
    "a content hash": ("entry_changed", lambda m: with_row(m, 3, content_hash="0" * 64)),
    "a hash": ("order_broken", lambda m: with_row(m, 3, hash="0" * 64)),
    "the hash before": ("order_broken", lambda m: with_row(m, 3, prev_hash="0" * 64)),
    "a number": ("entry_missing", lambda m: with_row(m, 3, seq=9)),
    "a chain": ("chain_foreign", lambda m: with_row(m, 3, chain="01900000-0000-7000-8000-000000000000")),
    "an order": ("entry_missing", _swapped),
    "a missing entry": ("entry_missing", lambda m: _without_row(m, 2)),
    "a missing last entry": ("last_entry_missing", lambda m: _without_row(m, -1)),
    "a space": ("entry_malformed", lambda m: m | {"entries.jsonl": m["entries.jsonl"].replace(b":", b": ", 1)}),
    "a word said twice": (
        "entry_malformed",
        lambda m: m | {"entries.jsonl": m["entries.jsonl"].replace(b"{", b'{"action":"x",', 1)},
    ),
    "letters of an id": (
        "entry_malformed",
        lambda m: with_row(m, 1, chain=str(bundles.rows_of(m)[0]["chain"]).upper()),
    ),
    "half a line": ("entry_malformed", lambda m: m | {"entries.jsonl": m["entries.jsonl"][:-40]}),
    "the head": ("head_mismatch", lambda m: m | {"chain.json": m["chain.json"].replace(b'"seq":6', b'"seq":5')}),
    "no JSON in the head": ("chain_malformed", lambda m: m | {"chain.json": b"nothing"}),
    "a photo": ("photo_changed", lambda m: m | {_photo(m): m[_photo(m)][:-1] + b"x"}),
    "a missing photo": ("photo_missing", lambda m: _without(m, _photo(m))),
    "a photo too many": ("photo_stray", lambda m: m | {PHOTO + "0" * 64: b"x"}),
    "the page": ("index_changed", lambda m: m | {"index.html": m["index.html"].replace("缺口".encode(), b"", 1)}),
    "a longer page": ("index_changed", lambda m: m | {"index.html": m["index.html"] + b"x"}),
    "the manifest": ("manifest_malformed", lambda m: m | {"manifest.json": b"{}"[:1]}),
    "the format": (
        "format_unknown",
        lambda m: m | {"manifest.json": m["manifest.json"].replace(b"bundle/1", b"bundle/9")},
    ),
    "the school": (
        "anchor_other_school",
        lambda m: m | {"manifest.json": m["manifest.json"].replace(b'"code":"2', b'"code":"3')},
    ),
    "an anchor": (
        "anchor_mismatch",
        lambda m: m | {"anchors/001.json": m["anchors/001.json"].replace(b'"hash":"', b'"hash":"0')},
    ),
    "no anchor in an anchor": ("anchor_malformed", lambda m: m | {"anchors/001.json": b"[]"}),
    "a missing file": ("file_missing", lambda m: _without(m, "chain.py")),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_caught_and_named(proof: Proof, tmp_path: Path, what: str) -> None:
    code, change = CHANGES[what]
    members = proof.members
    changed = change(members)
    assert changed != members
    report = verify(packed(changed, tmp_path / "changed.zip"))
    assert code in codes(report), report.as_text()
    assert (report.verdict, FAULTS[code] in report.as_text()) == ("faulty", True)


NAMED = {
    "a text": "第 1 条：这一条的内容被改动",
    "a time": "第 3 条：这一条的时间、事项、经办人或照片清单被改动",
    "an order": "第 4 条：此前缺少条目，或次序被打乱",
    "a missing entry": "第 4 条：此前缺少条目，或次序被打乱",
    "a missing last entry": "第 6 条：末尾的条目缺失",
    "an anchor": "anchors/001.json：条目与锚定文件不符，整包可能被重写",
}


@pytest.mark.parametrize("what", NAMED)
def test_the_report_names_the_entry_or_file_that_was_changed(proof: Proof, tmp_path: Path, what: str) -> None:
    report = verify(packed(CHANGES[what][1](proof.members), tmp_path / "changed.zip"))
    assert NAMED[what] in report.as_text().splitlines()


def test_the_report_names_the_photo_that_was_changed(proof: Proof, tmp_path: Path) -> None:
    photo = _photo(proof.members)
    changed = packed(CHANGES["a photo"][1](proof.members), tmp_path / "changed.zip")
    assert f"{photo}：照片被改动" in verify(changed).as_text().splitlines()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data.replace(b'"hash":"', b'"hash":"0'), "anchor_mismatch"),
        (lambda data: data.replace(b'"seq":6', b'"seq":9'), "anchor_ahead"),
        (lambda data: data[:-40], "anchor_malformed"),
    ],
    ids=["another hash", "another number", "cut off"],
)
def test_an_outside_anchor_that_was_changed_proves_nothing_and_says_so(
    proof: Proof, tmp_path: Path, change: Callable[[bytes], bytes], code: str
) -> None:
    changed = tmp_path / "anchor.json"
    changed.write_bytes(change(proof.anchor.read_bytes()))
    report = verify(proof.bundle, anchors=[changed])
    assert (report.verdict, codes(report)) == ("faulty", {code})
    assert f"anchor.json：{FAULTS[code]}" in report.as_text()


@pytest.mark.parametrize("name", ["entries.jsonl", "chain.json", "index.html", "anchors/001.json", PHOTO])
def test_any_byte_changed_by_a_careful_hand_is_caught(proof: Proof, tmp_path: Path, name: str) -> None:
    members = proof.members
    name = next(each for each in members if each.startswith(name))
    dice = random.Random(name[:8])
    for _ in range(20):
        data = bytearray(members[name])
        place = dice.randrange(len(data) if name != "anchors/001.json" else data.index(b"}]"))
        data[place] ^= dice.randrange(1, 128)
        report = verify(packed(members | {name: bytes(data)}, tmp_path / "changed.zip"))
        assert report.faults, (name, place)


@pytest.mark.parametrize("name", ["entries.jsonl", "manifest.json", "chain.json", "verify.py", "index.html", PHOTO])
def test_a_byte_damaged_on_the_way_is_caught_in_every_file(proof: Proof, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(proof.bundle) as archive:
        info = next(each for each in archive.infolist() if each.filename.startswith(name))
    data = bytearray(proof.bundle.read_bytes())
    data[info.header_offset + 30 + len(info.filename) + info.compress_size // 2] ^= 0x55
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(data)
    assert verify(damaged).verdict == "faulty"


@pytest.mark.parametrize("seed", range(20))
def test_a_truncated_zip_is_called_damaged(proof: Proof, tmp_path: Path, seed: int) -> None:
    whole = proof.bundle.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: random.Random(seed).randrange(len(whole))])
    report = verify(cut)
    assert codes(report) == {"zip_damaged"}
    assert "压缩包不完整或已损坏，多半是传输中断，请重新拷贝" in report.as_text().splitlines()


@pytest.mark.parametrize(
    "name", ["../evil.py", "/etc/passwd", "photos/../../evil", "C:evil", "photos\\evil", "anchors/../a.json", "x.txt"]
)
def test_a_name_that_leads_elsewhere_is_refused(proof: Proof, tmp_path: Path, name: str) -> None:
    evil = packed(proof.members | {name: b"x"}, tmp_path / "evil.zip")
    assert codes(verify(evil)) == {"name_refused"}
    assert [path.name for path in tmp_path.iterdir()] == ["evil.zip"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused(proof: Proof, tmp_path: Path) -> None:
    twice = packed(proof.members, tmp_path / "twice.zip")
    with zipfile.ZipFile(twice, "a") as archive:
        archive.writestr("entries.jsonl", b"")
    assert codes(verify(twice)) == {"name_refused"}


def test_a_wholly_rewritten_bundle_is_caught_by_an_outside_anchor_only(proof: Proof, tmp_path: Path) -> None:
    def change(row: bundles.Row) -> None:
        if row["seq"] == 1:
            row["content"]["note"] = "没有问题"

    forged = packed(bundles.rewritten(proof.members, change), tmp_path / "forged.zip")
    assert (verify(forged).verdict, codes(verify(forged))) == ("consistent", set())
    assert codes(verify(forged, anchors=[proof.anchor])) == {"anchor_mismatch"}


def test_a_rewritten_bundle_does_not_escape_by_calling_its_chain_otherwise(proof: Proof, tmp_path: Path) -> None:
    other = {"chain": "01900000-0000-7000-8000-000000000000"}
    forged = packed(bundles.rewritten(proof.members, lambda row: row.update(other)), tmp_path / "forged.zip")
    assert verify(forged).verdict == "consistent"
    assert codes(verify(forged, anchors=[proof.anchor])) == {"anchor_without_chain"}


def test_a_forger_who_cuts_the_last_entries_off_is_caught_by_an_outside_anchor(proof: Proof, tmp_path: Path) -> None:
    short = _without_row(_without_row(proof.members, -1), -1)
    forged = packed(bundles.rewritten(short, lambda row: None), tmp_path / "forged.zip")
    assert "anchor_ahead" in codes(verify(forged, anchors=[proof.anchor]))


def test_an_anchor_of_an_empty_chain_vouches_for_nothing(proof: Proof, tmp_path: Path) -> None:
    said = json.loads(proof.anchor.read_bytes())
    said["heads"] = [head | {"seq": 0, "hash": "0" * 64} for head in said["heads"]]
    (tmp_path / "empty.json").write_text(json.dumps(said))
    assert verify(proof.bundle, anchors=[tmp_path / "empty.json"]).verdict == "consistent"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The bundle's own verifier in a bare Python: no site, no environment, no path to this project."""
    bare = Path(sys.base_prefix) / "bin" / "python3"
    command = [bare, "-I", "-S", "verify.py", *arguments]
    return subprocess.run(command, cwd=folder, env={}, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_verifier_in_the_bundle_needs_a_bare_python_only(proof: Proof, tmp_path: Path) -> None:
    for name, data in proof.members.items():
        if name.endswith(".py"):
            (tmp_path / name).write_bytes(data)
    good, anchor = str(proof.bundle), str(proof.anchor)
    bad = str(packed(_text(proof.members), tmp_path / "bad.zip"))
    answers = [run(tmp_path, *a) for a in ([good, "--json"], [good, "--anchor", anchor, "--json"], [bad, "--json"])]
    assert [answer.returncode for answer in answers] == [0, 0, 1], answers
    said = [json.loads(answer.stdout) for answer in answers]
    assert [each["verdict"] for each in said] == ["consistent", "anchored", "faulty"]
    assert {each["verdict_text"] for each in said} == set(VERDICTS.values())
    assert run(tmp_path, "nowhere.zip").returncode == 2
    assert "第 1 条：这一条的内容被改动" in run(tmp_path, bad).stdout
