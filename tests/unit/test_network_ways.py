"""The ways that the door's connections take: TLS, and the system's proxies."""

import base64
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
import requests
import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from datadonor.errors import DiskRefused, ExitCode
from datadonor.network import (
    AnswerCutShort,
    AnswerUnreadable,
    AuthoritiesInvalid,
    CertificateRejected,
    Contact,
    Door,
    Limits,
    NetworkError,
    NetworkTooSlow,
    NetworkUnreachable,
    ProxyRefused,
    Purpose,
    TlsFailed,
)
from tests.unit.loopback import (
    END_OF_HEAD,
    Host,
    Serve,
    drips,
    only_this_computer,
    relays_to,
    reply,
    says,
    says_and_leaves,
)

NAME: Final = "register.eksempel.test"
LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)
QUICK: Final = Limits(connect_seconds=1, read_seconds=5, total_seconds=0.45)


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Take the place of the fixture for all tests: loopback may be reached here."""
    with only_this_computer():
        yield


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


@pytest.fixture
def contacts() -> list[Contact]:
    return []


@pytest.fixture
def door(contacts: list[Contact], ca_file: Path) -> Iterator[Door]:
    with Door(contacts.append, ca_file=ca_file) as made:
        yield made


def server_side(leaf: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return context


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    return server_side(authority.issue_cert("localhost", "127.0.0.1", NAME))


def fetch(door: Door, url: str) -> bytes:
    with door.get(url, Purpose.REGISTRY, 1000) as answer:
        return answer.read()


def refusal(
    door: Door, serve: Serve, tls: ssl.SSLContext | None, host: str = "localhost"
) -> NetworkError:
    with Host(serve, tls=tls) as server, pytest.raises(NetworkError) as caught:
        fetch(door, server.url(host=host).replace("http:", "https:"))
    return caught.value


# -- TLS ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
def test_a_server_that_proves_its_name_is_heard(
    door: Door, contacts: list[Contact], tls: ssl.SSLContext, name: str
) -> None:
    with Host(says(reply(b"answer")), tls=tls) as host:
        assert [fetch(door, host.url(host=name)) for _ in range(2)] == [b"answer"] * 2
        assert host.connections == 1
    assert contacts == [Contact(name, Purpose.REGISTRY, "answered", 6)] * 2


def own_certificate(
    folder: Path, *, signed_by: trustme.CA | None = None, has_alternative_name: bool = True
) -> ssl.SSLContext:
    """Make what trustme does not: signed by itself, or with nothing but a common name."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    draft = (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
    if has_alternative_name:
        names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
        draft = draft.add_extension(names, critical=False)
    if signed_by is None:
        made = draft.issuer_name(name).sign(key, hashes.SHA256())
    else:
        issuer = x509.load_pem_x509_certificate(signed_by.cert_pem.bytes())
        issuer_key = serialization.load_pem_private_key(signed_by.private_key_pem.bytes(), None)
        assert isinstance(issuer_key, ec.EllipticCurvePrivateKey)
        made = draft.issuer_name(issuer.subject).sign(issuer_key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    pkcs8, open_text = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = folder / "own.pem"
    file.write_bytes(key.private_bytes(pem, pkcs8, open_text) + made.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


WRONG: Final[dict[str, Callable[[trustme.CA, Path], ssl.SSLContext]]] = {
    "another name": lambda ca, _: server_side(ca.issue_cert("eksempel.test")),
    "only the common name": lambda ca, folder: own_certificate(
        folder, signed_by=ca, has_alternative_name=False
    ),
    "run out": lambda ca, _: server_side(
        ca.issue_cert("localhost", not_before=LONG_AGO, not_after=LONG_AGO + timedelta(days=30))
    ),
    "not yet": lambda ca, _: server_side(
        ca.issue_cert("localhost", not_before=datetime.now(UTC) + timedelta(days=1))
    ),
    "another authority": lambda *_: server_side(trustme.CA().issue_cert("localhost")),
    "signed by itself": lambda _, folder: own_certificate(folder),
}


def test_the_certificates_made_here_fail_for_their_one_fault(
    door: Door, authority: trustme.CA, tmp_path: Path
) -> None:
    right = own_certificate(tmp_path, signed_by=authority)
    with Host(says_and_leaves(reply(b"answer")), tls=right) as host:
        assert fetch(door, host.url(host="localhost")) == b"answer"


@pytest.mark.parametrize("fault", WRONG)
def test_a_server_that_does_not_prove_its_name_is_not_heard(
    door: Door, contacts: list[Contact], authority: trustme.CA, tmp_path: Path, fault: str
) -> None:
    error = refusal(door, says(reply(b"answer")), WRONG[fault](authority, tmp_path))
    assert isinstance(error, CertificateRejected)
    assert error.exit_code == ExitCode.OTHER_SIDE
    assert contacts == [Contact("localhost", Purpose.REGISTRY, "refused", 0)]


def test_an_authority_of_its_own_is_not_believed_unless_it_is_said(
    contacts: list[Contact], ca_file: Path, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor from the environment, where anyone who starts the program could put it."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.setenv(name, str(ca_file))
    monkeypatch.setenv("SSL_CERT_DIR", str(ca_file.parent))
    with Host(says_and_leaves(reply(b"answer")), tls=tls) as host:
        # The control: the same library, used as usual, believes it.
        assert requests.get(host.url(host="localhost"), timeout=5).content == b"answer"
        with Door(contacts.append) as door, pytest.raises(CertificateRejected):
            fetch(door, host.url(host="localhost"))


def test_an_authority_of_its_own_takes_the_place_of_all_others(
    door: Door, tls: ssl.SSLContext
) -> None:
    context = door._wire._adapter._tls
    assert context.cert_store_stats()["x509_ca"] == 1
    with Host(says_and_leaves(reply(b"answer")), tls=tls) as host:
        assert fetch(door, host.url(host="localhost")) == b"answer"
    assert context.cert_store_stats()["x509_ca"] == 1
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


def test_the_keys_of_a_connection_are_not_written_out(
    ca_file: Path, tls: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tmp_path / "keys"
    monkeypatch.setenv("SSLKEYLOGFILE", str(keys))
    with Host(says_and_leaves(reply(b"answer")), tls=tls) as host:
        with Door(lambda _: None, ca_file=ca_file) as door:
            fetch(door, host.url(host="localhost"))
        assert not keys.exists()
        requests.get(host.url(host="localhost"), timeout=5, verify=str(ca_file)).close()
        assert keys.exists()


def test_a_server_without_tls_is_not_heard(door: Door) -> None:
    assert isinstance(refusal(door, lambda host, line: host.send(line, reply()), None), TlsFailed)


def test_a_server_with_an_old_tls_is_not_heard(door: Door, tls: ssl.SSLContext) -> None:
    tls.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        tls.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        tls.maximum_version = ssl.TLSVersion.TLSv1_1
    assert isinstance(refusal(door, says(reply()), tls), TlsFailed)


def test_an_encrypted_answer_is_measured_too(ca_file: Path, tls: ssl.SSLContext) -> None:
    slow = drips(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", b"x" * 99)
    started = time.monotonic()
    with Door(lambda _: None, ca_file=ca_file, limits=QUICK) as door:
        assert isinstance(refusal(door, slow, tls), NetworkTooSlow)
    assert time.monotonic() - started < 2


def test_a_handshake_that_never_ends_is_ended(ca_file: Path) -> None:
    def serve(host: Host, connection: socket.socket) -> None:
        host.drip(connection, b"\x16\x03\x03\x40\x00" + b"\x02" * 400, every=0.05)

    started = time.monotonic()
    with Door(lambda _: None, ca_file=ca_file, limits=QUICK) as door:
        assert isinstance(refusal(door, serve, None), NetworkTooSlow | TlsFailed)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("content", ["", "not a certificate", "-----BEGIN CERTIFICATE-----\nAA=="])
def test_a_file_without_authorities_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "authority.pem"
    file.write_text(content, "utf-8")
    with pytest.raises(AuthoritiesInvalid):
        Door(lambda _: None, ca_file=file)


def test_a_file_of_authorities_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DiskRefused):
        Door(lambda _: None, ca_file=tmp_path / "gone.pem")


# -- proxies ------------------------------------------------------------------------


@pytest.mark.parametrize("variable", ["https_proxy", "HTTPS_PROXY", "all_proxy"])
def test_the_proxy_of_the_system_is_used_and_hears_nothing_but_the_host(
    door: Door,
    contacts: list[Contact],
    tls: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    with Host(says(reply(b"answer")), tls=tls) as host, Host(relays_to(host.port)) as proxy:
        monkeypatch.setenv(variable, proxy.url())
        assert fetch(door, f"https://{NAME}/path") == b"answer"
        assert fetch(door, f"https://{NAME}/path") == b"answer"
        door.close()
    (tunnel,) = proxy.heads
    assert tunnel.split("\r\n")[0].startswith(f"CONNECT {NAME}:443 HTTP/1.")
    assert {line.partition(":")[0] for line in tunnel.split("\r\n")[1:] if line} <= {"Host"}
    assert [head.split("\r\n")[:2] for head in host.heads] == [
        ["GET /path HTTP/1.1", f"Host: {NAME}"]
    ] * 2
    assert contacts == [Contact(NAME, Purpose.REGISTRY, "answered", 6)] * 2


def test_the_password_of_the_proxy_goes_to_the_proxy_alone(
    door: Door, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Host(says(reply(b"answer")), tls=tls) as host, Host(relays_to(host.port)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url().replace("//", "//user:word@"))
        assert fetch(door, f"https://{NAME}/") == b"answer"
        door.close()
    word = base64.b64encode(b"user:word").decode()
    assert f"Proxy-Authorization: Basic {word}\r\n" in proxy.heads[0]
    assert "authorization" not in host.heads[0].lower()


def test_the_proxy_of_another_protocol_is_not_used(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", no_such_name)
    with Host(says(reply())) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url())
        with pytest.raises(NetworkUnreachable):
            fetch(door, f"https://{NAME}/")
    assert proxy.connections == 0


def no_such_name(*_: object, **__: object) -> None:
    raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


@pytest.mark.parametrize("exception", [NAME, "eksempel.test", ".test", "*"])
def test_what_no_proxy_excepts_is_asked_directly(
    door: Door, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, exception: str
) -> None:
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: look_up("127.0.0.1" if host == NAME else host, *rest, **more),
    )
    with Host(says(reply(b"answer")), tls=tls) as host, Host(relays_to(host.port)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url())
        monkeypatch.setenv("no_proxy", exception)
        assert fetch(door, host.url(host=NAME)) == b"answer"
        assert proxy.connections == 0
        monkeypatch.setenv("no_proxy", "andet.test")
        assert fetch(door, host.url(host=NAME)) == b"answer"
        assert proxy.connections == 1
        door.close()


@pytest.mark.parametrize("variable", ["http_proxy", "https_proxy", "all_proxy"])
def test_what_is_said_to_this_computer_stays_on_it(
    door: Door, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """It may be unencrypted, and a proxy may be anywhere."""
    with (
        Host(says_and_leaves(reply(b"answer"))) as plain,
        Host(says(reply(b"answer")), tls=tls) as host,
        Host(relays_to(host.port)) as proxy,
    ):
        monkeypatch.setenv(variable, proxy.url())
        for name in ("127.0.0.1", "localhost"):
            assert fetch(door, plain.url(host=name)) == b"answer"
            assert fetch(door, host.url(host=name)) == b"answer"
        assert proxy.connections == 0
        if variable == "http_proxy":  # the control: the usual way goes through it
            assert requests.get(plain.url(), timeout=5).content == b"by the proxy"


@pytest.mark.parametrize(
    "content",
    [
        b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        b"HTTP/1.1 502 Bad Gateway\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1/\r\n\r\n",
        b"no HTTP\r\n\r\n",
        b"",
    ],
)
def test_a_proxy_that_gives_no_connection_is_named_as_the_reason(
    door: Door, contacts: list[Contact], monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    with Host(says_and_leaves(content)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url().replace("//", "//user:word@"))
        with pytest.raises(ProxyRefused) as caught:
            fetch(door, f"https://{NAME}/")
    assert caught.value.facts == {"host": NAME}
    assert contacts == [Contact(NAME, Purpose.REGISTRY, "failed", 0)]


def test_a_proxy_that_is_not_there_is_named_as_the_reason(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
    with pytest.raises(ProxyRefused):
        fetch(door, f"https://{NAME}/")


@pytest.mark.parametrize(
    "address", ["socks5://127.0.0.1:1", "SOCKS5H://127.0.0.1:1", "http://", "http://[", "x://y:z"]
)
def test_a_proxy_of_a_kind_that_is_not_known_is_not_gone_around(
    door: Door, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    def make_one(*_: object, **__: object) -> None:
        pytest.fail("a library was asked for it")

    monkeypatch.setattr("requests.adapters.SOCKSProxyManager", make_one)
    monkeypatch.setattr(socket, "getaddrinfo", no_such_name)
    monkeypatch.setenv("https_proxy", address)
    with pytest.raises(ProxyRefused):
        fetch(door, f"https://{NAME}/")


def test_a_proxy_does_not_help_a_server_without_the_right_name(
    door: Door, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = server_side(authority.issue_cert("eksempel.test"))
    with Host(says(reply()), tls=other) as host, Host(relays_to(host.port)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url())
        with pytest.raises(CertificateRejected):
            fetch(door, f"https://{NAME}/")
    assert host.heads == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", AnswerCutShort),
        (b"HTTP/1.1 200 OK\r\n", AnswerCutShort),
        (b"no HTTP\r\n\r\n", AnswerUnreadable),
    ],
)
def test_a_proxy_is_not_blamed_for_what_the_host_answers(
    door: Door,
    tls: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes,
    kind: type[NetworkError],
) -> None:
    with (
        Host(says_and_leaves(content), tls=tls) as host,
        Host(relays_to(host.port)) as proxy,
    ):
        monkeypatch.setenv("https_proxy", proxy.url())
        with pytest.raises(kind):
            fetch(door, f"https://{NAME}/")


def test_a_proxy_that_drips_is_measured_too(ca_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = drips(b"HTTP/1.1 200 Connection established\r\n", b"X: x\r\n" * 20)
    started = time.monotonic()
    with Host(slow) as proxy, Door(lambda _: None, ca_file=ca_file, limits=QUICK) as door:
        monkeypatch.setenv("https_proxy", proxy.url())
        with pytest.raises(NetworkTooSlow):
            fetch(door, f"https://{NAME}/")
    assert time.monotonic() - started < 2


def test_a_proxy_behind_tls_must_prove_its_name_as_well(
    door: Door, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = server_side(trustme.CA().issue_cert("localhost"))
    with Host(says(reply(b"answer")), tls=tls) as host:
        with Host(relays_to(host.port), tls=tls) as proxy:
            monkeypatch.setenv("https_proxy", proxy.url(host="localhost"))
            assert fetch(door, f"https://{NAME}/") == b"answer"
            door.close()
        with Host(relays_to(host.port), tls=stranger) as proxy:
            monkeypatch.setenv("https_proxy", proxy.url(host="localhost"))
            with pytest.raises(CertificateRejected):
                fetch(door, f"https://{NAME}/")
    assert END_OF_HEAD.decode() not in "".join(proxy.heads)
