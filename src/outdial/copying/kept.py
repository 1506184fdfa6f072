"""Answers that are kept in a folder, so that nothing is asked twice, whatever interrupts."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from outdial.seed.api import Answer, Api


@dataclass(slots=True)
class Kept:
    """The API of one Region about one instance; each answer is a file, a list is one too."""

    api: Api
    folder: Path
    instance_id: str
    reused: int = 0
    """How many answers were there from an earlier reading."""
    _own: set[Path] = field(default_factory=set)

    def ask(self, operation: str, /, **members: Any) -> Answer:
        """Give the answer of an operation, from the folder if it is there; refusals are not."""
        path = self._path(operation, members)
        if path.exists():
            return self._kept(path)
        return self._keep(path, self.api(operation, **members))

    def list(self, operation: str, member: str, /, **members: Any) -> Answer:
        """Give a list whole: the first page's answer with the items of all pages."""
        path = self._path(operation, members)
        if path.exists():
            return self._kept(path)
        first = dict(self.api(operation, **members))
        items, token = list(first.get(member) or ()), first.pop("NextToken", None)
        while token:
            page = self.api(operation, **members, NextToken=token)
            items += page.get(member) or ()
            token = page.get("NextToken")
        return self._keep(path, {**first, member: items})

    def _kept(self, path: Path) -> Answer:
        self.reused += path not in self._own
        return _decoded(path.read_bytes())

    def _keep(self, path: Path, answer: Answer) -> Answer:
        body = msgspec.json.format(
            msgspec.json.encode(
                {name: value for name, value in answer.items() if name != "ResponseMetadata"}
            )
        )
        keep(path, body)
        self._own.add(path)
        return _decoded(body)

    def _path(self, operation: str, members: dict[str, Any]) -> Path:
        told = [
            str(value)
            for name, value in sorted(members.items())
            if name not in ("InstanceId", "MaxResults")
        ]
        name = quote(" ".join((operation, *told)), safe=" []'$")
        return self.folder / f"{name}.json"


def keep(path: Path, body: bytes) -> None:
    """Write a file whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.name}.unfinished")
    unfinished.write_bytes(body)
    unfinished.replace(path)


def _decoded(body: bytes) -> Answer:
    answer: Answer = msgspec.json.decode(body)
    return answer
