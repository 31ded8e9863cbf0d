"""The whole export: pieces in, records out, in batches."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO
from zoneinfo import ZoneInfo

from datadonor.sources.apple.columns import ColumnReader
from datadonor.sources.apple.cutting import BLOCK_BYTES, Fragment, Run, cut_export
from datadonor.sources.apple.episodes import read_fragment
from datadonor.sources.apple.setting import Setting
from datadonor.sources.found import Found


def read_export(
    stream: BinaryIO,
    zone: ZoneInfo,
    block_bytes: int = BLOCK_BYTES,
    files: Iterable[PurePosixPath] | None = None,
) -> Iterator[list[Found]]:
    """Yield what an export holds, one list for each piece.

    Args:
        stream: The XML.
        zone: For the days of activity summaries, which have none.
        block_bytes: How much is read at a time; it changes nothing but speed and memory.
        files: What lies beside the XML; nothing if it was given alone.

    Raises:
        FileRefused: As ``cut_export`` says.
    """
    columns, setting = ColumnReader(), Setting(zone, files)
    for piece in cut_export(stream, block_bytes):
        match piece:
            case Run():
                yield list(columns.read(piece))
            case Fragment():
                yield list(read_fragment(piece, setting))
            case _:
                yield [piece]
