"""JSON Schemas of the files that travel, made from the models that read them.

``python -m consent.schema`` writes them anew into ``resources/schema``; a test says
when they are no longer current. A schema holds the form that other people's tools can
check. What it cannot say (no invisible characters, no doubled ids, a window that ends
before it begins) stands in ``docs/formats``, and our own reader checks it.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from consent.request import ProjectRequest
from datadonor.registry.targets import Recipient, Revocations

MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "request": ProjectRequest,
    "recipient": Recipient,
    "revocations": Revocations,
}
"""The name of each format and the model that reads it."""

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_of(name: str) -> dict[str, Any]:
    """Return the JSON Schema of one format as plain values."""
    schema = _plain(MODELS[name].model_json_schema(by_alias=True, mode="validation"))
    schema.pop("description", None)
    return {
        "$schema": _DIALECT,
        "$id": f"urn:datadonor:schema:{name}:1",
        **schema,
        "title": f"datadonor.{name}/1",
        # The models fill it in for drafts; a file that travels says what it is.
        "required": sorted({"format", *schema.get("required", [])}),
    }


def schema_text(name: str) -> str:
    """Return the file of one schema: indented, sorted, ending with a line feed."""
    return json.dumps(schema_of(name), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> None:
    """Write all schemas into a folder, as ``NAME.schema.json``."""
    for name in MODELS:
        (folder / f"{name}.schema.json").write_text(schema_text(name), "utf-8")


def _plain(schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a schema with descriptions as plain text, and without pydantic's own titles."""
    if isinstance(schema, list):
        return [_plain(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        name: _plain(inner)
        for name, inner in schema.items()
        if name != "title" or not isinstance(inner, str)
    }
    if isinstance(plain.get("description"), str):
        plain["description"] = " ".join(plain["description"].replace("``", "").split())
    return plain


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1] if len(sys.argv) > 1 else "resources/schema"))
