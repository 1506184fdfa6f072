"""The faults on a page: in words, with what was just done to them, and the form for another one."""

from typing import Any

from outdial.app import App
from outdial.console.faulting import commands
from outdial.console.faulting.entered import PRESETS, Entered
from outdial.console.faulting.told import told
from outdial.console.visit import Visit
from outdial.errors import AccessDeniedException
from outdial.faults.fault import ERRORS, FaultError
from outdial.registry import HANDLERS

_MOST_FAULTS = 30
_MOST_OF_TEXT = 120
_MOST_OF_FIELD = 2_000


def faults_shown(
    visit: Visit, entered: Entered | None = None, error: FaultError | None = None
) -> dict[str, object]:
    """Give what the template needs: to those who may not see faults, why not.

    What was entered and refused stands in the form again.
    """
    try:
        app = visit.visitor.operated()
    except AccessDeniedException as refusal:
        return {"hidden": refusal.text}
    faults = app.faults.shown()
    preset = PRESETS.get(visit.query.get("preset", ""))
    return {
        "hidden": "",
        "faults": [told(fault) for fault in faults[:_MOST_FAULTS]],
        "count": len(faults),
        "most_of_text": _MOST_OF_TEXT,
        "most_of_field": _MOST_OF_FIELD,
        **_done(app, visit, faults),
        "entered": entered or (preset.entered if preset else Entered()),
        "error": _said(error) if error else "",
        "wrong": error.member if error else "",
        "presets": PRESETS,
        "preset": visit.query.get("preset", ""),
        "operations": sorted(name for service, name in HANDLERS if service == "connect"),
        "errors": sorted(ERRORS),
    }


def _done(app: App, visit: Visit, faults: list[dict[str, Any]]) -> dict[str, object]:
    """Tell what the page was loaded after, as far as it is so, and the command that does it."""
    ids = {fault["id"]: fault for fault in faults}
    added, removed = visit.query.get("added", ""), visit.query.get("removed", "")
    if added in ids:
        is_signed = app.settings.auth != "off"
        command = commands.to_add(visit, ids[added], is_signed=is_signed)
        return {"done": f"Fault {added} was added.", "command": command}
    if removed == "all" and not ids:
        return {"done": "All faults were removed.", "command": commands.to_clear(visit)}
    if removed.isdecimal() and removed.isascii() and removed not in ids:
        done = f"Fault {removed[:20]} was removed."
        return {"done": done, "command": commands.to_remove(visit, removed)}
    return {"done": "", "command": ""}


def _said(error: FaultError) -> str:
    """Give an error's text without the place in JSON, which stands beside its field here."""
    return str(error).partition(" - at `$")[0]
