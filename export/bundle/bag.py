"""The bag: the lists that BagIt 1.0 (RFC 8493) wants beside the payload.

They follow from the payload's list alone, so a reader writes them anew and compares.
A bag protects against accidents; against people the signed manifest does.
"""

from collections.abc import Sequence
from typing import Final

from export.bundle.contents import checksum_lines, listed
from export.bundle.layout import BAG_DECLARATION, BAG_INFO, BAG_MANIFEST, BAG_TAG_MANIFEST
from export.bundle.listing import Listed
from export.bundle.parts import File

DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def bag_files(payload: Sequence[Listed]) -> tuple[File, ...]:
    """Return the bag's files that the signed manifest lists, in their order.

    Args:
        payload: All files below ``data/``.
    """
    size = sum(file.length for file in payload)
    return (
        File(BAG_DECLARATION, DECLARATION),
        File(BAG_INFO, f"Payload-Oxum: {size}.{len(payload)}\n".encode()),
        File(BAG_MANIFEST, checksum_lines(payload)),
    )


def tag_manifest(files: Sequence[File]) -> File:
    """Return the list of the bag's own files, the signed manifest among them."""
    return File(BAG_TAG_MANIFEST, checksum_lines(listed(file) for file in files))
