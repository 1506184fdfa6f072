"""From a request to the values of its operation: labels, query, headers and body."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec

from outdial.http import Request
from outdial.wire.escapes import query_pairs
from outdial.wire.model import Operation
from outdial.wire.readers import Reader, read_members, reader
from outdial.wire.texts import Converter, converter
from outdial.wire.unreadable import Unreadable

__all__ = ["Params", "Unreadable", "decode"]

Params = dict[str, Any]


def decode(operation: Operation, labels: Mapping[str, str], request: Request) -> Params:
    """Read what a request gives an operation; `labels` are the router's."""
    plan = _plan(operation)
    params: Params = dict(labels)
    for name, convert in plan.labels:
        params[name] = convert(params[name])
    if request.query and plan.query:
        params |= _read_query(plan.query, request.query)
    for name, header, convert in plan.headers:
        if (text := request.headers.get(header)) is not None:
            params[name] = convert(text)
    if request.body and plan.body:
        params |= _read_body(plan.body, request.body)
    return params


@dataclass(frozen=True, slots=True, kw_only=True)
class _InQuery:
    member: str
    repeats: bool
    convert: Converter


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Where the members of an input are found, and how they are read there."""

    labels: tuple[tuple[str, Converter], ...]
    query: Mapping[str, _InQuery]
    headers: tuple[tuple[str, str, Converter], ...]
    body: Mapping[str, Reader]


@cache
def _plan(operation: Operation) -> _Plan:
    shape = operation.input
    if shape is None:
        return _Plan(labels=(), query={}, headers=(), body={})
    members = shape.members
    placed = [(name, members[name], *place) for name, place in shape.places.items()]
    return _Plan(
        labels=tuple(
            (name, converter(member))
            for name, member, location, _ in placed
            if location == "uri" and member.type != "string"
        ),
        query={
            text: _InQuery(member=name, repeats=member.type == "list", convert=converter(member))
            for name, member, location, text in placed
            if location == "querystring"
        },
        headers=tuple(
            (name, header.lower(), converter(member))
            for name, member, location, header in placed
            if location == "header"
        ),
        body={name: reader(member) for name, member in members.items() if name not in shape.places},
    )


def _read_query(plan: Mapping[str, _InQuery], query: str) -> Params:
    """Read a query; of a name that is repeated, a list takes all and anything else the last."""
    found: Params = {}
    for name, text in query_pairs(query):
        if place := plan.get(name):
            value = place.convert(text)
            if place.repeats:
                found.setdefault(place.member, []).append(value)
            else:
                found[place.member] = value
    return found


def _read_body(plan: Mapping[str, Reader], body: bytes) -> Params:
    try:
        value = msgspec.json.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError) as fault:
        raise Unreadable(f"expected JSON: {fault}") from None
    return read_members(plan, value, 0)
