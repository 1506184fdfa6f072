"""Records: the kinds that there are."""

import outdial.operations  # noqa: F401 with it every kind is imported
from outdial.domain.resource import kinds


def test_each_kind_of_records_is_listed_once() -> None:
    names = [kind.kind for kind in kinds()]

    assert len(names) == len(set(names))
    assert {"instance", "queue", "contact-flow", "phone-number", "mirrored-change"} <= {*names}
