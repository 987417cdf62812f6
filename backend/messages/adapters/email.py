"""E-mail through the site's mail server: `smtps://user:pass@host:port/?from=…` (TLS) or `smtp://…` (STARTTLS, asked for)."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from backend.core.clock import now
from backend.messages.adapters.errors import DeliveryError
from backend.messages.adapters.outgoing import Outgoing

TIMEOUT_S = 15.0


@dataclass(frozen=True)
class MailServer:
    """Where mail goes out. `starttls` may be switched off (`?starttls=no`) for a relay on a network of one's own."""

    host: str
    port: int
    sender: str
    tls: bool
    starttls: bool
    user: str | None
    password: str


def mail_server(url: str) -> MailServer:
    """Read the site's XIAOANMA_SMTP_URL; raises ValueError, naming no part of it."""
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    tls = parts.scheme == "smtps"
    sender = options.get("from", "")
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or "@" not in sender:
        raise ValueError("XIAOANMA_SMTP_URL must read smtp(s)://user:password@host:port/?from=address")
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if tls else 587),
        sender=sender,
        tls=tls,
        starttls=not tls and options.get("starttls") != "no",
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password or ""),
    )


def post(outgoing: Outgoing) -> None:
    """Send a plain mail to the channel's address."""
    if not outgoing.smtp_url:
        raise DeliveryError("no mail server is set (XIAOANMA_SMTP_URL)")
    try:
        server = mail_server(outgoing.smtp_url)
    except ValueError:
        raise DeliveryError("XIAOANMA_SMTP_URL cannot be read") from None
    try:
        with _connected(server) as smtp:
            smtp.send_message(_mail(outgoing, server))
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(f"SMTP {error.smtp_code}") from None
    except smtplib.SMTPRecipientsRefused:
        raise DeliveryError("SMTP: the address was refused") from None
    except smtplib.SMTPException:
        raise DeliveryError("SMTP: the server does not offer what is needed (STARTTLS, sign-in)") from None
    except TimeoutError:
        raise DeliveryError("no answer in time") from None
    except ssl.SSLError:
        raise DeliveryError("TLS failed: certificate or version") from None
    except OSError:
        raise DeliveryError("no connection") from None


def _connected(server: MailServer) -> smtplib.SMTP:
    """Connect and sign in; a password goes out in clear only where the operator has switched STARTTLS off."""
    context = ssl.create_default_context()
    if server.tls:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    try:
        if server.starttls:
            smtp.starttls(context=context)
        if server.user is not None:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _mail(outgoing: Outgoing, server: MailServer) -> EmailMessage:
    """A retry has the same Message-ID, so that most mail programs show it once."""
    mail = EmailMessage()
    mail["Subject"] = outgoing.text.partition("\n")[0]
    mail["From"], mail["To"] = server.sender, outgoing.target
    mail["Date"] = now()
    mail["Message-ID"] = f"<{outgoing.id}@{server.sender.rpartition('@')[2]}>"
    mail.set_content(outgoing.text)
    return mail
