"""The page on which is entered what the chosen queues are to have."""

from collections.abc import Mapping

from outdial.console.addresses import address
from outdial.console.bulk.change import PARTS, Change, Entered, change_of
from outdial.console.bulk.choosing import PLACE, Choice, way_to_choosing
from outdial.console.editing.choices import choices
from outdial.console.editing.configuration import NAME, limits_of
from outdial.console.editing.entered import unaltered
from outdial.console.editing.refusals import field_of
from outdial.console.named import Directory
from outdial.console.visit import Page, Visit
from outdial.domain.outbound_caller import refuse_malformed
from outdial.errors import InvalidParameterException

TITLES = {"name": "Name", "number": "Number", "flow": "Whisper flow"}
"""What people call the parts of a configuration."""


def setting(
    visit: Visit,
    choice: Choice,
    entered: Mapping[str, Entered],
    errors: Mapping[str, str] | None = None,
) -> Page:
    """Show the form with what was entered, and beside each field why that cannot be."""
    number, flow = entered["number"].value, entered["flow"].value
    numbers, flows = choices(visit, Directory(visit), number, flow)
    return Page(
        template="bulk/setting.html",
        title="What to change",
        crumbs=way_to_choosing(visit),
        status=400 if errors else 200,
        values={
            "target": address(visit.region, visit.instance, PLACE),
            "choice": choice,
            "entered": entered,
            "fields": {
                "name": unaltered(entered["name"].value),
                "other-number": unaltered(entered["number"].other),
                "other-flow": unaltered(entered["flow"].other),
            },
            "errors": errors or {},
            "titles": TITLES,
            "most_of_name": limits_of(NAME).most,
            "numbers": numbers,
            "flows": flows,
        },
    )


def entered_of(visit: Visit) -> dict[str, Entered]:
    """Read what was sent of each part."""
    return {part: Entered.of(visit.form, part) for part in PARTS}


def errors_of(entered: dict[str, Entered]) -> dict[str, str]:
    """Find what no queue could be given, by the parts; '' is none of them."""
    errors = {
        part: f"Enter a {TITLES[part].lower()}, or choose to keep or remove it."
        for part in PARTS
        if entered[part].is_missing
    }
    change = change_of(entered)
    if change.is_empty:
        errors[""] = "Everything is kept as it is: choose what to set or to remove."
    most = limits_of(NAME).most
    if len(change.name or "") > most:
        errors["name"] = f"A name has at most {most} characters."
    try:
        refuse_malformed(change.name or None, change.number or None, change.flow or None)
    except InvalidParameterException as error:
        errors.setdefault(field_of(error), error.text)
    return errors


def deeds_of(visit: Visit, change: Change) -> list[tuple[str, str, str]]:
    """Tell what a change does: each part, what is done with it, and what it is set to."""
    directory = Directory(visit)
    number, flow = directory.number(change.number), directory.flow(change.flow)
    shown = {
        "name": (change.name, change.name or ""),
        "number": (change.number, number.text if number else ""),
        "flow": (change.flow, flow.text if flow else ""),
    }
    return [
        (TITLES[part], "kept" if wanted is None else "set to" if wanted else "removed", text)
        for part, (wanted, text) in shown.items()
    ]
