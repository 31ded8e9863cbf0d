"""Who may import whom: each contract in pyproject.toml is broken once, on purpose.

A contract that nothing can break protects nothing. So the product's source is
copied, one wrong import is planted in the copy, and the checker must name the
contract. The copy without a plant must pass, and so must the imports that the
contracts are there to allow.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("datadonor", "consent", "export", "ui", "resources")
"""Every top-level package that the design allows, existing or not."""

LAYERS = "Layers point downwards"
QT = "Qt only in ui"
REQUESTS = "requests only in datadonor.network"
SQLCIPHER = "sqlcipher3 only in datadonor.vault"
TUF = "tuf only in datadonor.registry"
PLOTS = "pyqtgraph only in ui.plots.canvas"
PAGES = "Pages never import each other"

_BROKEN = re.compile(r"^(.+) BROKEN(?: \(.*\))?$", re.MULTILINE)


@dataclass(frozen=True)
class Plant:
    """One line of import in one module that the copy gets on top of the real code."""

    contract: str
    module: str
    line: str


WRONG = [
    Plant(LAYERS, "datadonor.errors", "import datadonor.vault.planted"),
    Plant(LAYERS, "datadonor.texts", "import datadonor.errors"),
    Plant(LAYERS, "datadonor.paths", "import datadonor.network.planted"),
    Plant(LAYERS, "datadonor.vault.planted", "import datadonor.records.planted"),
    Plant(LAYERS, "datadonor.cli.planted", "import datadonor.__main__"),
    Plant(LAYERS, "resources.planted", "import datadonor.texts"),
    # Siblings: both stand on one line of the layers.
    Plant(LAYERS, "datadonor.sources.planted", "import datadonor.registry.planted"),
    Plant(LAYERS, "ui.planted", "import datadonor.cli.planted"),
    Plant(PLOTS, "ui.plots.planted", "import pyqtgraph"),
    Plant(QT, "datadonor.records.planted", "from PySide6.QtCore import QObject"),
    Plant(QT, "datadonor.__main__", "import shiboken6"),
    Plant(REQUESTS, "datadonor.registry.planted", "import requests"),
    Plant(REQUESTS, "ui.planted", "from requests.adapters import HTTPAdapter"),
    Plant(SQLCIPHER, "datadonor.records.planted", "import sqlcipher3.dbapi2"),
    Plant(TUF, "datadonor.vault.planted", "from tuf.ngclient import Updater"),
    Plant(PAGES, "ui.pages.planted_one", "import ui.pages.planted_two"),
]

RIGHT = [
    Plant(LAYERS, "datadonor.__main__", "import ui.planted"),
    Plant(LAYERS, "ui.planted", "import datadonor.vault.planted"),
    Plant(QT, "ui.pages.planted_one", "from PySide6.QtCore import QObject"),
    Plant(REQUESTS, "datadonor.network.planted", "import requests"),
    Plant(SQLCIPHER, "datadonor.vault.planted", "import sqlcipher3.dbapi2"),
    Plant(TUF, "datadonor.registry.planted", "from tuf.ngclient import Updater"),
    # Reaching a library through its one home is what the home is for.
    Plant(TUF, "ui.planted", "import datadonor.registry.planted"),
    Plant(PAGES, "ui.pages.planted_one", "import ui.planted"),
]


def config() -> dict[str, Any]:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    found: dict[str, Any] = tools["importlinter"]
    return found


def copy_of_source(folder: Path) -> Path:
    """Copy the modules of the product, and the contracts, without anything else."""
    for package in PRODUCT:
        for source in (ROOT / package).rglob("*.py"):
            target = folder / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
    shutil.copyfile(ROOT / "pyproject.toml", folder / "pyproject.toml")
    return folder


def module_file(folder: Path, module: str) -> Path:
    """Find a module in the copy; make it, and the packages above it, where missing."""
    path = folder.joinpath(*module.split("."))
    if (path / "__init__.py").exists():
        return path / "__init__.py"
    if not path.with_suffix(".py").exists():
        package = folder
        for name in module.split(".")[:-1]:
            package /= name
            # A module may be split into a package later; the plant moves with it.
            if package.with_suffix(".py").exists():
                package.mkdir()
                package.with_suffix(".py").rename(package / "__init__.py")
            package.mkdir(exist_ok=True)
            (package / "__init__.py").touch()
        path.with_suffix(".py").touch()
    return path.with_suffix(".py")


def plant(folder: Path, *plants: Plant) -> None:
    for each in plants:
        for module in imported_modules(each):
            module_file(folder, module)
        file = module_file(folder, each.module)
        file.write_text(f"{file.read_text('utf-8')}\n{each.line}\n", "utf-8")


def imported_modules(of: Plant) -> list[str]:
    module = of.line.split()[1]
    return [module] if module.split(".")[0] in PRODUCT else []


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the real checker in a folder; its own folder comes first on the path."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def packages_without_contract(folder: Path, root_packages: list[str]) -> set[str]:
    existing = {name for name in PRODUCT if (folder / name / "__init__.py").exists()}
    return existing - set(root_packages)


def modules_without_layer(folder: Path, layers: list[str]) -> set[str]:
    """Name the packages, and the modules of the core, that stand in no layer."""
    placed = {name.strip(" ()") for layer in layers for name in layer.split("|")}
    modules = {name for name in PRODUCT if (folder / name / "__init__.py").exists()}
    # The core is not one layer but many: its modules are placed one by one.
    modules.discard("datadonor")
    for path in (folder / "datadonor").iterdir():
        if path.suffix == ".py" and path.stem != "__init__":
            modules.add(f"datadonor.{path.stem}")
        elif (path / "__init__.py").exists():
            modules.add(f"datadonor.{path.name}")
    return modules - placed


def layers() -> list[str]:
    found: list[str] = next(
        contract["layers"] for contract in config()["contracts"] if contract["name"] == LAYERS
    )
    return found


def test_every_package_is_under_the_contracts() -> None:
    assert packages_without_contract(ROOT, config()["root_packages"]) == set()


def test_a_package_that_escapes_the_contracts_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "consent").mkdir()
    (tmp_path / "consent" / "__init__.py").touch()
    assert packages_without_contract(tmp_path, ["datadonor", "ui"]) == {"consent"}


def test_every_module_of_the_core_stands_in_a_layer() -> None:
    """House rule: a module that is in no layer could import whatever it likes."""
    assert modules_without_layer(ROOT, layers()) == set()


def test_a_module_without_layer_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "datadonor" / "planted").mkdir(parents=True)
    (tmp_path / "datadonor" / "planted" / "__init__.py").touch()
    (tmp_path / "datadonor" / "stray.py").touch()
    (tmp_path / "datadonor" / "errors.py").touch()
    found = modules_without_layer(tmp_path, layers())
    assert found == {"datadonor.planted", "datadonor.stray"}


def test_every_contract_is_broken_once() -> None:
    assert {each.contract for each in WRONG} == {each["name"] for each in config()["contracts"]}


def test_the_source_keeps_the_contracts(tmp_path: Path) -> None:
    result = lint_imports(copy_of_source(tmp_path))
    assert result.returncode == 0, result.stdout + result.stderr


def test_what_the_contracts_allow_passes(tmp_path: Path) -> None:
    plant(copy_of_source(tmp_path), *RIGHT)
    result = lint_imports(tmp_path)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong.module}: {wrong.line}")
def test_a_wrong_import_breaks_its_contract(tmp_path: Path, wrong: Plant) -> None:
    plant(copy_of_source(tmp_path), wrong)
    result = lint_imports(tmp_path)
    broken = set(_BROKEN.findall(result.stdout))
    assert result.returncode != 0
    assert broken == {wrong.contract}, result.stdout + result.stderr
