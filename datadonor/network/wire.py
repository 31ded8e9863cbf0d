"""Where requests, urllib3 and TLS are: one question out, one reply in.

Promises: no foreign exception leaves; every wait is bounded by a ``Meter``; nothing is
read from the surroundings but the proxies that the system is set to use. Must not know:
what is allowed to be asked, and who is told of it.

requests is used without its ``Session``. That would take passwords from ``.netrc`` and
authorities from the environment, keep cookies, and read the whole body of a redirect
into memory even when told not to follow it.
"""

import ssl
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException, IncompleteRead
from pathlib import Path
from typing import Any, Final

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies, select_proxy

from datadonor import paths
from datadonor.network.errors import (
    AddressInvalid,
    AnswerCutShort,
    AnswerUnreadable,
    AuthoritiesInvalid,
    CertificateRejected,
    NetworkError,
    NetworkTooSlow,
    NetworkUnreachable,
    ProxyRefused,
    TlsFailed,
)
from datadonor.network.metering import (
    READING,
    EncryptedConnection,
    Meter,
    PlainConnection,
    Reading,
)
from datadonor.network.sending import Outgoing

HEADERS: Final = {"User-Agent": "Datadonor", "Accept-Encoding": "identity"}
"""All that is sent beside ``Host`` when something is asked for. Who asks, without version
or library; and nothing compressed, so that limits count what really comes."""


Prepared = requests.PreparedRequest
"""A question that is ready to be asked."""


class Reply:
    """What came back, whatever its status; its body not yet read."""

    def __init__(self, host: str, response: urllib3.BaseHTTPResponse, reading: Reading) -> None:
        """Wrap what the libraries gave."""
        self._host = host
        self._response = response
        self._reading = reading
        self.status = response.status

    @property
    def length(self) -> int | None:
        """How many bytes are announced, if it is said in a way that can be relied on."""
        return self._response.length_remaining

    @property
    def headers(self) -> dict[str, str]:
        """What stands in its head: names in lower case; one that came twice is joined."""
        return {name.lower(): value for name, value in self._response.headers.items()}

    @property
    def is_plain(self) -> bool:
        """Whether the body comes as it is: not compressed, at most cut in chunks."""
        headers = self._response.headers
        return (
            headers.get("Content-Encoding", "identity").lower() == "identity"
            and headers.get("Transfer-Encoding", "chunked").lower() == "chunked"
        )

    def next_bytes(self, most: int) -> bytes:
        """Return what has come of the body, waiting for the first byte; empty at its end.

        Raises:
            NetworkError: It did not come as it should.
        """
        with foreign_errors(self._host):
            # read1 and not read: read waits until it has all that it was asked for.
            return self._response.read1(most, decode_content=False)

    def close(self) -> None:
        """Let go of it. Its connection is kept for the next if the body was read to its end."""
        self._response.close()
        self._reading.end()


class Wire:
    """Sends questions, and keeps the connections for the next ones."""

    def __init__(self, ca_file: Path | None) -> None:
        """Load the authorities: those of a file (PEM), or the commonly known ones.

        Raises:
            AuthoritiesInvalid, DiskRefused: The file is of no use.
        """
        self._adapter = _Adapter(_tls(ca_file))

    def ask(
        self,
        question: requests.PreparedRequest,
        host: str,
        meter: Meter,
        timeouts: tuple[float, float],
        *,
        through_proxies: bool,
        body: Outgoing | None = None,
    ) -> Reply:
        """Send a question and wait for the head of its reply.

        Args:
            question: From ``prepare``, with the length of a body among its headers.
            host: For the errors.
            meter: Counts from here on until the reply has been read.
            timeouts: Seconds for a connection, and of silence.
            through_proxies: Whether the system's proxies are used.
            body: What the question carries.

        Raises:
            NetworkError: No head came, or not as it should.
        """
        url = question.url or ""
        # The library takes it piece by piece, because its length is among the headers.
        question.body = body  # type: ignore[assignment]
        reading = Reading(meter, timeouts[1])
        proxy: str | None = None
        try:
            with foreign_errors(host):
                proxies = get_environ_proxies(url) if through_proxies else {}
                proxy = select_proxy(url, proxies)
                if proxy and proxy.lower().startswith("socks"):
                    raise ProxyRefused(host=host)
                connect_seconds = meter.seconds_left(timeouts[0])
                response = self._send(question, reading, connect_seconds, proxies)
        except NetworkError as error:
            has_begun = reading.has_begun or (body is not None and body.has_begun)
            if proxy and not has_begun and type(error) in _WITHOUT_A_WAY:
                raise ProxyRefused(host=host) from None
            raise
        return Reply(host, response, reading)

    def _send(
        self,
        question: requests.PreparedRequest,
        reading: Reading,
        connect_seconds: float,
        proxies: dict[str, str],
    ) -> urllib3.BaseHTTPResponse:
        token = READING.set(reading)
        try:
            timeout = (connect_seconds, reading.silence_seconds)
            response = self._adapter.send(question, stream=True, timeout=timeout, proxies=proxies)
        except BaseException:
            reading.end()
            raise
        finally:
            READING.reset(token)
        return response.raw

    def close(self) -> None:
        """Close the connections that were kept."""
        self._adapter.close()


