"""The one door to the system's windows for choosing files and folders.

Nothing chosen here is remembered in a list of recent files: a name can tell of an illness.
"""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.alone import may_leave


def dialog(  # pragma: no cover - the system's own window; tests put another in its place
    parent: QWidget,
    title: str,
    mode: QFileDialog.FileMode,
    accept: QFileDialog.AcceptMode,
    suggested: str = "",
    wanted: str = "",
    ending: str = "",
) -> list[str]:
    """Ask the system, and return the paths chosen, or none.

    Args:
        parent: Where it stands above.
        title: What is chosen.
        mode: What may be chosen.
        accept: Whether to open or to save.
        suggested: A file name to begin with.
        wanted: Kinds of files, as Qt writes them: ``"Requests (*.ddrequest)"``.
        ending: With its dot: what a name gets that has none, before it is asked about.
    """
    asked = QFileDialog(parent, title)
    asked.setFileMode(mode)
    asked.setAcceptMode(accept)
    if mode is QFileDialog.FileMode.Directory:
        asked.setOption(QFileDialog.Option.ShowDirsOnly)
    if wanted:
        asked.setNameFilter(wanted)
    asked.setDefaultSuffix(ending)
    if suggested:
        asked.selectFile(suggested)
    return asked.selectedFiles() if asked.exec() else []


def choose_file(parent: QWidget, title: str, wanted: str = "") -> Path | None:
    """Return one existing file, if one is chosen."""
    return _one(
        dialog(
            parent,
            title,
            QFileDialog.FileMode.ExistingFile,
            QFileDialog.AcceptMode.AcceptOpen,
            wanted=wanted,
        )
    )


def choose_files(parent: QWidget, title: str, wanted: str = "") -> list[Path]:
    """Return the existing files that are chosen."""
    mode = QFileDialog.FileMode.ExistingFiles
    chosen = dialog(parent, title, mode, QFileDialog.AcceptMode.AcceptOpen, wanted=wanted)
    return [Path(path) for path in chosen]


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """Return an existing folder, if one is chosen."""
    mode = QFileDialog.FileMode.Directory
    return _one(dialog(parent, title, mode, QFileDialog.AcceptMode.AcceptOpen))


def choose_file_to_save(
    parent: QWidget, title: str, suggested_name: str, wanted: str = "", ending: str = ""
) -> Path | None:
    """Return where to save a file, if that is chosen. The system asks before replacing one.

    Nothing, without asking, while somebody helps.
    """
    if not may_leave(parent):
        return None
    return _one(
        dialog(
            parent,
            title,
            QFileDialog.FileMode.AnyFile,
            QFileDialog.AcceptMode.AcceptSave,
            suggested_name,
            wanted,
            ending,
        )
    )


def _one(chosen: list[str]) -> Path | None:
    return Path(chosen[0]) if chosen else None
