"""Access keys of accounts' roots, as options say them: `ID:SECRET[:ACCOUNT]`."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from outdial.settings import RootKey

NOBODYS_ACCOUNT = "000000000000"

_FORM = re.compile(r"([\w.-]{1,128}):([^\s,:]+)(?::(\d{12}))?", re.ASCII)


class RootKeyType(click.ParamType):  # type: ignore[type-arg] # in newer versions only
    """A key of an account's root; what is refused is not repeated, as it has a secret in it."""

    name = "ID:SECRET[:ACCOUNT]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> "RootKey":
        """Read a key."""
        from outdial.settings import RootKey  # noqa: PLC0415 after --help

        if isinstance(value, RootKey):
            return value
        found = _FORM.fullmatch(value)
        if found is None:
            self.fail(
                "must be ID:SECRET or ID:SECRET:ACCOUNT, with an account of twelve digits",
                param,
                ctx,
            )
        key, secret, account = found.groups()
        return RootKey(id=key, secret=secret, account=account or NOBODYS_ACCOUNT)

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        """Split what a variable says, at spaces and commas."""
        return re.split(r"[\s,]+", rv.strip(" ,\t\n"))
