"""What can go wrong with a timestamp, beside the network."""

from enum import StrEnum

from datadonor.errors import DatadonorError, ExitCode


class TimestampFault(StrEnum):
    """Which check an answer failed."""

    TOO_LONG = "too_long"
    QUERY_UNREADABLE = "query_unreadable"
    QUERY_OF_ANOTHER = "query_of_another"  # of another commitment, or without a nonce
    NOT_A_REPLY = "not_a_reply"  # by its media type
    REPLY_UNREADABLE = "reply_unreadable"
    NOT_GRANTED = "not_granted"
    OTHER_DIGEST = "other_digest"
    OTHER_NONCE = "other_nonce"
    CERTIFICATE_UNFIT = "certificate_unfit"  # not for time-stamping alone
    NOT_SIGNED = "not_signed"  # the signature, the way to the root, or the certificate's days


class TimestampInvalid(DatadonorError):
    """An answer does not prove that the commitment existed at a moment."""

    code = "TIMESTAMP_INVALID"
    exit_code = ExitCode.TAMPERED

    def __init__(self, fault: TimestampFault) -> None:
        """Keep which check it failed."""
        super().__init__()
        self.fault = fault


class TimestampRefused(DatadonorError):
    """The authority's answer is no timestamp; nothing of it was kept (fact: ``host``)."""

    code = "TIMESTAMP_REFUSED"
    exit_code = ExitCode.OTHER_SIDE

    def __init__(self, *, host: str, fault: TimestampFault) -> None:
        """Keep which check it failed."""
        super().__init__(host=host)
        self.fault = fault


class TimeRootInvalid(DatadonorError):
    """The file holds no root certificate: one certificate (PEM) that signed itself."""

    code = "TIME_ROOT_INVALID"
    exit_code = ExitCode.BAD_FILE


class TimestampsOff(DatadonorError):
    """Timestamps are not switched on."""

    code = "TIMESTAMPS_OFF"
    exit_code = ExitCode.NO


class TimestampsUnavailable(DatadonorError):
    """There is no library for timestamps on this computer: Windows on Arm."""

    code = "TIMESTAMPS_UNAVAILABLE"
    exit_code = ExitCode.NO
