"""How a proof bundle is written down: its files, one canonical line for each entry, and the page people read.

Pure standard library beside chain.py: a bundle carries this file, so that what wrote it is what checks it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from html import escape
from pathlib import Path
from typing import Any
from uuid import UUID

if __package__:
    from backend.rectifications.chain import SealedEntry, canonical, timestamp
else:  # beside verify.py, where `python3 -I` does not look by itself
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    from chain import SealedEntry, canonical, timestamp  # type: ignore[import-not-found,no-redef]

FORMAT = "xiaoanma-bundle/1"
ANCHOR_FORMAT = "xiaoanma-anchor/1"
WITHDRAWN = "withdrawn"
SCRIPTS = {"verify.py": "verifier.py"} | {name: name for name in ("chain.py", "bundle_text.py", "bundle_report.py")}
NEEDED = ("manifest.json", "chain.json", "entries.jsonl", "index.html", *SCRIPTS)
PHOTO_NAME = re.compile(r"photos/([0-9a-f]{64})")
ANCHOR_NAME = re.compile(r"anchors/[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.json")
_BEIJING = timezone(timedelta(hours=8), "CST")
_WRITTEN = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True)
class WrittenEntry:
    """One line of entries.jsonl; `salt` and `content` are None when the content was withdrawn."""

    sealed: SealedEntry
    hash: str
    salt: bytes | None
    content: Mapping[str, Any] | None


def line_of(entry: WrittenEntry) -> bytes:
    """Write an entry the one way it may be written, so that any other byte is a change."""
    sealed = entry.sealed
    row = {
        "chain": str(sealed.chain),
        "seq": sealed.seq,
        "case": str(sealed.case),
        "action": sealed.action,
        "actor": sealed.actor,
        "at": timestamp(sealed.at),
        "content_hash": sealed.content_hash,
        "photos": [dict(photo) for photo in sealed.photos],
        "prev_hash": sealed.prev_hash,
        "hash": entry.hash,
        "salt": None if entry.salt is None else entry.salt.hex(),
        "content": WITHDRAWN if entry.content is None else entry.content,
    }
    return canonical(row) + b"\n"


def entry_of(line: bytes) -> WrittenEntry:
    """Read a line back; ValueError unless it is written exactly as `line_of` writes."""
    try:
        row = json.loads(line)
        sealed = SealedEntry(
            chain=UUID(row["chain"]),
            seq=row["seq"],
            case=UUID(row["case"]),
            action=row["action"],
            actor=row["actor"],
            at=datetime.strptime(row["at"], _WRITTEN).replace(tzinfo=UTC),
            content_hash=row["content_hash"],
            photos=tuple({"sent": each["sent"], "stored": each["stored"]} for each in row["photos"]),
            prev_hash=row["prev_hash"],
        )
        withdrawn = row["content"] == WITHDRAWN
        salt = None if withdrawn else bytes.fromhex(row["salt"])
        entry = WrittenEntry(sealed, row["hash"], salt, None if withdrawn else dict(row["content"]))
        if type(sealed.seq) is not int or line_of(entry) != line:
            raise ValueError("not written as the system writes")
    except (KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise ValueError(str(error)) from error
    return entry


def page(manifest: Mapping[str, Any], entries: Iterable[WrittenEntry]) -> Iterator[bytes]:
    """Write index.html piece by piece from the manifest and the entries; nothing in it runs."""
    school, words = manifest["school"], manifest["words"]
    title = f"{school['name']} 整改台账证明"
    yield (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{_text(title)}</title><style>body{{font:16px/1.6 sans-serif;max-width:60em;margin:2em auto}}"
        "td,th{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}"
        "table{border-collapse:collapse}pre{white-space:pre-wrap;margin:0}</style>"
        f"<h1>{_text(title)}</h1><p>学校标识码：{_text(school['code'])}；区县：{_text(manifest['county']['name'])}；"
        f"制作时间：{_text(manifest['made_at'])}</p>"
        "<p>本页只供阅读。是否被改动，以核验程序和留在系统之外的锚定文件为准。</p>"
        "<table><tr><th>序号<th>时间（北京）<th>事项<th>经办<th>隐患编号<th>内容<th>照片</tr>\n"
    ).encode()
    for entry in entries:
        yield _row(entry, words).encode()
    yield b"</table></html>\n"


def _row(entry: WrittenEntry, words: Mapping[str, str]) -> str:
    sealed = entry.sealed
    at = sealed.at.astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M:%S")
    said = "（已依法撤除）" if entry.content is None else json.dumps(entry.content, ensure_ascii=False, indent=1)
    cells = [sealed.seq, at, words.get(sealed.action, sealed.action), sealed.actor, sealed.case]
    row = "".join(f"<td>{_text(cell)}" for cell in cells)
    return f"<tr>{row}<td><pre>{_text(said)}</pre><td>{' '.join(map(_photo, sealed.photos))}</tr>\n"


def _photo(photo: Mapping[str, str | None]) -> str:
    stored = photo.get("stored")
    if stored is None:
        return f"已声明 {_text(str(photo.get('sent'))[:12])}"
    return f'<a href="photos/{_text(stored)}" type="image/jpeg">照片 {_text(stored[:12])}</a>'


def _text(value: object) -> str:
    return escape(str(value), quote=True)
