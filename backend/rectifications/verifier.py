"""Checks a proof bundle without the server: `python3 verify.py bundle.zip [--anchor FILE] [--json]`.

Needs Python 3.11 and nothing else. Nothing is unpacked: every file is read inside the zip, piece by piece.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

if __package__:
    from backend.rectifications import bundle_text, chain
    from backend.rectifications.bundle_report import Report
else:  # beside chain.py in a folder of its own, where `python3 -I` does not look by itself
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    import bundle_text  # type: ignore[import-not-found,no-redef]
    import chain  # type: ignore[import-not-found,no-redef]
    from bundle_report import Report  # type: ignore[import-not-found,no-redef]

_PIECE = 1 << 16
_LINE = 4 << 20  # an entry is some kilobytes; a line without end must not fill the memory
_SMALL = 64 << 20  # manifest, chain, anchors
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError, TypeError,
    AttributeError, OverflowError, RecursionError,
)  # fmt: skip


def verify(bundle: Path, *, anchors: Sequence[Path] = ()) -> Report:
    """Check a bundle and, where given, that outside anchors agree with it; FileNotFoundError if a file is not there."""
    report = Report()
    outside = [(path.name, path.read_bytes()) for path in anchors]
    with bundle.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                if _names_are_safe(archive, report):
                    _Check(archive, report, outside).run()
        except _DAMAGED:
            report.fault("zip_damaged")
    return report


def _names_are_safe(archive: zipfile.ZipFile, report: Report) -> bool:
    names = Counter(info.orig_filename for info in archive.infolist())
    for name, times in names.items():
        known = name in bundle_text.NEEDED or bundle_text.PHOTO_NAME.fullmatch(name)
        if not (known or bundle_text.ANCHOR_NAME.fullmatch(name)) or times > 1:
            report.fault("name_refused", ascii(name)[:120])
    for name in bundle_text.NEEDED:
        if name not in names:
            report.fault("file_missing", name)
    return not report.faults


class _Check:
    """One walk through a bundle whose names are safe."""

    def __init__(self, archive: zipfile.ZipFile, report: Report, outside: list[tuple[str, bytes]]) -> None:
        self.archive, self.report, self.outside = archive, report, outside
        self.stored: dict[str, bool] = {}  # photo → must it be there (its arrival was not withdrawn)
        self.awaited: set[tuple[str, str]] = set()
        self.accounted: set[int] = set()  # entries whose withdrawal a tombstone tells of

    def run(self) -> None:
        manifest, head = self._small("manifest.json"), self._small("chain.json")
        if not self._is_manifest(manifest) or not self._is_head(head):
            return
        for name in bundle_text.SCRIPTS:
            self._digest(name)
        self.chain, self.head = head["chain"], (head["seq"], head["hash"])
        heads = [found for name, data, own in self._anchors() if (found := self._anchored(name, data, own, manifest))]
        self._entries(heads)
        self._photos()
        if not any(fault.code == "entry_malformed" for fault in self.report.faults):
            self._index(manifest)

    def _small(self, name: str) -> Any:
        with self.archive.open(name) as file:
            data = file.read(_SMALL)
        value = _json(data)
        if value is None or chain.canonical(value) + b"\n" != data:
            self.report.fault("manifest_malformed" if name == "manifest.json" else "chain_malformed")
            return None
        return value

    def _is_manifest(self, said: Any) -> bool:
        if said is None:
            return False
        if not isinstance(said, dict) or said.get("format") != bundle_text.FORMAT:
            self.report.fault("format_unknown")
            return False
        try:
            whole = all(isinstance(said[part][word], str) for part in ("school", "county") for word in ("code", "name"))
            whole = whole and all(isinstance(word, str) for word in said["words"].values()) and bool(said["made_at"])
        except (KeyError, TypeError, AttributeError):
            whole = False
        if not whole:
            self.report.fault("manifest_malformed")
        return whole

    def _is_head(self, said: Any) -> bool:
        whole = isinstance(said, dict) and type(said.get("seq")) is int and {"chain", "hash"} <= said.keys()
        if said is not None and not whole:
            self.report.fault("chain_malformed")
        return whole

    def _anchors(self) -> Iterator[tuple[str, bytes, bool]]:
        """Anchors inside the bundle must agree, but whoever rewrites the bundle rewrites them: they prove nothing."""
        for name in self.archive.namelist():
            if name.startswith("anchors/"):
                with self.archive.open(name) as file:
                    yield name, file.read(_SMALL), False
        yield from ((name, data, True) for name, data in self.outside)

    def _anchored(self, name: str, data: bytes, outside: bool, manifest: Any) -> tuple[str, int, str, bool] | None:
        said = _json(data)
        try:
            if said["format"] != bundle_text.ANCHOR_FORMAT:
                raise ValueError("another format")
            heads = [head for head in said["heads"] if head["chain"] == self.chain]
            found = [(name, int(head["seq"]), str(head["hash"]), outside) for head in heads]
        except (KeyError, TypeError, ValueError):
            self.report.fault("anchor_malformed", name)
            return None
        if len(found) != 1:
            self.report.fault("anchor_without_chain", name)
            return None
        if heads[0].get("school_code") != manifest["school"]["code"]:
            self.report.fault("anchor_other_school", name)
        return found[0]

    def _entries(self, heads: list[tuple[str, int, str, bool]]) -> None:
        waiting = {seq for _, seq, _, _ in heads}
        seen: dict[int, str] = {0: chain.GENESIS}

        def walk() -> Iterator[tuple[chain.SealedEntry, str]]:
            for entry in self._lines():
                self._entry(entry)
                if entry.sealed.seq in waiting:
                    seen[entry.sealed.seq] = entry.hash
                yield entry.sealed, entry.hash

        for fault in chain.check(walk(), head=self.head):
            self.report.fault(fault.code, fault.seq)
        self.report.withdrawn_silently = [seq for seq in self.report.withdrawn if seq not in self.accounted]
        for name, seq, expected, outside in heads:
            if seq not in seen:
                self.report.fault("anchor_ahead", name)
            elif seen[seq] != expected:
                self.report.fault("anchor_mismatch", name)
            elif outside and seq > 0:  # the head of an empty chain vouches for nothing
                self.report.anchored_to = max(seq, self.report.anchored_to or 0)

    def _lines(self) -> Iterator[bundle_text.WrittenEntry]:
        with self.archive.open("entries.jsonl") as file:
            number = 0
            while line := file.readline(_LINE):
                number += 1
                try:
                    yield bundle_text.entry_of(line)
                except ValueError:
                    self.report.fault("entry_malformed", number)

    def _entry(self, entry: bundle_text.WrittenEntry) -> None:
        sealed, report = entry.sealed, self.report
        report.entries += 1
        if str(sealed.chain) != self.chain:
            report.fault("chain_foreign", sealed.seq)
        if entry.salt is None or entry.content is None:
            report.withdrawn.append(sealed.seq)
        elif chain.content_hash(entry.salt, entry.content) != sealed.content_hash:
            report.fault("text_changed", sealed.seq)
        elif sealed.action == "erase" and isinstance(told := entry.content.get("erased"), list):
            self.accounted.update(seq for seq in told if type(seq) is int and seq < sealed.seq)
        for photo in sealed.photos:
            place = (str(sealed.case), str(photo["sent"]))
            if photo["stored"] is None:
                self.awaited.add(place)
            else:
                self.awaited.discard(place)
                self.stored[photo["stored"]] = self.stored.get(photo["stored"], False) or entry.content is not None

    def _photos(self) -> None:
        there = {name[len("photos/") :] for name in self.archive.namelist() if name.startswith("photos/")}
        self.report.photos = len(there)
        self.report.not_received = sorted({sent for _, sent in self.awaited})
        for photo in sorted(there | self.stored.keys()):
            if photo not in self.stored:
                self.report.fault("photo_stray", f"photos/{photo}")
            elif photo not in there:
                if self.stored[photo]:
                    self.report.fault("photo_missing", f"photos/{photo}")
            elif self._digest(f"photos/{photo}") != photo:
                self.report.fault("photo_changed", f"photos/{photo}")

    def _digest(self, name: str) -> str | None:
        digest = hashlib.sha256()
        try:
            with self.archive.open(name) as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            self.report.fault("zip_damaged", name)
            return None
        return digest.hexdigest()

    def _index(self, manifest: Any) -> None:
        with self.archive.open("index.html") as file:
            pieces = bundle_text.page(manifest, self._lines())
            if not all(file.read(len(piece)) == piece for piece in pieces) or file.read(1):
                self.report.fault("index_changed")


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Check, print, and return the exit status: 0 no fault, 1 faults, 2 nothing could be checked."""
    parser = argparse.ArgumentParser(description="核验整改台账证明包")
    parser.add_argument("bundle", type=Path, help="证明包 bundle.zip")
    parser.add_argument("--anchor", type=Path, action="append", default=[], help="留在系统之外的锚定文件")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    asked = parser.parse_args(arguments)
    try:
        report = verify(asked.bundle, anchors=asked.anchor)
    except OSError as error:
        sys.stderr.write(f"打不开文件：{error.filename}\n")
        return 2
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console without Chinese still says something
    said = json.dumps(report.as_dict(), ensure_ascii=False) if asked.json else report.as_text()
    sys.stdout.write(said + "\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
