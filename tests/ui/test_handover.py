"""What a second start may say, and everything else that may come."""

import os
from pathlib import Path
from typing import Final

import pytest

from ui.handover import MOST_BYTES, Message, MessageRefused, read_message, write_message

POSIX: Final = pytest.mark.skipif(os.name != "posix", reason="names of POSIX")

HOSTILE: Final = {
    "another version": b"datadonor-window/2 2\n/a",
    "no protocol": b"GET / HTTP/1.1\r\n\r\n",
    "relative path": b"datadonor-window/1 4\na.dd",
    "home of the shell": b"datadonor-window/1 3\n~/a",
    "NUL": b"datadonor-window/1 4\n/a\0b",
    "too long a path": b"datadonor-window/1 4097\n/" + b"a" * 4096,
    "too long a length": b"datadonor-window/1 00000000000000001",
    "negative length": b"datadonor-window/1 -1\n",
    "length with a zero before": b"datadonor-window/1 02\n/a",
    "no length": b"datadonor-window/1 \n/a",
    "length in other digits": "datadonor-window/1 ٢\n/a".encode(),
    "more behind it": b"datadonor-window/1 2\n/a/b",
    "a second message behind it": b"datadonor-window/1 2\n/adatadonor-window/1 2\n/b",
    "noise": bytes(range(256)) * 40,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_message_is_refused(name: str) -> None:
    with pytest.raises(MessageRefused):
        read_message(HOSTILE[name])


@pytest.mark.parametrize("file", [None, Path("/a"), Path("/" + "a" * 4095), Path("/å\nb c")])
def test_a_message_is_read_byte_by_byte(file: Path | None) -> None:
    written = write_message(Message(file))
    assert all(read_message(written[:end]) is None for end in range(len(written)))
    assert read_message(written) == Message(file)
    assert len(written) <= MOST_BYTES


@POSIX
def test_a_name_that_is_no_text_is_handed_over() -> None:
    file = Path(os.fsdecode(b"/somewhere/\xff.ddrequest"))
    assert read_message(write_message(Message(file))) == Message(file)


@pytest.mark.parametrize("file", [Path("a.ddrequest"), Path("/" + "a" * 4096)])
def test_a_path_that_cannot_be_handed_over_is_not_sent(file: Path) -> None:
    with pytest.raises(MessageRefused):
        write_message(Message(file))
