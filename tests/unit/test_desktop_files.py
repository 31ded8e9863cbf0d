"""The program in the desktop's menu, and its type of file, as the desktop itself reads them."""

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import BaseModel

from consent.decision import Decision
from consent.envelope import seal_envelope
from consent.request import PAYLOAD_TYPE
from datadonor import desktop_entry
from datadonor.audit.package_file import write_package
from datadonor.cli import app as command_line
from datadonor.desktop_entry import (
    APP_ID,
    PACKAGE_TYPE,
    REQUEST_TYPE,
    DesktopNotOffered,
    entry_for,
    install,
    quoted,
    remove,
)
from datadonor.errors import DiskRefused
from export.answers import Answer
from export.audit_package.manifest import LogCounts, Manifest, write_manifest
from export.withdrawing import Notice
from tests.releases import signed_version

ROOT: Final = Path(__file__).resolve().parents[2]
SHIPPED: Final = ROOT / "resources" / "desktop"
COMMAND: Final = ("/opt/datadonor/bin/datadonor",)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="desktops of freedesktop.org")


def needs(tool: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(tool) is None, reason=f"{tool} is not installed")


def said(*words: str | Path, home: Path | None = None) -> str:
    """Run a tool and return all it said; it must end well."""
    given = os.environ if home is None else {**os.environ, "XDG_DATA_HOME": str(home)}
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, env=given, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An account's own place, with nothing in it yet."""
    return tmp_path / "share"


