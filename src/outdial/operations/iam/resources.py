"""Which resources IAM's operations must be allowed.

An entity's ARN has its path, and its name in the letters that it was created with, so that the
record is looked up; one that does not exist counts as being at the path `/`. [documented for the
ARN; the latter chosen]
"""

from collections.abc import Iterator

from outdial.access.resources import Asked, Naming
from outdial.domain.iam.access_key import AccessKey
from outdial.domain.iam.entity import Identity, name_key
from outdial.domain.iam.group import Group
from outdial.domain.iam.role import Role
from outdial.domain.iam.user import User


def user(asked: Asked) -> Iterator[str]:
    """Name the user of the request, or the one who calls if it has no name."""
    names = asked.values("UserName")
    if not names and asked.principal.kind == "user":
        yield asked.principal.arn
    for name in names:
        yield _arn(asked, User, name)


def renamed_user(asked: Asked) -> Iterator[str]:
    """Name the user of the request as it is and as it is to be."""
    yield from user(asked)
    yield from _renamed(asked, User)


def group(asked: Asked) -> Iterator[str]:
    """Name the group of the request."""
    for name in asked.values("GroupName"):
        yield _arn(asked, Group, name)


def renamed_group(asked: Asked) -> Iterator[str]:
    """Name the group of the request as it is and as it is to be."""
    yield from group(asked)
    yield from _renamed(asked, Group)


def role(asked: Asked) -> Iterator[str]:
    """Name the role of the request."""
    for name in asked.values("RoleName"):
        yield _arn(asked, Role, name)


def owner_of_key(asked: Asked) -> Iterator[str]:
    """Name the user whose access key the request names."""
    for key_id in asked.values("AccessKeyId"):
        key = asked.records.find(AccessKey, asked.scope.account, key_id)
        owner = key and key.user_id and asked.records.find(User, key.account, key.user_id)
        if owner:
            yield asked.arn(owner.path)


def new(segment: str, member: str) -> Naming:
    """Make what names the entity that a request creates, at the path that it gives."""

    def naming(asked: Asked) -> Iterator[str]:
        folder = next(iter(asked.values("Path")), "/")
        for name in asked.values(member):
            yield asked.arn(f"{segment}{folder}{name}")

    return naming


def listed(segment: str) -> Naming:
    """Make what names the path whose entities a request lists."""

    def naming(asked: Asked) -> Iterator[str]:
        yield asked.arn(f"{segment}{next(iter(asked.values('PathPrefix')), '/')}")  # as observed

    return naming


def _renamed(asked: Asked, kind: type[Identity]) -> Iterator[str]:
    """Name an entity by its new path and name; what is left out stays."""
    word = kind.segment.capitalize()
    name, path = asked.values(f"New{word}Name"), asked.values("NewPath")
    if not name and not path:
        return
    for old_name in asked.values(f"{word}Name"):
        old = asked.records.find_named(kind, asked.scope.account, name_key(old_name))
        folder = path[0] if path else old.folder if old else "/"
        yield asked.arn(f"{kind.segment}{folder}{name[0] if name else old_name}")


def _arn(asked: Asked, kind: type[Identity], name: str) -> str:
    found = asked.records.find_named(kind, asked.scope.account, name_key(name))
    return asked.arn(found.path if found else f"{kind.segment}/{name}")
