"""Both stores keep whole files under random keys; the folder's survive a power cut."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4

import pytest

from backend.evidence.storage import FolderStorage, Storage, new_key, open_storage


@pytest.fixture(params=["file", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return open_storage(f"file://{tmp_path}/照片 夹" if request.param == "file" else "memory:///")


def test_what_was_put_can_be_read_and_removed(storage: Storage) -> None:
    key = new_key(uuid4())
    storage.put(key, b"one")
    storage.put(f"{key}-large", b"two")
    assert (storage.get(key), storage.get(f"{key}-large")) == (b"one", b"two")
    storage.delete(key)
    storage.delete(key)
    with pytest.raises(FileNotFoundError):
        storage.get(key)


def test_putting_again_replaces_the_whole(storage: Storage) -> None:
    key = new_key(uuid4())
    storage.put(key, b"a longer one")
    storage.put(key, b"short")
    assert storage.get(key) == b"short"


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "a/b", f"{'0' * 32}/00/{'0' * 32}/../x", "/" + "0" * 40])
def test_no_key_leads_elsewhere(storage: Storage, key: str) -> None:
    with pytest.raises(ValueError, match="not a storage key"):
        storage.get(key)


def test_an_address_with_escaped_letters_is_the_same_folder(tmp_path: Path) -> None:
    store = open_storage(f"file://{tmp_path}/a%20b")
    assert isinstance(store, FolderStorage)
    assert store.root == tmp_path / "a b"


def test_keys_are_random_and_lie_under_their_county() -> None:
    county_id = uuid4()
    keys = {new_key(county_id) for _ in range(50)}
    assert len(keys) == 50
    assert all(key.startswith(county_id.hex) for key in keys)


def test_file_and_folders_are_synced_before_put_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    key = new_key(uuid4())
    FolderStorage(tmp_path / "photos").put(key, b"x")
    folder = (tmp_path / "photos" / key).parent
    assert synced[:3] == [str(tmp_path), str(folder.parents[1]), str(folder.parent)], "new folders, from the top"
    assert Path(synced[3]).name.startswith("."), "the file, before it is renamed"
    assert synced[4] == str(folder), "the rename"


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    key = new_key(uuid4())
    store = FolderStorage(tmp_path)
    (tmp_path / key).parent.mkdir(parents=True)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(key, b"x")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
