"""What the tests of access are given."""

from typing import TYPE_CHECKING

import pytest

from outdial.access.limits import Limits
from outdial.domain.quotas import Quotas

if TYPE_CHECKING:
    from collections.abc import Callable

    from access.quota_desk import Hold


@pytest.fixture
def hold(choose: "Callable[..., None]") -> "Hold":
    """Hold the service to the quotas that are given, and to no others."""

    def change(**quotas: int) -> None:
        held = {**dict.fromkeys(Quotas.__struct_fields__), **quotas}
        choose(limits=Limits(throttling=None, quotas=Quotas(**held)))

    return change
