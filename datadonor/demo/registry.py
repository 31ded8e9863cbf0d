"""Who may ask: researchers, an operator, and the citizen who believes what is published."""

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final

from consent.admission import build_catalogue_of, require_admissible, require_signed_by_recipient
from consent.approval import Standing, judge_request
from consent.draft import finish_draft, read_draft
from consent.recipient_keys import known_fields, make_recipient_keys, open_receipt_key
from consent.request import open_request, request_document, sign_request
from consent.request_check import check_request
from consent.shelf import RequestShelf
from datadonor import paths
from datadonor.audit.events import SELF
from datadonor.demo.stage import PASSPHRASE, Stage, Step
from datadonor.registry.client import RegistryClient
from datadonor.registry.errors import RegistryError
from datadonor.registry.publisher import Registry
from datadonor.registry.targets import Names, parse_recipient, to_bytes
from datadonor.texts import text

_RECIPIENTS: Final = {"sleep": "nordkysten", "steps": "oestbyen", "glucose": "vestklinikken"}
"""Which made-up recipient asks with which sample request."""

SLEEP: Final = "nordkysten-soevn-hjerterytme"
"""The project of the request that Karen takes in."""


def _researchers(stage: Stage) -> bool:
    """Keys and a signed request for each researcher; a faulty one is found out."""
    until = datetime.now(UTC).date() + timedelta(days=365)
    for sample, recipient in _RECIPIENTS.items():
        keys = stage.folder / f"keys-{recipient}"
        known = known_fields(recipient, f"{recipient} (opdigtet)", "hospital", until)
        make_recipient_keys(keys, PASSPHRASE, stage.cost, known)
        values = read_draft(_sample(sample)) | {"recipient": recipient}
        request = finish_draft(values)
        if check_request(request, datetime.now(UTC).date()):
            return False
        signed = sign_request(request, open_receipt_key(keys, PASSPHRASE))
        paths.atomic_write(_request_file(stage, sample), signed)
    faulty = finish_draft(read_draft(_sample("sleep")) | {"complaints": None})
    return bool(check_request(faulty, datetime.now(UTC).date()))


def _operator(stage: Stage) -> bool:
    """A registry with the recipients and their requests, published with its catalogue."""
    now = datetime.now(UTC)
    registry = Registry.create(stage.registry, _passphrase, now, stage.cost)
    for sample, name in _RECIPIENTS.items():
        record = parse_recipient((stage.folder / f"keys-{name}" / "recipient.json").read_bytes())
        require_admissible(record, now.date())
        registry.add_recipient(to_bytes(record))
        signed = open_request(_request_file(stage, sample).read_bytes())
        require_signed_by_recipient(registry.records, signed, now.date())
        registry.approve(signed.request.id, signed.request.version, signed.content, now.date())
    _publish(registry)
    return (stage.public / "catalogue" / "index.html").is_file()


def _choose(stage: Stage) -> bool:
    """The citizen chooses the list and takes in a request that is approved."""
    signed = open_request(_request_file(stage, "sleep").read_bytes())
    with stage.open() as opened:
        client = RegistryClient(opened)
        client.use(str(stage.public), (stage.public / "root.json").read_bytes())
        client.refresh()
        now = datetime.now(UTC)
        approval = judge_request(signed, client.view(), now, stage.language)
        stage.say(f"    {approval.sentence(stage.language)}")
        return approval.is_approved and RequestShelf(opened).add(signed, SELF, now)


def _changed(stage: Stage) -> bool:
    """The recipient signs other words under the approved version: not approved."""
    signed = open_request(_request_file(stage, "sleep").read_bytes())
    document = request_document(signed.request) | {"storage_location": "Et andet sted (opdigtet)"}
    key = open_receipt_key(stage.folder / f"keys-{_RECIPIENTS['sleep']}", PASSPHRASE)
    other = open_request(sign_request(finish_draft(document), key))
    with stage.open() as opened:
        view = RegistryClient(opened).view()
        approval = judge_request(other, view, datetime.now(UTC), stage.language)
    stage.say(f"    {approval.sentence(stage.language)}")
    return approval.standing is Standing.CHANGED


def _revoked(stage: Stage) -> bool:
    """The operator revokes a project; the citizen sees it stopped, with the reason."""
    shutil.copytree(stage.public, _older(stage))
    signed = open_request(_request_file(stage, "steps").read_bytes())
    registry = Registry.open(stage.registry)
    reason = Names(da="Opdigtet grund", en="A made-up reason")
    registry.revoke(signed.request.id, datetime.now(UTC), reason)
    _publish(registry)
    with stage.open() as opened:
        client = RegistryClient(opened)
        client.refresh()
        approval = judge_request(signed, client.view(), datetime.now(UTC), stage.language)
    stage.say(f"    {approval.sentence(stage.language)}")
    return approval.standing is Standing.PROJECT_REVOKED


def _older_list(stage: Stage) -> bool:
    """An older list, on which nothing is revoked yet, is refused; the newer one stands."""
    with stage.open() as opened:
        client = RegistryClient(opened)
        client.use(str(_older(stage)), (stage.public / "root.json").read_bytes())
        before = client.view()
        try:
            client.refresh()
        except RegistryError as error:
            said = error.user_message(stage.language).message
            stage.say(f"    {text('demo.seen', stage.language, finding=said.rstrip('.'))}")
            after = client.view()
            client.use(str(stage.public), (stage.public / "root.json").read_bytes())
            return before is not None and after is not None and after.versions == before.versions
    stage.say(f"    {text('demo.unseen', stage.language)}")
    return False


def publish_at(stage: Stage, now: datetime) -> None:
    """Publish everything anew at some time."""
    registry = Registry.open(stage.registry)
    registry.publish(_passphrase, now, build_catalogue_of(registry.records, now))


def _publish(registry: Registry) -> None:
    now = datetime.now(UTC)
    registry.publish(_passphrase, now, build_catalogue_of(registry.records, now))


def _passphrase(_key_name: str) -> str:
    return PASSPHRASE


def _sample(name: str) -> bytes:
    return files("resources").joinpath("samples", f"request-{name}.yaml").read_bytes()


def _request_file(stage: Stage, sample: str) -> Path:
    return stage.folder / f"{sample}.ddrequest"


def _older(stage: Stage) -> Path:
    return stage.folder / "older-list"


STEPS: Final[Mapping[str, Step]] = {
    "researchers": _researchers,
    "operator": _operator,
    "choose": _choose,
    "changed": _changed,
    "revoked": _revoked,
}

ATTACKS: Final[Mapping[str, Step]] = {"older_list": _older_list}
