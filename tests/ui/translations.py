"""Renews the translation files: ``python -m tests.ui.translations``.

Strings that are new in the source come into the ``.ts`` as unfinished; translate them by
hand and run it again. A test runs the same two tools and fails on any difference.
"""

import subprocess
import sys
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "resources" / "i18n"
LANGUAGES: Final = {"da": "da_DK", "en": "en_GB"}
_TOOLS: Final = Path(sys.executable).parent


def source_files() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "ui").rglob("*.py"))


def update(ts: Path, language: str) -> None:
    """Bring a ``.ts`` in line with the source. English needs plurals only."""
    only = ["-pluralonly"] if language == "en" else []
    _run(
        "pyside6-lupdate",
        "-silent",
        "-no-obsolete",
        "-locations",
        "none",
        "-source-language",
        "en_GB",
        "-target-language",
        LANGUAGES[language],
        *only,
        *source_files(),
        "-ts",
        str(ts),
    )


def release(ts: Path, qm: Path) -> None:
    """Make what Qt reads."""
    _run("pyside6-lrelease", "-silent", str(ts), "-qm", str(qm))


def unfinished(ts: Path) -> list[str]:
    """Return the strings without a finished translation; Qt would drop them silently."""
    found = []
    for message in ET.parse(ts).getroot().iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        if translation is None:
            found.append(message.findtext("source", ""))
            continue
        forms = translation.findall("numerusform") or [translation]
        if translation.get("type") is not None or not all(form.text for form in forms):
            found.append(message.findtext("source", ""))
    return found


def main() -> int:
    missing = []
    for language in LANGUAGES:
        ts = FOLDER / f"datadonor_{language}.ts"
        update(ts, language)
        release(ts, ts.with_suffix(".qm"))
        missing += [f"{language}: {source}" for source in unfinished(ts)]
    print("\n".join(["Unfinished:", *missing] if missing else ["Everything is translated."]))
    return 1 if missing else 0


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(_TOOLS / tool), *arguments], cwd=ROOT, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
