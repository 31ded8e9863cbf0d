"""The one door out: the only place from which the program reaches another computer.

Promises, for every answer (``docs/formats/network.md``): over TLS with the other side
verified, or on this computer; asked for with three headers that say nothing of the
person, the machine or the libraries (what is sent has a few more, each on a list);
bounded in bytes and in time while it comes, and not only after; never from another place
than the one asked for; and told to a callback, so that the person can see it.

``door`` says what is allowed, ``sending`` what may be sent, ``wire`` sends and hears,
``metering`` bounds it, ``errors`` is what can go wrong. Must not know: the vault, the
log, what the bytes mean.
"""

from datadonor.network.door import (
    Answer,
    Contact,
    Door,
    Limits,
    Purpose,
    host_of,
    is_loopback,
)
from datadonor.network.errors import (
    AddressInsecure,
    AddressInvalid,
    AnswerCutShort,
    AnswerRefused,
    AnswerTooLarge,
    AnswerUnreadable,
    AuthoritiesInvalid,
    CertificateRejected,
    NetworkError,
    NetworkRedirected,
    NetworkTooSlow,
    NetworkUnreachable,
    Outcome,
    ProxyRefused,
    TlsFailed,
)
from datadonor.network.sending import Body, Head, Message, is_same_origin

__all__ = [
    "AddressInsecure",
    "AddressInvalid",
    "Answer",
    "AnswerCutShort",
    "AnswerRefused",
    "AnswerTooLarge",
    "AnswerUnreadable",
    "AuthoritiesInvalid",
    "Body",
    "CertificateRejected",
    "Contact",
    "Door",
    "Head",
    "Limits",
    "Message",
    "NetworkError",
    "NetworkRedirected",
    "NetworkTooSlow",
    "NetworkUnreachable",
    "Outcome",
    "ProxyRefused",
    "Purpose",
    "TlsFailed",
    "host_of",
    "is_loopback",
    "is_same_origin",
]
