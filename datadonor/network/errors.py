"""What can go wrong between this computer and another, each with its own sentence.

None of them holds an address, a path, or the text of its cause; ``host`` is the most
that is told. Whatever is raised, nothing of the answer has been kept.
"""

from typing import ClassVar, Literal

from datadonor.errors import DatadonorError, ExitCode

Outcome = Literal["answered", "refused", "failed"]
"""How an exchange ended. Answered: taken, up to where the caller stopped. Refused:
something came, and was not taken. Failed: nothing came, or not the whole of it."""


class NetworkError(DatadonorError):
    """An exchange failed in a way that is not named below (fact: ``host``)."""

    code = "NETWORK_FAILED"
    exit_code = ExitCode.OTHER_SIDE
    outcome: ClassVar[Outcome] = "failed"


class AddressInvalid(NetworkError):
    """This is no address on a network (no facts). Nothing was contacted."""

    code = "ADDRESS_INVALID"


class AddressInsecure(NetworkError):
    """The address holds a user or password, or lacks encryption. Nothing was contacted."""

    code = "ADDRESS_INSECURE"


class NetworkUnreachable(NetworkError):
    """There is no way to the host: no network, no such name, nobody there."""

    code = "NETWORK_UNREACHABLE"


class ProxyRefused(NetworkError):
    """The proxy that this computer is set to use let nothing through, or is a SOCKS proxy."""

    code = "PROXY_REFUSED"


class NetworkTooSlow(NetworkError):
    """There was silence for too long, or the whole answer took too long."""

    code = "NETWORK_TOO_SLOW"


class TlsFailed(NetworkError):
    """No encrypted connection could be made or kept."""

    code = "TLS_FAILED"


class CertificateRejected(NetworkError):
    """The other side did not prove that it is the host that was asked for."""

    code = "CERTIFICATE_REJECTED"
    outcome = "refused"


class NetworkRedirected(NetworkError):
    """The answer was to ask elsewhere (any status from 300 to 399). That is not done."""

    code = "NETWORK_REDIRECTED"
    outcome = "refused"


class AnswerRefused(NetworkError):
    """The other side said no (facts: ``host``; ``status``, RFC 9110 §15)."""

    code = "ANSWER_REFUSED"
    outcome = "refused"

    def __init__(self, *, host: str, status: int) -> None:
        """Keep the status for those who must tell one refusal from another."""
        super().__init__(host=host, status=status)
        self.status = status


class AnswerTooLarge(NetworkError):
    """More came, or was announced, than the answer may be long."""

    code = "ANSWER_TOO_LARGE"
    outcome = "refused"


class AnswerUnreadable(NetworkError):
    """What came is not HTTP/1.1, or is compressed though that was not asked for."""

    code = "ANSWER_UNREADABLE"
    outcome = "refused"


class AnswerCutShort(NetworkError):
    """The connection ended before the answer did."""

    code = "ANSWER_CUT_SHORT"


class AuthoritiesInvalid(DatadonorError):
    """The file of certificate authorities holds none (PEM)."""

    code = "AUTHORITIES_INVALID"
    exit_code = ExitCode.BAD_FILE
