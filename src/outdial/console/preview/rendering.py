"""Parts of pages out of templates."""

from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from outdial.console.templating import environment_of

_FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    return environment_of(_FOLDER)


def part(template: str, **values: object) -> Markup:
    """Render a template to markup that a page can hold."""
    return Markup(_environment().get_template(template).render(values))  # noqa: S704 was escaped
