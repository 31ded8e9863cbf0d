"""The public catalogue: what an operator publishes for people and portals to read.

A folder of static files beside the registry: pages in Danish and English, the approved
requests to download, and the same list as DCAT-AP in JSON-LD and Turtle. It is for
reading only: what a citizen's program believes is the registry, never the catalogue.
The same input gives the same bytes. No disk, no clock, no network.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from typing import Final

from consent.catalogue_dcat import describe_catalogue
from consent.catalogue_listing import CatalogueRecipientMissing, PublishedProject, list_projects
from consent.catalogue_page import Site, front_page, list_page, project_page
from datadonor.errors import DatadonorError, ExitCode
from datadonor.registry.targets import Names, Recipient, Revocations
from datadonor.texts import Language

__all__ = [
    "CatalogueAddressInvalid",
    "CatalogueRecipientMissing",
    "PublishedProject",
    "build_catalogue",
]

_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?")


class CatalogueAddressInvalid(DatadonorError):
    """What was given as the catalogue's public address is not a web address."""

    code = "CATALOGUE_ADDRESS_INVALID"
    exit_code = ExitCode.USAGE


def build_catalogue(
    projects: Sequence[PublishedProject],
    recipients: Sequence[Recipient],
    revocations: Revocations,
    *,
    publisher_name: Names,
    base_url: str | None,
    made: datetime,
) -> dict[str, bytes]:
    """Return every file of the catalogue.

    Args:
        projects: All published versions, in any order. The newest of each project
            stands in the catalogue; earlier ones are named.
        recipients: The records of at least the recipients that the projects name.
        revocations: What has been stopped. It keeps its page, with the reason and
            without the download.
        publisher_name: Who keeps the list.
        base_url: The address under which the folder will lie, ``https://…``. Without
            it the addresses in the DCAT-AP files are relative to where they lie.
        made: When, with zone. Decides also what has ended.

    Returns:
        Path relative to the catalogue's folder, ``/`` between its parts → content.

    Raises:
        CatalogueAddressInvalid: ``base_url`` is not a web address without query.
        CatalogueRecipientMissing: A project's recipient is not among the recipients.
    """
    listings = list_projects(projects, recipients, revocations, made)
    graph = describe_catalogue(listings, publisher_name, _base(base_url), made)
    site = Site(listings, publisher_name, made)
    content = {
        "catalogue.jsonld": graph.to_json_ld(),
        "catalogue.ttl": graph.to_turtle(),
        "icon.svg": _resource("icons", "datadonor.svg"),
        "index.html": front_page(site),
        "style.css": _resource("catalogue", "style.css"),
    }
    for listing in listings:
        if listing.is_open:
            content[f"requests/{listing.request_file}"] = listing.newest.signed.content
    for language in Language:
        content[f"{language}/index.html"] = list_page(site, language)
        for listing in listings:
            content[f"{language}/{listing.stem}.html"] = project_page(site, listing, language)
    return dict(sorted(content.items()))


def _base(base_url: str | None) -> str:
    if base_url is None:
        return "./"
    if not _ADDRESS.fullmatch(base_url):
        raise CatalogueAddressInvalid
    return base_url.rstrip("/") + "/"


def _resource(folder: str, name: str) -> bytes:
    return files("resources").joinpath(folder, name).read_bytes()
