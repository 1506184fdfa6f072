"""Users, groups and roles alike: what a test does with each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore import xform_name

from iam_desk import TRUST

if TYPE_CHECKING:
    from mypy_boto3_iam import IAMClient


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of identities, and a client that asks about one called `ann`."""

    name: str
    iam: "IAMClient"

    def create(self) -> None:
        """Create the one."""
        trust = {"AssumeRolePolicyDocument": TRUST} if self.name == "Role" else {}
        self.operation("Create{}")(**trust)

    def operation(self, pattern: str) -> Callable[..., Any]:
        """Give an operation of the kind, told whom it is about."""
        method = getattr(self.iam, xform_name(pattern.format(self.name)))
        return lambda **members: method(**{f"{self.name}Name": "ann", **members})

    @property
    def gone(self) -> tuple[str, str]:
        """Give what is answered if there is none."""
        return "NoSuchEntity", f"The {self.name.lower()} with name ann cannot be found."
