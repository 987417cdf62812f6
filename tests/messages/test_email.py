"""Mail through a real SMTP server on this machine: what arrives, and that no password goes out in clear by accident."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from backend.core.ids import new_id
from backend.messages.adapters import DeliveryError, Outgoing, post
from backend.messages.adapters.email import mail_server

FROM = "?from=xam@county.example"
TEXT = "【校安码】整改已逾期\n启明小学 · 期限 11月30日\n登录查看：https://xam.example/app/inbox"


class Postman:
    """Keeps the mails it was given, and who signed in; refuses what it is told to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.signed_in: list[tuple[str, str]] = []
        self.refuses = ""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.signed_in.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"p@ss:word", handled=False)


@contextmanager
def a_post_office(**about: Any) -> Iterator[tuple[Postman, str]]:
    """An SMTP server and its host:port."""
    postman = Postman()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(
        postman, hostname="127.0.0.1", port=port, authenticator=postman.authenticate, auth_exclude_mechanism=[], **about
    )
    controller.start()
    try:
        yield postman, f"127.0.0.1:{port}"
    finally:
        controller.stop()


def mail(smtp_url: str | None, *, to: str = "office@county.example") -> None:
    post("email", Outgoing(new_id(), to, TEXT, smtp_url=smtp_url))


def refusal(smtp_url: str | None) -> str:
    with pytest.raises(DeliveryError) as refused:
        mail(smtp_url)
    assert "word" not in refused.value.reason
    return refused.value.reason


def test_a_mail_arrives_with_its_subject_and_words() -> None:
    with a_post_office() as (postman, where):
        mail(f"smtp://{where}/{FROM}&starttls=no")
    (got,) = postman.mails
    assert (got["Subject"], got["From"], got["To"]) == (
        TEXT.split("\n")[0],
        "xam@county.example",
        "office@county.example",
    )
    assert got.get_content().split("\r\n") == [*TEXT.split("\n"), ""]
    assert got["Date"]


def test_a_mail_that_is_sent_again_has_the_same_id() -> None:
    outgoing = Outgoing(new_id(), "office@county.example", TEXT)
    with a_post_office() as (postman, where):
        for _ in range(2):
            post("email", Outgoing(outgoing.id, outgoing.target, TEXT, smtp_url=f"smtp://{where}/{FROM}&starttls=no"))
    assert postman.mails[0]["Message-ID"] == postman.mails[1]["Message-ID"] == f"<{outgoing.id}@county.example>"


def test_without_starttls_no_password_and_no_word_goes_out() -> None:
    with a_post_office(auth_require_tls=False) as (postman, where):
        reason = refusal(f"smtp://xam:p%40ss%3Aword@{where}/{FROM}")
    assert "STARTTLS" in reason
    assert (postman.signed_in, postman.mails) == ([], [])


def test_an_inner_relay_without_tls_must_be_asked_for_and_works() -> None:
    with a_post_office(auth_require_tls=False) as (postman, where):
        mail(f"smtp://xam:p%40ss%3Aword@{where}/{FROM}&starttls=no")
    assert postman.signed_in == [("xam", "p@ss:word")]
    assert len(postman.mails) == 1


def test_a_wrong_password_a_refused_address_and_a_server_that_is_down_are_failures() -> None:
    with a_post_office(auth_require_tls=False) as (postman, where):
        assert refusal(f"smtp://xam:wrong@{where}/{FROM}&starttls=no") == "SMTP 535"
        postman.refuses = "550 no such user"
        assert refusal(f"smtp://{where}/{FROM}&starttls=no") == "SMTP: the address was refused"
    assert refusal(f"smtp://{where}/{FROM}&starttls=no") == "no connection"
    assert refusal(None) == "no mail server is set (XIAOANMA_SMTP_URL)"
    assert refusal("smtp://host-without-sender") == "XIAOANMA_SMTP_URL cannot be read"


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1, made by openssl for this test, and a server's context with it."""
    if shutil.which("openssl") is None:
        pytest.skip("SKIPPED LOUDLY: no openssl here to make a certificate")
    key, made = tmp_path / "key.pem", tmp_path / "cert.pem"
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    subprocess.run(
        ["openssl", *asked.split(), "-keyout", str(key), "-out", str(made)],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return made, context


@pytest.mark.parametrize("way", ["smtp", "smtps"])
def test_a_password_goes_over_tls_to_a_server_whose_certificate_is_trusted(
    certificate: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    made, context = certificate
    about = {"tls_context": context, "require_starttls": True} if way == "smtp" else {"ssl_context": context}
    with a_post_office(auth_require_tls=way == "smtp", **about) as (postman, where):
        url = f"{way}://xam:p%40ss%3Aword@{where}/{FROM}"
        assert refusal(url) == "TLS failed: certificate or version"
        assert postman.signed_in == []
        monkeypatch.setenv("SSL_CERT_FILE", str(made))
        mail(url)
    assert (postman.signed_in, len(postman.mails)) == ([("xam", "p@ss:word")], 1)


@pytest.mark.parametrize(
    ("url", "port", "tls", "starttls"),
    [
        (f"smtp://h/{FROM}", 587, False, True),
        (f"smtps://h/{FROM}", 465, True, False),
        (f"smtp://h:25/{FROM}&starttls=no", 25, False, False),
    ],
)
def test_the_url_says_how_mail_goes_out(url: str, port: int, tls: bool, starttls: bool) -> None:
    server = mail_server(url)
    assert (server.port, server.tls, server.starttls, server.user) == (port, tls, starttls, None)


@pytest.mark.parametrize("url", ["", "smtp://h", f"http://h/{FROM}", f"smtp:///{FROM}", f"smtp://u:secret@h:x/{FROM}"])
def test_a_url_that_cannot_be_read_is_refused_without_quoting_it(url: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        mail_server(url)
    assert "secret" not in str(refused.value)
