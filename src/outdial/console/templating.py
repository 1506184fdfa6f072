"""Environments of templates: all that is put into one is escaped, and nothing may be missing."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from outdial.printable import printable


def environment_of(folder: Path) -> Environment:
    """Make the environment of a folder of templates."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Take from texts what would steer how the page is read; what is markup is ours."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
