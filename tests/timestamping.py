"""A time-stamp authority on this computer: OpenSSL's, with certificates of its own (RFC 3161).

It answers as a real one does, over HTTP on loopback; and, told so, as a hostile one could.
What OpenSSL's authority refuses to sign with is signed by its ``cms``, over the same token.
"""

import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from tests.unit.loopback import END_OF_HEAD, Host, reply

STAMPING: Final = ExtendedKeyUsageOID.TIME_STAMPING
TOKEN_TYPE: Final = "1.2.840.113549.1.9.16.1.4"  # id-ct-TSTInfo, RFC 3161 §2.4.2
CONTENT_TYPE: Final = "Content-Type: application/timestamp-reply"  # RFC 3161 §3.4

_CONFIG: Final = """\
[tsa]
default_tsa = here

[here]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = {digests}
accuracy = secs:1
tsa_name = yes
ess_cert_id_alg = sha256
"""


def openssl(*words: str | Path) -> bytes:
    """Run OpenSSL, and return what it says."""
    found = shutil.which("openssl")
    assert found, "OpenSSL is missing: sudo apt-get install openssl"
    done = subprocess.run([found, *words], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@dataclass(frozen=True)
class Signer:
    """What the authority's certificate is like."""

    purposes: tuple[ObjectIdentifier, ...] = (STAMPING,)
    is_critical: bool = True
    days: tuple[int, int] = (-1, 30)  # first and last of its validity, from today
    through: str = ""  # the name of a certificate between it and the root
    root_more: str = ""  # what the root is called besides


class Authority:
    """Certificates in a folder, and OpenSSL's authority above them."""

    def __init__(
        self, folder: Path, signer: Signer = Signer(), *, name: str = "Opdigtet tidsstempel"
    ) -> None:
        """Make the root, the signer's certificate, and the authority's settings."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        root_key, between_key, signer_key = (
            ec.generate_private_key(ec.SECP256R1()) for _ in range(3)
        )
        years = Signer((), days=(-800, 4000))
        root = _certificate(
            f"{name} rod{signer.root_more}", root_key, None, None, years, is_ca=True
        )
        issuer, issuer_key = root, root_key
        if signer.through:
            issuer_key = between_key
            issuer = _certificate(signer.through, issuer_key, root, root_key, years, is_ca=True)
            (folder / "between.pem").write_bytes(issuer.public_bytes(Encoding.PEM))
        made = _certificate(name, signer_key, issuer, issuer_key, signer, is_ca=False)
        self.is_through = bool(signer.through)
        self.root_pem = root.public_bytes(Encoding.PEM)
        (folder / "root.pem").write_bytes(self.root_pem)
        (folder / "signer.pem").write_bytes(made.public_bytes(Encoding.PEM))
        (folder / "signer.key").write_bytes(
            signer_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        (folder / "serial").write_text("01\n")

    @property
    def root_file(self) -> Path:
        """The root certificate, as a person gets it from the authority."""
        return self.folder / "root.pem"

    def answer(self, query: bytes, digests: str = "sha256") -> bytes:
        """Answer a question as OpenSSL's authority does; refuse one with another digest."""
        config = self.folder / "tsa.cnf"
        lines = _CONFIG.format(folder=self.folder, digests=digests)
        if self.is_through:
            lines += f"certs = {self.folder}/between.pem\n"
        config.write_text(lines)
        asked = self.folder / "query.tsq"
        asked.write_bytes(query)
        answered = self.folder / "reply.tsr"
        openssl("ts", "-reply", "-config", config, "-queryfile", asked, "-out", answered)
        return answered.read_bytes()

    def sign(self, content: bytes, *more: str) -> bytes:
        """Sign the content of a token with whatever certificate there is, as an answer."""
        told, token = self.folder / "told.der", self.folder / "token.der"
        told.write_bytes(content)
        openssl(
            "cms", "-sign", "-in", told, "-binary", "-nodetach", "-cades", "-md", "sha256",
            "-econtent_type", TOKEN_TYPE, "-signer", self.folder / "signer.pem",
            "-inkey", self.folder / "signer.key", "-outform", "DER", "-out", token, *more,
        )  # fmt: skip
        return der(0x30, der(0x30, der(0x02, b"\0")) + token.read_bytes())


def content_of(answer: bytes, folder: Path) -> bytes:
    """Take what was signed (``TSTInfo``) out of an answer, without believing it."""
    file, token, told = (folder / name for name in ("in.tsr", "in.der", "in.tst"))
    file.write_bytes(answer)
    openssl("ts", "-reply", "-in", file, "-token_out", "-out", token)
    openssl("cms", "-verify", "-noverify", "-inform", "DER", "-in", token, "-out", told)
    return told.read_bytes()


def der(tag: int, content: bytes) -> bytes:
    """Write one value (X.690 §8.1): tag, length, content."""
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


Reply = Callable[[bytes], bytes]
"""What to send back, head and all, to a question's body."""


@dataclass
class Desk:
    """An authority that listens on loopback.

    Attributes:
        queries: What it was asked, oldest first.
        say: How it answers; put another in its place to have it misbehave.
    """

    authority: Authority
    say: Reply
    queries: list[bytes] = field(default_factory=list)
    host: Host | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        assert self.host is not None
        return self.host.url("/tsa")

    @property
    def heads(self) -> list[str]:
        """What came before each question's body."""
        assert self.host is not None
        return [head.partition("\r\n\r\n")[0] for head in self.host.heads]

    def serve(self, host: Host, connection: socket.socket) -> None:
        """Answer one connection's questions."""
        while head := host.ask(connection):
            before, _, body = head.encode("latin-1").partition(END_OF_HEAD)
            size = int(_header(before.decode("latin-1"), "content-length") or 0)
            while len(body) < size and (come := connection.recv(4096)):
                body += come
            self.queries.append(body)
            host.send(connection, self.say(body))


@contextmanager
def listening(authority: Authority) -> Iterator[Desk]:
    """Have an authority listen, honestly at first."""
    desk = Desk(authority, lambda query: reply(authority.answer(query), CONTENT_TYPE))
    desk.host = Host(desk.serve)
    with desk.host:
        yield desk


def _header(head: str, name: str) -> str:
    for line in head.split("\r\n")[1:]:
        named, _, value = line.partition(":")
        if named.lower() == name:
            return value.strip()
    return ""


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: x509.Certificate | None,
    issuer_key: ec.EllipticCurvePrivateKey | None,
    like: Signer,
    *,
    is_ca: bool,
) -> x509.Certificate:
    """Make a certificate: a root where there is no issuer."""
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    first, last = (now + timedelta(days=each) for each in like.days)
    builder = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called if issuer is None else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(first)
        .not_valid_after(last)
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
    )
    if like.purposes:
        purposes = x509.ExtendedKeyUsage(like.purposes)
        builder = builder.add_extension(purposes, critical=like.is_critical)
    return builder.sign(issuer_key or key, hashes.SHA256())
