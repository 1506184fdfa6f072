"""The members of a structure as rows of a table: name, type, and what limits the value."""

from collections.abc import Iterator

from outdial.wire.patterns import meant
from outdial.wire.shape import Shape
from reference.markdown import code

_PLACES = {"uri": "path", "querystring": "query", "header": "header"}
_NAMED = 12
_SIZES = {"string": "characters", "list": "items", "map": "entries"}


def input_rows(shape: Shape) -> Iterator[tuple[str, str, str, str, str]]:
    """List the members of an input: name, place, type, whether required, limits."""
    for path, member, required in _members(shape, "", (shape.name,)):
        location, name = shape.places.get(path, ("body", path))
        place = _PLACES.get(location, "body" if "." not in path else "")
        if location == "querystring" and name != path:
            place += f" ({code(name)})"
        yield code(path), place, type_of(member), "yes" if required else "", limits(member)


def output_rows(shape: Shape) -> Iterator[tuple[str, str]]:
    """List the members of an answer: name and type."""
    for path, member, _ in _members(shape, "", (shape.name,)):
        yield code(path), type_of(member)


def _members(
    shape: Shape, prefix: str, within: tuple[str, ...]
) -> Iterator[tuple[str, Shape, bool]]:
    """Walk a structure; one that contains itself is not entered again."""
    for name, member in shape.members.items():
        path = f"{prefix}{name}"
        yield path, member, name in shape.required
        inner, suffix = member, ""
        while inner.type in {"list", "map"}:
            inner, suffix = (
                (inner.member, f"{suffix}[]")
                if inner.type == "list"
                else (inner.value, f"{suffix}.*")
            )
        if inner.type == "structure" and inner.name not in within:
            yield from _members(inner, f"{path}{suffix}.", (*within, inner.name))


def type_of(shape: Shape) -> str:
    """Name the type of a shape."""
    match shape.type:
        case "list":
            return f"list of {type_of(shape.member)}"
        case "map":
            return f"map of {type_of(shape.key)} to {type_of(shape.value)}"
        case "structure":
            one = ", exactly one member" if shape.union else ""
            return f"`{shape.name}`{one}"
        case plain:
            return plain


def limits(shape: Shape) -> str:
    """Say what limits a value; of a list, also what limits its items."""
    parts = []
    if shape.enum:
        parts.append(_one_of(shape))
    elif (size := _size(shape)) and shape.type != "structure":
        parts.append(size)
    if shape.pattern is not None and not shape.enum:
        parts.append(f"pattern {code(meant(shape.pattern))}")
    if shape.type == "list" and (items := limits(shape.member)):
        parts.append(f"each: {items}")
    return "; ".join(parts)


def _one_of(shape: Shape) -> str:
    named = ", ".join(map(code, shape.enum[:_NAMED]))
    rest = len(shape.enum) - _NAMED
    return f"{named} and {rest} more" if rest > 0 else named


def _size(shape: Shape) -> str:
    low, high = shape.min or 0, shape.max
    unit = f" {_SIZES[shape.type]}" if shape.type in _SIZES else ""
    if high is None:
        return f"at least {low:,g}{unit}" if low else ""
    return f"{low:,g} to {high:,.15g}{unit}"
