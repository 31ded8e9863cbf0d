"""Which file system a folder lies on: what a durable write costs depends on it."""

from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")


def file_system(folder: Path) -> str:
    """Return the type of the file system, or ``unknown`` where the system does not say."""
    try:
        lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return "unknown"
    found, deepest = "unknown", -1
    for line in lines:
        _, mounted, kind, *_ = line.split(" ")
        point = Path(mounted.encode().decode("unicode_escape"))
        # Of two at one place the later covers the earlier.
        if folder.is_relative_to(point) and len(point.parts) >= deepest:
            found, deepest = kind, len(point.parts)
    return found