def everything(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


# -- what is shipped --------------------------------------------------------------------


@needs("desktop-file-validate")
def test_the_shipped_entry_is_valid() -> None:
    assert said("desktop-file-validate", SHIPPED / f"{APP_ID}.desktop") == ""


@needs("desktop-file-validate")
def test_an_entry_that_is_off_is_caught(tmp_path: Path) -> None:
    """The control; the line is one that Debian 12's tool does not know."""
    off = tmp_path / f"{APP_ID}.desktop"
    off.write_text((SHIPPED / off.name).read_text("utf-8") + "Terminal=perhaps\n", "utf-8")
    with pytest.raises(AssertionError, match="Terminal"):
        said("desktop-file-validate", off)


@needs("appstreamcli")
def test_what_shops_for_programs_show_is_valid() -> None:
    said("appstreamcli", "validate", "--no-net", SHIPPED / f"{APP_ID}.metainfo.xml")


@needs("appstreamcli")
def test_a_description_that_is_off_is_caught(tmp_path: Path) -> None:
    off = tmp_path / f"{APP_ID}.metainfo.xml"
    written = (SHIPPED / off.name).read_text("utf-8")
    off.write_text(written.replace("<metadata_license>CC0-1.0", "<metadata_license>mine"), "utf-8")
    with pytest.raises(AssertionError):
        said("appstreamcli", "validate", "--no-net", off)


@needs("xmllint")
@pytest.mark.parametrize("kind", ["mime", "metainfo"])
def test_the_shipped_xml_is_well_formed(kind: str) -> None:
    assert said("xmllint", "--noout", "--nonet", SHIPPED / f"{APP_ID}.{kind}.xml") == ""


def test_every_word_of_the_entry_is_in_danish_too() -> None:
    lines = (SHIPPED / f"{APP_ID}.desktop").read_text("utf-8").splitlines()
    keys = {line.partition("=")[0] for line in lines}
    for key in ("GenericName", "Comment", "Keywords"):
        assert {key, f"{key}[da]"} <= keys
    assert "Exec=datadonor %f" in lines
    assert "StartupWMClass=datadonor" in lines
    assert f"MimeType={REQUEST_TYPE};{PACKAGE_TYPE};" in lines
    assert not any(key.startswith("SingleMainWindow") for key in keys)


def test_the_window_and_the_requests_use_the_same_names() -> None:
    assert PAYLOAD_TYPE == REQUEST_TYPE
    assert f'setDesktopFileName("{APP_ID}")' in (ROOT / "ui" / "app.py").read_text("utf-8")


# -- a real round trip ------------------------------------------------------------------


@needs("gio")
@needs("update-mime-database")
def test_requests_are_known_by_name_and_by_content(home: Path, tmp_path: Path) -> None:
    request = signed_version(1).content
    named, unnamed, other = (tmp_path / name for name in ("a.ddrequest", "unnamed", "other"))
    named.write_bytes(b"cut off on the way")
    unnamed.write_bytes(request)
    other.write_bytes(b'{"payload":"eyJhIjoxfQ==","payloadType":"x","signatures":[]}')

    def kind(file: Path) -> str:
        return said("gio", "info", "-a", "standard::content-type", file, home=home).split()[-1]

    assert kind(unnamed) != REQUEST_TYPE  # the control: not known before
    install(home, COMMAND)
    assert kind(named) == REQUEST_TYPE
    assert kind(unnamed) == REQUEST_TYPE
    assert kind(other) != REQUEST_TYPE
    remove(home)
    assert kind(unnamed) != REQUEST_TYPE


@needs("gio")
@needs("update-mime-database")
def test_packages_are_known_by_name_and_by_content(home: Path, tmp_path: Path) -> None:
    named, unnamed, other = (tmp_path / name for name in ("a.ddaudit", "unnamed", "other"))
    named.write_bytes(b"cut off on the way")
    unnamed.write_bytes(package())
    with zipfile.ZipFile(other, "w") as zipped:
        zipped.writestr("manifest.json", b"[]")

    def kind(file: Path) -> str:
        return said("gio", "info", "-a", "standard::content-type", file, home=home).split()[-1]

    assert kind(unnamed) != PACKAGE_TYPE  # the control: not known before
    install(home, COMMAND)
    assert kind(named) == PACKAGE_TYPE
    assert kind(unnamed) == PACKAGE_TYPE
    assert kind(other) != PACKAGE_TYPE
    remove(home)
    assert kind(unnamed) != PACKAGE_TYPE


def package() -> bytes:
    """Return the beginning of an auditor's package, as the program itself writes it."""
    manifest = write_manifest(
        Manifest(
            made="2026-05-03T06:12:00.000Z",
            log=LogCounts(size=1, shown=1, hidden=0, erased=0),
            withheld=[],
            files={},
        )
    )
    return write_package({"manifest.json": manifest, "log/key": b"k\n"})


@needs("xdg-mime")
@needs("mimetype")  # which xdg-mime asks outside the large desktops
@needs("update-mime-database")
def test_the_desktops_own_question_is_answered(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.ddrequest"
    file.write_bytes(signed_version(1).content)
    install(home, COMMAND)
    assert said("xdg-mime", "query", "filetype", file, home=home).strip() == REQUEST_TYPE


@needs("gio")
@needs("update-desktop-database")
@pytest.mark.parametrize("kind", [REQUEST_TYPE, PACKAGE_TYPE])
def test_the_program_is_what_opens_them(home: Path, kind: str) -> None:
    install(home, (sys.executable,))  # a program that is there, or the entry would not count
    assert f"{APP_ID}.desktop" in said("gio", "mime", kind, home=home)
    remove(home)
    assert f"{APP_ID}.desktop" not in said("gio", "mime", kind, home=home)


@needs("desktop-file-validate")
@pytest.mark.parametrize(
    "program",
    [
        "/opt/datadonor/bin/datadonor",
        "/home/åse/Mine programmer/datadonor",
        '/odd/a"b`c$d\\e%f/datadonor',
    ],
)
def test_the_installed_entry_is_valid_wherever_the_program_lies(home: Path, program: str) -> None:
    install(home, (program, "-m", "datadonor"))
    assert said("desktop-file-validate", home / "applications" / f"{APP_ID}.desktop") == ""


@needs("gio")
def test_the_entry_starts_the_program_with_the_file(home: Path, tmp_path: Path) -> None:
    """GLib reads the entry as desktops do, an odd folder and all."""
    folder = tmp_path / 'odd "$x`\\ name'
    folder.mkdir()
    program = folder / "datadonor"
    heard = tmp_path / "heard"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {heard}.tmp; mv {heard}.tmp {heard}\n')
    program.chmod(0o755)
    file = tmp_path / "en anmodning.ddrequest"
    file.write_bytes(b"")
    install(home, (str(program), "-m", "50 % af"))
    said("gio", "launch", home / "applications" / f"{APP_ID}.desktop", file, home=home)
    for _ in range(100):
        if heard.exists():
            break
        subprocess.run(["sleep", "0.05"], check=True)
    assert heard.read_text("utf-8").splitlines() == ["-m", "50 % af", str(file)]


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("/bin/a", '"/bin/a"'),
        ("/a b", '"/a b"'),
        ("/50%", '"/50%%"'),
        ('/"', '"/\\\\""'),
        ("/$", '"/\\\\$"'),
        ("/\\", '"/\\\\\\\\"'),
    ],
)
def test_a_word_is_quoted_as_the_specification_says(word: str, written: str) -> None:
    """The last three are the examples of its §7: a backslash is written as four."""
    assert quoted(word) == written


def test_installing_twice_changes_nothing(home: Path) -> None:
    first = install(home, COMMAND)
    before = everything(home)
    stamps = [file.stat().st_mtime_ns for file in first.files]
    second = install(home, COMMAND)
    assert second.files == first.files
    assert everything(home).keys() == before.keys()
    assert [file.stat().st_mtime_ns for file in first.files] == stamps


def test_removing_leaves_nothing(home: Path) -> None:
    installed = install(home, COMMAND)
    assert len(installed.files) == 3
    removed = remove(home)
    assert set(removed.files) == set(installed.files)
    assert everything(home) == {}
    assert remove(home).files == ()
    assert everything(home) == {}