def prepare(
    url: str, method: str = "GET", headers: Mapping[str, str] | None = None
) -> requests.PreparedRequest:
    """Return the question for what lies at an address; nothing is sent.

    Raises:
        AddressInvalid: It is no address.
    """
    try:
        return requests.Request(method, url, headers={**HEADERS, **(headers or {})}).prepare()
    except (requests.RequestException, ValueError):
        raise AddressInvalid from None


class _Adapter(HTTPAdapter):
    """requests' own, with our TLS and our reader."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        self._tls = tls
        super().__init__(max_retries=0)

    def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        host, _ = super().build_connection_pool_key_attributes(*args, **kwargs)
        return host, {"ssl_context": self._tls, "cert_reqs": "CERT_REQUIRED"}

    def get_connection_with_tls_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        pool: Any = super().get_connection_with_tls_context(*args, **kwargs)
        pool.ConnectionCls = EncryptedConnection if pool.scheme == "https" else PlainConnection
        return pool

    def proxy_manager_for(self, proxy: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        return super().proxy_manager_for(proxy, proxy_ssl_context=self._tls, **kwargs)

    def cert_verify(self, *_: object) -> None:
        """Leave it to our context; requests would add the common authorities to it."""


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    """Return a context that verifies, made without a look at the environment.

    ``ssl.create_default_context`` and urllib3's would obey ``SSLKEYLOGFILE``.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # checks the chain and the name
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.hostname_checks_common_name = False  # RFC 9525 §2
    with paths.disk_errors():
        try:
            context.load_verify_locations(ca_file or DEFAULT_CA_BUNDLE_PATH)
        except ssl.SSLError:
            raise AuthoritiesInvalid from None
    return context


_MEANINGS: Final[tuple[tuple[tuple[type[BaseException], ...], type[NetworkError]], ...]] = (
    ((ssl.SSLCertVerificationError,), CertificateRejected),
    ((requests.ConnectTimeout, urllib3.exceptions.NewConnectionError), NetworkUnreachable),
    ((TimeoutError,), NetworkTooSlow),
    ((ssl.SSLError,), TlsFailed),
    ((IncompleteRead, ConnectionError), AnswerCutShort),
    ((HTTPException, requests.exceptions.InvalidHeader, ValueError), AnswerUnreadable),
)
"""The first that fits an exception, or anything that led to it. Not by requests' own
``ProxyError``: it is also raised when the host breaks off, through a proxy that works."""

_WITHOUT_A_WAY: Final = {NetworkError, NetworkUnreachable, AnswerCutShort, AnswerUnreadable}
"""What it is the proxy's doing if it happens before the host is heard."""


@contextmanager
def foreign_errors(host: str) -> Iterator[None]:
    """Turn the libraries' exceptions into ours, without their texts, which hold addresses.

    Raises:
        NetworkError: The one that fits.
    """
    handled = sys.exc_info()[1]
    try:
        yield
    except (
        requests.RequestException,
        urllib3.exceptions.HTTPError,
        HTTPException,
        OSError,
        ValueError,
    ) as error:
        raise _meaning(error, handled)(host=host) from None


def _meaning(error: Exception, handled: BaseException | None) -> type[NetworkError]:
    """Say which of ours a foreign exception is.

    Args:
        error: What was caught.
        handled: What the caller was already handling. It led to nothing here, though
            Python puts it at the end of the chain.
    """
    causes: list[BaseException] = []
    ahead: list[BaseException | None] = [error]
    while ahead:
        cause = ahead.pop()
        if cause is not None and cause is not handled and cause not in causes:
            causes.append(cause)
            ahead += [cause.__cause__, cause.__context__]
    for kinds, meaning in _MEANINGS:
        if any(isinstance(cause, kinds) for cause in causes):
            return meaning
    return NetworkError
