"""The persons of this account: ``datadonor vault people list | add | rename | forget``."""

from typing import Annotated, Any, Final

import typer

from datadonor.cli.common import Common
from datadonor.errors import ExitCode
from datadonor.people import People, Person, PersonId
from datadonor.vault.opening import has_vault

app: Final = typer.Typer(no_args_is_help=True)

Label = Annotated[str, typer.Argument(help="help.person_label")]
Who = Annotated[str, typer.Argument(help="help.person_who")]


@app.command("list", help="help.people_list")
def list_people(ctx: typer.Context) -> int:
    """Say who is on the list, and where their vaults lie."""
    common: Common = ctx.obj
    persons = People.here().persons()
    common.document({"people": [_as_document(person) for person in persons]})
    for person in persons:
        state = "people.vault" if has_vault(person.vault) else "people.no_vault"
        where = common.text(state, folder=str(person.vault))
        common.say(f"{person.id:<16}  {_called(common, person)}: {where}")
    return ExitCode.YES


@app.command(help="help.people_add")
def add(
    ctx: typer.Context,
    label: Label,
    *,
    again: Annotated[str | None, typer.Option("--id", help="help.person_again")] = None,
) -> int:
    """Put a person on the list."""
    common: Common = ctx.obj
    person = People.here().add(label, None if again is None else PersonId(again))
    common.say(common.text("people.added", label=person.label, folder=str(person.vault)))
    common.document(_as_document(person))
    return ExitCode.YES


@app.command(help="help.people_rename")
def rename(ctx: typer.Context, who: Who, label: Label) -> int:
    """Call somebody something else here."""
    common: Common = ctx.obj
    people = People.here()
    person = people.rename(people.find(who).id, label)
    common.say(common.text("people.renamed", label=person.label))
    common.document(_as_document(person))
    return ExitCode.YES


@app.command(help="help.people_forget")
def forget(ctx: typer.Context, who: Who) -> int:
    """Take somebody off the list; nothing of theirs is deleted."""
    common: Common = ctx.obj
    people = People.here()
    person = people.forget(people.find(who).id)
    common.say(
        common.text(
            "people.forgotten", label=person.label, folder=str(person.vault), id=str(person.id)
        )
    )
    common.document(_as_document(person))
    return ExitCode.YES


def _called(common: Common, person: Person) -> str:
    return person.label or common.text("people.first")


def _as_document(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "label": person.label,
        "vault": str(person.vault),
        "has_vault": has_vault(person.vault),
    }
