"""Synthetic project requests: the samples of the package, and copies with something changed.

Every organisation, person and case number is made up. The samples pass the checker
without a finding, so a test that changes one thing sees the finding of that thing.
"""

import copy
import json
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

from consent.request import ProjectRequest, request_document

SAMPLES: Final = ("sleep", "steps", "glucose")
"""A hospital that asks monthly, a university that asks once, a company that asks weekly."""

TODAY: Final = date(2026, 9, 1)
"""A day on which all samples are open."""


@cache
def sample_request(name: str) -> ProjectRequest:
    """Return one of the samples."""
    file = files("resources").joinpath("samples", f"request-{name}.yaml")
    return ProjectRequest.model_validate(yaml.safe_load(file.read_text("utf-8")))


def complete_request(**changes: Any) -> ProjectRequest:  # noqa: ANN401 - any field
    """Return a request without fault, with whole fields replaced.

    Args:
        **changes: Fields of the request and what stands there instead, as models or
            plain values; ``None`` leaves an optional field out.
    """
    fields = dict(sample_request("sleep"))
    return ProjectRequest.model_validate(fields | changes)


def with_change(request: ProjectRequest, where: str, value: Any) -> ProjectRequest:  # noqa: ANN401
    """Return a copy of a request with one value changed.

    Args:
        request: Stays as it is.
        where: A path of field names and positions: ``items.0.window.from``. ``+`` at its
            end appends to a list.
        value: A plain JSON value; ``None`` removes the field.
    """
    document = copy.deepcopy(request_document(request))
    *outer, last = where.split(".")
    holder = document
    for step in outer:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    if last == "+":
        holder.append(value)
    elif value is None:
        del holder[int(last) if isinstance(holder, list) else last]
    else:
        holder[int(last) if isinstance(holder, list) else last] = value
    return ProjectRequest.model_validate_json(json.dumps(document))
