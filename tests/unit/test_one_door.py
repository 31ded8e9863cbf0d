"""Nothing but ``datadonor.network`` opens a way to another computer.

Two nets, because each has holes that the other has not. The source is searched for
everything known to open one; that sees code that never runs, and Qt, which Python cannot
watch. And the whole journey is run with a watch on Python's sockets; that sees what a
library does by itself, or what hides behind a name made at run time. Each net is shown to
catch something.
"""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("datadonor", "consent", "export", "ui")
OURS: Final = {*PACKAGES, "resources"}

LIBRARIES: Final = {
    "ahocorasick_rs",  # compiled code that looks for words in bytes, and opens nothing
    "cryptography",
    "fitdecode",  # reads streams it is given; opens a file only by name
    "lxml",  # except for what is named below, works on trees that it is given
    "mnemonic",
    "numpy",  # except for what is named below, works on numbers in memory
    "orjson",  # bytes to values and back
    "platformdirs",
    "pydantic",
    "pyqtgraph",  # draws; except for what is named below
    "pyrage",
    "PySide6",
    "rfc3161_client",  # compiled code that reads and checks bytes; it has no network code
    "rfc8785",
    "rich",
    "securesystemslib",
    "segno",  # draws codes into streams; except for what is named below
    "shiboken6",
    "sqlcipher3",
    "tuf",
    "typer",
    "typing_extensions",
    "typst",  # compiled code, which fetches a package if a template asks: see below
    "yaml",
}
"""Libraries that open nothing by themselves, or only through what is named below. Another
one is added here by someone who has looked whether that holds."""

QT: Final = {
    "PySide6.QtCore",
    "PySide6.QtGui",
    "PySide6.QtPrintSupport",  # shows the system's own window first
    "PySide6.QtSvg",
    "PySide6.QtWidgets",
}
"""Not QtNetwork, QtWebSockets, QtQml (which loads from addresses), QtDBus …"""