def test_what_others_have_put_there_stays(home: Path) -> None:
    theirs = (
        home / "applications" / "other.desktop",
        home / "mime" / "packages" / "other.xml",
        home / "icons" / "hicolor" / "scalable" / "apps" / "other.svg",
    )
    for file in theirs:
        file.parent.mkdir(parents=True, exist_ok=True)
    theirs[0].write_text("[Desktop Entry]\nType=Application\nName=Other\nExec=true\n")
    theirs[1].write_text(
        '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">'
        '<mime-type type="application/x-other"><glob pattern="*.other"/></mime-type></mime-info>'
    )
    theirs[2].write_text("<svg/>")
    before = {file: file.read_bytes() for file in theirs}
    install(home, COMMAND)
    remove(home)
    assert {file: file.read_bytes() for file in theirs} == before
    if shutil.which("update-mime-database"):
        assert "*.other" in (home / "mime" / "globs").read_text("utf-8")


def test_the_desktop_may_read_what_was_written(home: Path) -> None:
    """The program closes what it makes to others; these files are not the person's data."""
    old = os.umask(0o077)
    try:
        files = install(home, COMMAND).files
    finally:
        os.umask(old)
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o644
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o755


def test_without_the_desktops_tools_the_files_are_there(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    done = install(home, COMMAND)
    assert done.refreshed == ()
    assert all(file.is_file() for file in done.files)
    remove(home)
    assert everything(home) == {}


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "share").write_text("a file where the folder should be")
    with pytest.raises(DiskRefused):
        install(tmp_path / "share", COMMAND)


def test_an_icon_that_is_a_link_is_replaced_and_not_written_through(
    home: Path, tmp_path: Path
) -> None:
    (link,) = (file for file in install(home, COMMAND).files if file.suffix == ".svg")
    kept = tmp_path / "kept.svg"
    kept.write_bytes(link.read_bytes())
    link.unlink()
    link.symlink_to(kept)
    install(home, (*COMMAND, "again"))
    assert not link.is_symlink()
    assert kept.is_file()


# -- by content -------------------------------------------------------------------------


def beginning() -> bytes:
    """Return what the type's magic looks for."""
    written = (SHIPPED / f"{APP_ID}.mime.xml").read_text("utf-8")
    return written.partition('value="')[2].partition('"')[0].replace("&quot;", '"').encode()


def test_every_request_begins_as_the_type_says() -> None:
    """The two fields that can come first in canonical order begin alike."""
    always: dict[str, object] = {"comprehension": [], "controller": {}}
    for document in (always, {**always, "complaints": {}}):
        sealed = seal_envelope(document, PAYLOAD_TYPE, [Ed25519PrivateKey.generate()])
        assert sealed.startswith(beginning())
    assert signed_version(1).content.startswith(beginning())
    assert len(beginning()) <= 64


@pytest.mark.parametrize("model", [Decision, Notice, Answer])
def test_our_other_documents_do_not(model: type[BaseModel]) -> None:
    first = min(field.alias or name for name, field in model.model_fields.items())
    sealed = seal_envelope({first: ""}, "application/json", [Ed25519PrivateKey.generate()])
    assert not sealed.startswith(beginning())


# -- the place, and the command -----------------------------------------------------------


def test_it_lies_where_the_account_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert desktop_entry.data_home() == tmp_path
    monkeypatch.setenv("HOME", str(tmp_path))
    for passed_over in ("", "relative"):
        monkeypatch.setenv("XDG_DATA_HOME", passed_over)
        assert desktop_entry.data_home() == tmp_path / ".local" / "share"


def test_elsewhere_than_on_linux_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(DesktopNotOffered):
        desktop_entry.data_home()


def test_it_starts_the_program_that_installed_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert desktop_entry.own_command() == (str(tmp_path / "python"), "-m", "datadonor")
    (tmp_path / "datadonor").touch(mode=0o755)
    assert desktop_entry.own_command() == (str(tmp_path / "datadonor"),)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert desktop_entry.own_command() == (str(tmp_path / "python"),)
    assert f"TryExec={tmp_path}/python\n" in entry_for(desktop_entry.own_command())


def run(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = command_line.run(words, lambda *_, **__: {})
    return code, capsys.readouterr().out


def test_the_command_installs_and_removes(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(command_line._WORDS, "desktop", ("desktop", "app"))
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    code, out = run(["desktop", "install", "--json"], capsys)
    assert code == 0
    assert len(json.loads(out)["files"]) == 3
    code, out = run(["desktop", "remove", "--lang", "da"], capsys)
    assert code == 0
    assert out.startswith("Datadonor er taget ud af din menu.")
    code, out = run(["desktop", "remove", "--lang", "en"], capsys)
    assert out.startswith("Datadonor was not in your menu.")
    assert everything(home) == {}
