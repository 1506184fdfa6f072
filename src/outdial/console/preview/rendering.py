"""Templates of the parts: everything that is put into one is escaped, nothing may be missing."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from outdial.printable import printable

_FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Take from texts what would steer how they are read; what is markup is ours."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def part(template: str, **values: object) -> Markup:
    """Render a template to markup that a page can hold."""
    return Markup(_environment().get_template(template).render(values))  # noqa: S704 was escaped
