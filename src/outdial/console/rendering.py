"""Templates: everything that is put into one is escaped, and nothing may be missing."""

from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from outdial.console.addresses import address
from outdial.console.assets import ICON_ADDRESS, STYLE_ADDRESS
from outdial.printable import printable

_FOLDER = Path(__file__).parent / "templates"


def _shown(value: Any) -> Any:
    """Take from texts what would steer how the page is read; what is markup is ours."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _time(value: datetime) -> str:
    return f"{value:%Y-%m-%d %H:%M:%S} UTC"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals |= {"address": address, "style": STYLE_ADDRESS, "icon": ICON_ADDRESS}
    environment.filters["time"] = _time
    return environment


_ENVIRONMENT = _environment()


def render(template: str, **values: object) -> bytes:
    """Render a template to a page."""
    return _ENVIRONMENT.get_template(template).render(values).encode()
