"""The rules by which records are made less telling, each with a name and a sentence.

Read once from ``resources/minimisation/rules.toml``. The names stand in previews and in a
bundle's dictionary of data; the sentences are what a person reads. Must not apply any.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints, TypeAdapter

from datadonor.texts import Language

_Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{2,39}$")]
_Sentence = Annotated[str, StringConstraints(min_length=10, max_length=300)]


class Rule(BaseModel):
    """One rule.

    Attributes:
        id: Its name.
        da: What it does, in Danish, in one or two sentences.
        en: The same in English.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: _Name
    da: _Sentence
    en: _Sentence

    def in_language(self, language: Language) -> str:
        """Return the sentence in one language."""
        return self.da if language is Language.DANISH else self.en


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by name, in the order of the file."""
    text = files("resources").joinpath("minimisation", "rules.toml").read_text("utf-8")
    rows = {name: {"id": name, **row} for name, row in tomllib.loads(text).items()}
    return TypeAdapter(dict[str, Rule]).validate_python(rows)
