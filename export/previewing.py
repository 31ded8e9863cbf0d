"""Looking at what would be sent now, without sending it. Used on the vault's writing thread."""

from consent.gate import Gate, Purpose, Refusal
from datadonor.audit.custody import OpenVault
from export.preparing import prepare
from export.preview import Preview
from export.sending import ReleaseRefusedNow


def preview_release(opened: OpenVault, project: str) -> Preview:
    """Make ready what would be sent now. A refusal is not logged: nothing was to be sent.

    Raises:
        ReleaseRefusedNow: Nothing can be sent.
        DatadonorError: As ``prepare`` says.
    """
    answer = Gate(opened).look(Purpose(project))
    if isinstance(answer, Refusal):
        raise ReleaseRefusedNow(answer.reason)
    return Preview(prepare(opened, answer))
