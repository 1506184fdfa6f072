"""The table of the settings."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields
from datetime import timedelta
from itertools import pairwise
from types import ModuleType

from outdial import settings
from outdial.settings import Settings
from reference.markdown import table


def settings_table() -> Iterator[str]:
    """List the settings, each with its default and what it chooses."""
    texts, defaults = setting_texts(), Settings()
    rows = [
        (f"`{field.name}`", _shown(getattr(defaults, field.name)), texts[field.name])
        for field in fields(Settings)
    ]
    yield from table(("Setting", "Default", "What it chooses"), rows)


def setting_texts() -> dict[str, str]:
    """Read what stands below each field of the settings."""
    return texts_below(settings, Settings.__name__)


def texts_below(module: ModuleType, name: str) -> dict[str, str]:
    """Read what stands below each field of a module's class."""
    body = next(
        node.body
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.ClassDef) and node.name == name
    )
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }


def _shown(value: object) -> str:
    if isinstance(value, timedelta):
        return f"{value.total_seconds():g} seconds"
    return f"`{value!r}`"
