"""Files that are built to do harm, or are not hers: each refused for its own reason."""

import zipfile
from collections.abc import Mapping
from copy import copy
from pathlib import Path
from typing import Final

from datadonor import paths
from datadonor.audit.custody import OpenVault
from datadonor.audit.events import SELF
from datadonor.demo.health import year_files
from datadonor.demo.stage import Stage, Step
from datadonor.demo.year_clinic import another_person
from datadonor.errors import DatadonorError
from datadonor.records.summary import CategorySummary, summary
from datadonor.sources.errors import FileCut, FileHostile, FileTooLarge, SomeoneElse
from datadonor.sources.pipeline import import_parcel
from datadonor.texts import text

_KERNEL_BYTES: Final = 10 << 20
_COPIES: Final = 10_000
"""Half a megabyte that unpacks to a hundred gigabytes: all members read the same bytes."""

_LAUGHS: Final = 10
_LAUGHTER: Final = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * _LAUGHS if n else "ha"}">' for n in range(_LAUGHS)
)
"""The billion laughs: entities that multiply."""


def _bomb(stage: Stage) -> bool:
    file = stage.folder / "bomb.zip"
    with paths.disk_errors(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0", bytes(_KERNEL_BYTES))
        kernel = archive.filelist[0]
        for number in range(1, _COPIES):
            member = copy(kernel)
            member.filename = str(number)
            archive.filelist.append(member)
    return _is_refused(stage, file, FileTooLarge)


def _entities(stage: Stage) -> bool:
    file = stage.folder / "laughs.xml"
    doctype = f'<?xml version="1.0"?>\n<!DOCTYPE HealthData [{_LAUGHTER}]>\n'
    body = f'<HealthData locale="da_DK"><ExportDate value="&l{_LAUGHS - 1};"/></HealthData>'
    with paths.disk_errors():
        file.write_text(doctype + body, "utf-8")
    return _is_refused(stage, file, FileHostile)


def _half_copied(stage: Stage) -> bool:
    file = stage.folder / "half.zip"
    with paths.disk_errors():
        content = year_files(stage).phone_newer.read_bytes()
        file.write_bytes(content[: len(content) // 2])
    return _is_refused(stage, file, FileCut)


def _someone_else(stage: Stage) -> bool:
    file = stage.folder / "bent.json"
    with paths.disk_errors():
        file.write_text(another_person(), "utf-8")
    return _is_refused(stage, file, SomeoneElse)


def _is_refused(stage: Stage, file: Path, reason: type[DatadonorError]) -> bool:
    """Whether a file is refused for one reason, with log and records as they were."""
    with stage.open() as opened:
        before = _state(opened)
        try:
            import_parcel(opened, file, SELF)
        except DatadonorError as refusal:
            said = refusal.user_message(stage.language).message.rstrip(".")
            stage.say(f"    {text('demo.seen', stage.language, finding=said)}")
            return type(refusal) is reason and _state(opened) == before
    stage.say(f"    {text('demo.unseen', stage.language)}")
    return False


def _state(opened: OpenVault) -> tuple[bytes, tuple[CategorySummary, ...]]:
    return opened.log.root(), summary(opened.vault.connection)


ATTACKS: Final[Mapping[str, Step]] = {
    "bomb": _bomb,
    "entities": _entities,
    "half_copied": _half_copied,
    "someone_else": _someone_else,
}
