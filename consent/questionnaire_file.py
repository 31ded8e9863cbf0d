"""A questionnaire that a researcher brings: a FHIR R4 Questionnaire, as JSON in a file of its own.

It comes from another program, and goes into a request as it came. Whether it can be answered
is said by ``consent.request_check``.
"""

import json
from pathlib import Path
from typing import Final

from pydantic import JsonValue, TypeAdapter

from consent.draft import MOST_BYTES
from consent.envelope import without_doubles
from consent.request_text import Questionnaire
from datadonor import paths
from datadonor.errors import DatadonorError, ExitCode

_TYPE: Final[TypeAdapter[Questionnaire]] = TypeAdapter(Questionnaire)


class QuestionnaireUnreadable(DatadonorError):
    """The file is no questionnaire, or holds what no request can say."""

    code = "QUESTIONNAIRE_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


def read_questionnaire(file: Path) -> dict[str, JsonValue]:
    """Read a questionnaire.

    Raises:
        QuestionnaireUnreadable: It is none; or too large for a draft, with a name that
            stands twice, numbers that JSON does not have, or characters that are not seen.
        DiskRefused: It may not be read.
    """
    with paths.disk_errors(), file.open("rb") as opened:
        content = opened.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise QuestionnaireUnreadable
    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=without_doubles)
        found = _TYPE.validate_python(document)
    except (ValueError, RecursionError):  # pydantic's and rfc8785's errors are ValueErrors
        raise QuestionnaireUnreadable from None
    if found.get("resourceType") != "Questionnaire":
        raise QuestionnaireUnreadable
    return found
