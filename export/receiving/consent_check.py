"""Does a bundle's consent keep within what the project asked? Pure: no files, no clock."""

from consent.choice_rules import RAREST_FIRST, last_day_of
from consent.request import Item, ProjectRequest, SignedRequest
from consent.type_names import may_be_in
from datadonor.errors import ExitCode
from export.consented import Consented, ConsentedItem
from export.receiving.manifest_reading import Manifest
from export.receiving.refusals import BundleRefused


class BundleConsentUnreadable(BundleRefused):
    """There is no consent in the bundle, or none that can be read."""

    code = "BUNDLE_CONSENT_UNREADABLE"
    exit_code = ExitCode.BAD_FILE


class BundleConsentOther(BundleRefused):
    """The consent in it is to something else, or somebody else's."""

    code = "BUNDLE_CONSENT_OTHER"
    exit_code = ExitCode.NO


class BundleConsentWider(BundleRefused):
    """The consent in it grants what the project never asked for."""

    code = "BUNDLE_CONSENT_WIDER"
    exit_code = ExitCode.NO


def require_own_consent(consented: Consented, manifest: Manifest) -> None:
    """Check that a consent is that of the bundle it lies in.

    Raises:
        BundleConsentOther: It is not.
    """
    facts = manifest.facts
    said = (
        consented.project, consented.pseudonym,
        consented.request_version, consented.request_sha256,
    )  # fmt: skip
    meant = (facts.project, manifest.pseudonym, facts.request_version, facts.request_sha256)
    if said != meant:
        raise BundleConsentOther


def require_within_request(consented: Consented, request: SignedRequest) -> None:
    """Check that a consent grants no more than was asked.

    Raises:
        BundleConsentWider: It does.
    """
    asked = request.request
    if not all(_is_within(item, asked.item(item.id)) for item in consented.items):
        raise BundleConsentWider
    if _says_more(consented, asked):
        raise BundleConsentWider


def _says_more(consented: Consented, asked: ProjectRequest) -> bool:
    return (
        not set(consented.options) <= {option.id for option in asked.options}
        or not set(consented.demographics) <= set(asked.demographics)
        or RAREST_FIRST.index(consented.frequency) > RAREST_FIRST.index(asked.frequency)
        or consented.last_day > last_day_of(asked)
    )


def _is_within(item: ConsentedItem, asked: Item | None) -> bool:
    if asked is None or (item.category, item.dates) != (asked.category, asked.dates):
        return False
    if item.types is None:
        if asked.types is not None:
            return False
    elif asked.types is not None:
        if not set(item.types) <= set(asked.types):
            return False
    elif not all(may_be_in(name, asked.category) for name in item.types):
        return False
    window = asked.window
    if item.window is not None:
        days = (item.window.until - item.window.from_).days + 1
        is_inside = window.from_ <= item.window.from_ and item.window.until <= window.until
        if not is_inside or days != item.window_days:
            return False
    asked_days = (window.until - window.from_).days + 1
    return item.window_days <= asked_days and item.resolution.rank >= asked.finest_resolution.rank