WAYS_OUT: Final = {
    # Sockets, and what is made of them.
    *("socket", "_socket", "socketserver", "ssl", "_ssl", "asyncio", "asyncore", "asynchat"),
    *("http", "urllib.request", "urllib.robotparser", "xmlrpc", "wsgiref", "webbrowser"),
    *("ftplib", "imaplib", "nntplib", "poplib", "smtplib", "smtpd", "telnetlib", "pydoc"),
    *("logging.config", "logging.handlers.DatagramHandler", "logging.handlers.HTTPHandler"),
    *("logging.handlers.SMTPHandler", "logging.handlers.SocketHandler"),
    "logging.handlers.SysLogHandler",
    # Other programs, which could do anything.
    *("subprocess", "_posixsubprocess", "multiprocessing", "pty", "ctypes", "posix", "nt"),
    *("concurrent.futures.ProcessPoolExecutor", "concurrent.futures.process"),
    *(f"os.exec{ending}" for ending in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")),
    *(f"os.spawn{ending}" for ending in ("l", "le", "lp", "lpe", "v", "ve", "vp", "vpe")),
    *("os.system", "os.popen", "os.posix_spawn", "os.posix_spawnp", "os.startfile"),
    *("os.fork", "os.forkpty"),
    # Code that is not to be seen here.
    *("importlib.import_module", "importlib.util", "importlib.machinery", "runpy", "code"),
    *("builtins", "__import__", "eval", "exec", "compile", "sys.modules"),
    # What our libraries could do beside what we use them for.
    *("tuf.ngclient.urllib3_fetcher", "tuf.ngclient.requests_fetcher", "tuf.ngclient._internal"),
    *("tuf.ngclient.RequestsFetcher", "tuf.ngclient.Urllib3Fetcher", "typer.launch"),
    *("securesystemslib.gpg", "securesystemslib.signer.GPGSigner"),
    *(f"securesystemslib.signer.{cloud}Signer" for cloud in ("AWS", "Azure", "GCP", "Vault")),
    *(f"securesystemslib.signer.{other}Signer" for other in ("HSM", "Sigstore")),
    *("PySide6.QtCore.QProcess", "PySide6.QtGui.QDesktopServices"),
    # These start processes or other code, write files, or show what they are told to load.
    *(f"pyqtgraph.{name}" for name in ("multiprocess", "console", "exporters", "flowchart")),
    *(f"pyqtgraph.{name}" for name in ("examples", "reload", "jupyter", "parametertree")),
    # These show a code in a browser, or look at a folder for ever.
    *("segno.QRCode.show", "segno.QRCodeSequence.show", "segno.cli", "typst.Compiler.watch"),
    # These open addresses as well as files, or what a document tells them to.
    *(f"numpy.{name}" for name in ("DataSource", "loadtxt", "genfromtxt", "load", "lib")),
    *(f"numpy.{name}" for name in ("ctypeslib", "f2py", "distutils")),
    *(f"lxml.etree.{name}" for name in ("parse", "iterparse", "XMLParser", "ETCompatXMLParser")),
    *(
        f"lxml.etree.{name}"
        for name in ("fromstring", "XML", "HTML", "HTMLParser", "XMLPullParser")
    ),
    *(f"lxml.etree.{name}" for name in ("XSLT", "XMLSchema", "RelaxNG", "Schematron", "DTD")),
    *("lxml.etree.XInclude", "lxml.html", "lxml.objectify", "lxml.sax", "lxml.ElementInclude"),
    *("lxml.isoschematron", "xml.dom", "xml.etree", "xml.sax.parse", "xml.sax.make_parser"),
    *("xml.sax.expatreader", "xml.sax.xmlreader"),
    # These can load code: extensions of SQLite, and whatever a pickle names.
    *("sqlite3", "pickle", "marshal", "shelve", "dbm"),
}
"""Everything that begins like one of these."""

ALLOWED: Final[Mapping[str, Mapping[str, str]]] = {
    "datadonor.network.wire": {
        "requests": "the one door",
        "urllib3": "the one door",
        "ssl": "the one door",
        "http.client": "the one door",
    },
    "datadonor.network.metering": {
        "urllib3.connection": "the one door",
        "http.client": "the one door",
        "socket.socket": "the one door",
    },
    "datadonor.desktop_entry": {
        "subprocess": "has the desktop's own tools renew its caches of menu and file types",
    },
    "ui.instance": {
        "PySide6.QtNetwork.QLocalServer": "a second start reaches the window; this computer only",
        "PySide6.QtNetwork.QLocalSocket": "a second start reaches the window; this computer only",
    },
    "ui.absence": {
        "PySide6.QtDBus": "hears from the desktop that the screen is locked; says nothing",
    },
    "datadonor.vault.hardening": {
        "ctypes": "asks the system to keep other processes out",
        "os.execv": "becomes our own program again, to lock",
        "subprocess": "the same, on Windows",
    },
    "datadonor.sources.beside": {
        "subprocess": "reads a large file in our own program once more, so that both cores work",
        "pickle": "how the two speak; the other end is always our own",
    },
    "datadonor.cli.app": {
        "importlib.import_module": "loads the one command that was asked for, of a fixed list",
    },
    "ui.places": {
        "importlib.import_module": "loads the one page that is gone to, of a fixed list",
    },
    "datadonor.sources.detection": {
        "importlib.import_module": "asks each module in datadonor.sources.formats for its format",
    },
    "datadonor.sources.health_connect.database": {
        "sqlite3": "reads the database of a phone, from memory; extensions are off by default",
    },
    "datadonor.sources.xml_tree": {
        "lxml.etree.XMLParser": "the one parser of XML; told to open nothing, entities refused",
    },
    "datadonor.registry.fetcher": {
        "urllib.request.url2pathname": "turns an address of a file into its path",
    },
}

WATCHED: Final = {
    *("socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"),
    *("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"),
    *("socket.getnameinfo", "webbrowser.open", "urllib.Request", "http.client.connect"),
    *("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork"),
    *("os.forkpty", "pty.spawn", "os.startfile"),
}
"""Events of https://docs.python.org/3/library/audit_events.html. Another process is out of
the watch, so none may be started either."""

CHILD: Final = """
import importlib, json, pkgutil, runpy, sys
watched, packages, words, plant = json.loads(sys.argv[1])
seen = []

def watch(event, arguments):
    # urllib3 asks, when it is imported, whether this computer knows IPv6.
    if event in watched and not (event == "socket.bind" and arguments[1] == ("::1", 0)):
        seen.append(event)

sys.addaudithook(watch)
imported = []
for name in packages:
    package = importlib.import_module(name)
    imported.append(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
            imported.append(module.name)
exec(plant)
code = 0
if words:
    sys.argv = ["datadonor", *words]
    sys.stdout = sys.stderr
    try:
        runpy.run_module("datadonor", run_name="__main__")
    except SystemExit as ended:
        code = ended.code or 0
sys.__stdout__.write(json.dumps({"seen": seen, "imported": imported, "code": code}))
"""


# -- the source ---------------------------------------------------------------------


def names_used(source: str) -> Iterator[str]:
    """Yield, in full, what a module imports and what it takes from what it imports."""
    tree = ast.parse(source)
    full: dict[str, str] = {name: name for name in ("__import__", "eval", "exec", "compile")}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name
                bound = alias.name if alias.asname else alias.name.partition(".")[0]
                full[alias.asname or bound] = bound
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            for alias in node.names:
                yield f"{node.module}.{alias.name}"
                full[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    for node in ast.walk(tree):
        parts: list[str] = []
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            parts.insert(0, inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name) and inner.id in full:
            yield ".".join([full[inner.id], *parts])


def begins_like(name: str, heads: set[str]) -> str | None:
    """Return the longest of some dotted names that a name is or is within."""
    fits = [head for head in heads if name == head or name.startswith(f"{head}.")]
    return max(fits, key=len, default=None)


def is_way_out(name: str) -> bool:
    top = name.partition(".")[0]
    if begins_like(name, WAYS_OUT):
        return True
    if name.endswith(".*") and any(way.startswith(name[:-1]) for way in WAYS_OUT):
        return True
    if top == "PySide6":
        return not begins_like(name, QT)
    return top not in OURS | LIBRARIES | set(sys.stdlib_module_names) | {"__import__"}


def updaters_without_fetcher(source: str) -> list[str]:
    """Find python-tuf's client made without a fetcher of ours: it then brings its own."""
    tree = ast.parse(source)
    named = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    made = [call for call in named if ast.unparse(call.func).rpartition(".")[2] == "Updater"]
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(
            ast.unparse(base).rpartition(".")[2] == "Updater" for base in node.bases
        ):
            made += [
                call
                for call in ast.walk(node)
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__"
            ]
    return [
        "tuf.ngclient.Updater without fetcher"
        for call in made
        if "fetcher" not in {keyword.arg for keyword in call.keywords}
    ]


def ways_out(source: str, allowed: Mapping[str, str]) -> list[str]:
    """Return the ways out of a module that it has no leave for."""
    found = {name for name in names_used(source) if is_way_out(name)}
    held = {name for name in found if not begins_like(name, set(allowed))}
    return sorted(held) + updaters_without_fetcher(source)


def modules() -> dict[str, Path]:
    """Return every module of the product with its file."""
    files = [file for package in PACKAGES for file in (ROOT / package).rglob("*.py")]
    parts = {file: file.relative_to(ROOT).with_suffix("").parts for file in files}
    return {
        ".".join(names[:-1] if names[-1] == "__init__" else names): file
        for file, names in parts.items()
    }


def test_no_module_but_the_door_opens_a_way_out() -> None:
    found = {
        module: ways_out(file.read_text("utf-8"), ALLOWED.get(module, {}))
        for module, file in modules().items()
    }
    assert len(found) > 50
    assert {module: names for module, names in found.items() if names} == {}


def test_no_leave_is_left_over() -> None:
    """What is not needed any more is not allowed any more."""
    used = {module: set(names_used(file.read_text("utf-8"))) for module, file in modules().items()}
    needless = [
        f"{module}: {name}"
        for module, names in ALLOWED.items()
        for name in names
        if module in used and not any(begins_like(each, {name}) for each in used[module])
    ]
    assert needless == []


@pytest.mark.parametrize(
    "planted",
    [
        "import socket",
        "import socket as plug",
        "from socket import create_connection",
        "import ssl",
        "import http.client",
        "from http import client",
        "from http.server import HTTPServer",
        "import urllib.request",
        "from urllib import request",
        "from urllib.request import urlopen",
        "import urllib.parse\nurllib.request.urlopen('https://eksempel.dk')",
        "import requests",
        "def late():\n    import requests.adapters",
        "from urllib3 import PoolManager",
        "import httpx",
        "from aiohttp import ClientSession",
        "import websockets",
        "import pycurl",
        "import a_library_nobody_has_looked_at",
        "import ftplib",
        "import smtplib",
        "import telnetlib",
        "import xmlrpc.client",
        "import asyncio",
        "import webbrowser",
        "import logging.handlers\nlogging.handlers.HTTPHandler('eksempel.dk', '/')",
        "from logging.handlers import *",
        "import subprocess",
        "from subprocess import run",
        "import os\nos.system('curl https://eksempel.dk')",
        "from os import popen",
        "import os as system\nsystem.execvp('curl', ['curl'])",
        "import multiprocessing.connection",
        "from concurrent.futures import ProcessPoolExecutor",
        "import ctypes",
        "import importlib\nimportlib.import_module('soc' + 'ket')",
        "__import__('socket')",
        "exec('import socket')",
        "import sys\nsys.modules['socket']",
        "from PySide6.QtNetwork import QTcpSocket",
        "from PySide6 import QtNetwork",
        "import PySide6.QtNetwork",
        "from PySide6.QtQml import QQmlEngine",
        "from PySide6 import *",
        "from PySide6.QtGui import QDesktopServices",
        "from PySide6 import QtGui\nQtGui.QDesktopServices.openUrl('https://eksempel.dk')",
        "from PySide6.QtCore import QProcess",
        "import typer\ntyper.launch('https://eksempel.dk')",
        "from tuf.ngclient import RequestsFetcher",
        "from tuf.ngclient.urllib3_fetcher import Urllib3Fetcher",
        "from tuf.ngclient import Updater\nUpdater('a', 'b', bootstrap=None)",
        "from tuf import ngclient\nngclient.Updater('a', 'b', bootstrap=None)",
        "class Mine(Updater):\n    def __init__(self):\n        super().__init__('a', 'b')",
        "from securesystemslib.signer import AWSSigner",
        "import numpy as np\nnp.loadtxt('https://eksempel.dk')",
        "from numpy import DataSource",
        "from lxml import etree\netree.parse('https://eksempel.dk')",
        "from lxml.etree import XMLParser",
        "from lxml.html import parse",
        "import xml.etree.ElementTree",
        "import sqlite3",
        "from pickle import loads",
        "import segno\nsegno.QRCode.show",
        "from segno import cli",
        "import typst\ntypst.Compiler.watch",
    ],
)
def test_a_way_out_that_is_planted_is_found(planted: str) -> None:
    assert ways_out(planted, {})


@pytest.mark.parametrize(
    "harmless",
    [
        "from urllib.parse import urlsplit",
        "import urllib.parse\nurllib.parse.quote('a')",
        "from importlib.resources import files",
        "from logging.handlers import RotatingFileHandler",
        "from concurrent.futures import ThreadPoolExecutor",
        "import os\nos.replace('a', 'b')",
        "import re\nre.compile('a')",
        "from PySide6.QtWidgets import QApplication\nQApplication([]).exec()",
        "from tuf.ngclient import Updater\nUpdater('a', 'b', fetcher=mine, bootstrap=None)",
        "from datadonor.registry.fetcher import RequestsFetcher",
        "socket = 1\nsocket.connect",
        "import numpy as np\nnp.array([1])",
        "from lxml import etree\netree.Element('a')",
        "from . import socket",
    ],
)
def test_what_leads_nowhere_is_left_alone(harmless: str) -> None:
    assert ways_out(harmless, {}) == []


def test_leave_is_given_for_one_name_and_not_for_its_neighbours() -> None:
    leave = {"urllib.request.url2pathname": "reason"}
    assert ways_out("from urllib.request import url2pathname", leave) == []
    assert ways_out("from urllib.request import url2pathname, urlopen", leave)


# -- the templates ------------------------------------------------------------------

TEMPLATE_RISKS: Final = {
    "eval": r"\beval\b",
    "plugin": r"\bplugin\b",
    "package": r"@[\w-]+/[\w-]+:\d",
    # What is imported is named in the template, and never comes from data.
    "import": r"\b(?:import|include)\b(?! *\"[\w/-]+\.typ\")",
}
"""How a template for printing could fetch something, or run what it was given as data.

The compiler of typst asks for a package over the network as soon as one is imported, from
within compiled code that no hook of Python sees, and has no option to forbid it. A package
is only ever named in a template, so the templates are searched. Text that a template is
given as a string is never read as a template, unless it says eval.
"""


def template_risks(template: str) -> list[str]:
    """Return what a template does that a template of ours may not."""
    plain = re.sub(r"^\s*//.*", "", template, flags=re.MULTILINE)
    return [risk for risk, pattern in TEMPLATE_RISKS.items() if re.search(pattern, plain)]


def test_no_template_can_fetch_or_run_what_it_is_given() -> None:
    templates = sorted(ROOT.joinpath("resources").rglob("*.typ"))
    found = {file.name: template_risks(file.read_text("utf-8")) for file in templates}
    assert {name: risks for name, risks in found.items() if risks} == {}


def test_no_module_holds_a_template_that_fetches() -> None:
    found = [
        name
        for name, file in modules().items()
        if re.search(TEMPLATE_RISKS["package"], file.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("template", "risk"),
    [
        ('#import "@preview/cetz:0.3.0": canvas', "package"),
        ('#import "@preview/cetz:0.3.0"', "import"),
        ("#import told.name", "import"),
        ("#include told.name", "import"),
        ("#import(told.name)", "import"),
        ('#let name = "@local/thing:1.0.0"', "package"),
        ("#eval(told.text)", "eval"),
        ('#eval("1", mode: "markup")', "eval"),
        ("#let run = eval", "eval"),
        ('#link("https://eksempel.dk")#eval(told.text)', "eval"),
        ('#plugin("a.wasm")', "plugin"),
    ],
)
def test_a_risk_that_is_planted_in_a_template_is_found(template: str, risk: str) -> None:
    assert risk in template_risks(template)


@pytest.mark.parametrize(
    "template",
    [
        '#import "parts.typ": heading-of',
        '#import "print/parts.typ": *',
        '#let told = json(bytes(sys.inputs.at("document")))',
        "// eval and import are what we never do",
        "#evaluated",
    ],
)
def test_a_harmless_template_is_left_alone(template: str) -> None:
    assert template_risks(template) == []


# -- the run ------------------------------------------------------------------------


def run_watched(packages: list[str], words: list[str], plant: str = "") -> dict[str, object]:
    """Import packages, run planted code and a command in a process of its own, watched."""
    instructions = json.dumps([sorted(WATCHED), packages, words, plant])
    done = subprocess.run(
        [sys.executable, "-c", CHILD, instructions],
        cwd=ROOT,
        capture_output=True,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 0, done.stderr.decode()
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def has_window() -> bool:
    """Say whether Qt's window libraries are on this computer."""
    asked = [sys.executable, "-c", "import PySide6.QtWidgets"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def test_nothing_is_contacted_by_importing_everything_and_playing_the_whole_journey() -> None:
    packages = [name for name in PACKAGES if (ROOT / name / "__init__.py").exists()]
    if not has_window():
        packages.remove("ui")
    answer = run_watched(packages, ["demo", "--fast"])
    assert answer["code"] == 0
    imported = answer["imported"]
    assert isinstance(imported, list)
    assert {"datadonor.network.wire", "consent.request"} <= set(imported)
    assert answer["seen"] == []


SENDS: Final = """
import socket
with socket.socket(type=socket.SOCK_DGRAM) as plug:
    plug.sendto(b"", ("127.0.0.1", 9))
"""
ASKS: Final = """
from datadonor.network import Door, NetworkError, Purpose
try:
    with Door(lambda _: None) as door, door.get("http://127.0.0.1:9/", Purpose.REGISTRY, 1):
        pass
except NetworkError:
    pass
"""


@pytest.mark.parametrize(
    ("plant", "event"),
    [
        ("import socket; socket.socket().connect_ex(('127.0.0.1', 9))", "socket.connect"),
        ("import socket; socket.getaddrinfo('localhost', 9)", "socket.getaddrinfo"),
        (SENDS, "socket.sendto"),
        (ASKS, "socket.connect"),
        ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
        ("import os; os.system('true')", "os.system"),
    ],
)
def test_a_contact_that_is_planted_is_seen(plant: str, event: str) -> None:
    answer = run_watched([], [], plant)
    seen = answer["seen"]
    assert isinstance(seen, list)
    assert event in seen
