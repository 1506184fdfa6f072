"""Pages out of templates."""

from datetime import datetime
from pathlib import Path

from jinja2 import Environment

from outdial.console.addresses import address
from outdial.console.assets import ICON_ADDRESS, SCRIPT_ADDRESSES, STYLE_ADDRESS
from outdial.console.templating import environment_of

_FOLDER = Path(__file__).parent / "templates"


def _time(value: datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M:%S} UTC"


def _environment() -> Environment:
    environment = environment_of(_FOLDER)
    environment.globals |= {
        "address": address,
        "style": STYLE_ADDRESS,
        "icon": ICON_ADDRESS,
        "scripts": SCRIPT_ADDRESSES,
    }
    environment.filters["time"] = _time
    return environment


_ENVIRONMENT = _environment()


def render(template: str, **values: object) -> bytes:
    """Render a template to a page."""
    return _ENVIRONMENT.get_template(template).render(values).encode()
