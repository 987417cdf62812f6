"""Everything that differs between sites, read once from the environment (`XIAOANMA_…`); no secret has a default."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qr_codes.token import SigningKey


@dataclass(frozen=True)
class Secrets:
    """The site's keys: `app` signs tokens and pickup codes, `code_keys` sign what is printed on walls."""

    app: bytes
    code_keys: Mapping[str, SigningKey]
    current_code_key: str

    @property
    def signing_key(self) -> SigningKey:
        """The key that signs new codes; the others still tell our plates from a stranger's."""
        return self.code_keys[self.current_code_key]


@dataclass(frozen=True)
class Config:
    """Where things lie and how the site is reached."""

    home: Path
    database_url: str
    storage_url: str
    redis_url: str | None
    public_url: str
    secrets: Secrets
    demo: bool = False
    proxy_hops: int = 0
    secure_cookies: bool = True
    smtp_url: str | None = field(default=None, repr=False)  # holds a password

    @property
    def plate_host(self) -> str:
        """What plates are printed with: the domain that people can check, or a demo's whole http:// origin."""
        return self.public_url.removeprefix("https://")


def load(environment: Mapping[str, str] | None = None) -> Config:
    """Read the configuration; the embedded defaults lie under `XIAOANMA_HOME` (./var)."""
    env = os.environ if environment is None else environment
    home = Path(env.get("XIAOANMA_HOME", "var")).resolve()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)  # names, numbers and keys lie in it
    public_url = env.get("XIAOANMA_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
    return Config(
        home=home,
        database_url=env.get("XIAOANMA_DATABASE_URL", f"sqlite:///{home / 'xiaoanma.sqlite3'}"),
        storage_url=env.get("XIAOANMA_STORAGE_URL", f"file://{home / 'photos'}"),
        redis_url=env.get("XIAOANMA_REDIS_URL") or None,
        public_url=public_url,
        secrets=load_secrets(Path(env.get("XIAOANMA_SECRETS_FILE", home / "secrets.json"))),
        demo=env.get("XIAOANMA_DEMO") == "1",
        proxy_hops=int(env.get("XIAOANMA_PROXY_HOPS", "0")),
        secure_cookies=public_url.startswith("https://"),
        smtp_url=env.get("XIAOANMA_SMTP_URL") or None,
    )


def load_secrets(path: Path) -> Secrets:
    """Read the key file, making it (readable by its owner only) on the first start."""
    if not path.exists():
        _make_secrets(path)
    data = json.loads(path.read_text())
    keys = {key_id: SigningKey(key_id, bytes.fromhex(secret)) for key_id, secret in data["code_keys"].items()}
    return Secrets(app=bytes.fromhex(data["app"]), code_keys=keys, current_code_key=data["current_code_key"])


def _make_secrets(path: Path) -> None:
    """Write a new key file whole, then link it into place: of two processes starting at once, one wins and both read it."""
    data = {"app": secrets.token_hex(32), "code_keys": {"A1": secrets.token_hex(32)}, "current_code_key": "A1"}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(data, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
