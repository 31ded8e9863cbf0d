"""Packages for the auditor's page: good ones, and those that were tampered with."""

from pathlib import Path

from export.audit_package.making import Wanted
from tests.audit_altered_packages import TAMPERED, rewritten
from tests.audit_lies import LIES, Liar
from tests.audit_others import write_of_others
from tests.audit_packages import answered, give_something, package_of
from tests.donations import donor
from tests.releases import new_template, signed_version


def make_packages(folder: Path) -> dict[str, Path]:
    """Write packages into a folder, by what they are called.

    ``whole``: sent, withdrawn, refused and deleted, with one event hidden by the citizen.
    ``others``: a right to decide, a signature and a timestamp. And one for each kind of
    tampering, with the file or with the key to the log.
    """
    template = new_template(folder / "noon")
    made: dict[str, bytes] = {}
    with donor(template, folder / "good") as giver:
        entry = give_something(giver)
        answered(giver, entry, "received")
        giver.citizen.clock.forward(days=6)
        giver.citizen.republish()
        giver.citizen.refresh()  # so the newest registry is not the one of the release
        good = package_of(giver)
        giver.citizen.book.withdraw(signed_version(1).request, reason="Karen har sukkersyge")
        giver.citizen.ask()
        answered(giver, entry, "deleted")
        made["whole"] = package_of(giver, Wanted(hide=frozenset({1})))
    with donor(template, folder / "others") as giver:
        give_something(giver)
        write_of_others(giver)
        made["others"] = package_of(giver)
    for name, (_, change) in TAMPERED.items():
        made[name] = rewritten(good, change)
    for name, (_, lie) in LIES.items():
        with donor(template, folder / name.replace(" ", "-")) as giver:
            answered(giver, give_something(giver), "received")
            lie(Liar(giver))
            made[name] = package_of(giver)
    files = {}
    for number, (name, content) in enumerate(made.items()):
        files[name] = folder / f"{number}.ddaudit"
        files[name].write_bytes(content)
    return files
