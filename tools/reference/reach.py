"""Which functions an operation reaches: those that it names, those that they name, and so on.

Names are followed from function to function and from module to module, in `operations/` and
`domain/`. A method is not followed, since its object is not known; those of `Call` are, as every
operation calls them by the same name.
"""

from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

from outdial.call import Call

_FOLLOWED = ("outdial.operations.", "outdial.domain.", "outdial.call")


def reached(function: Callable[..., Any]) -> list[FunctionType]:
    """List the functions that one reaches, itself first."""
    found: dict[FunctionType, None] = {}
    waiting: list[Any] = [function]
    while waiting:
        each = waiting.pop()
        if isinstance(each, FunctionType) and each not in found:
            found[each] = None
            waiting += [named for named in named_in(each) if _is_followed(named)]
    return list(found)


def named_in(function: FunctionType) -> Iterator[Any]:
    """List the objects that a function names: globals, parts of modules, and methods of Call."""
    names = set(_names(function.__code__))
    outer = [function.__globals__[name] for name in names if name in function.__globals__]
    for value in outer:
        yield getattr(value, "__wrapped__", value)  # what a cache wraps
        if isinstance(value, ModuleType):
            yield from (vars(value)[name] for name in names if name in vars(value))
    yield from (vars(Call)[name] for name in names if name in vars(Call))


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


def _is_followed(value: object) -> bool:
    return isinstance(value, FunctionType) and value.__module__.startswith(_FOLLOWED)
