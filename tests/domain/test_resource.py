"""Records: the kinds that there are."""

from outdial.app import App
from outdial.domain.resource import kinds


def test_each_kind_of_records_is_listed_once() -> None:
    assert App.__module__ == "outdial.app"  # every kind is imported with it

    names = [kind.kind for kind in kinds()]

    assert len(names) == len(set(names))
    assert {"instance", "queue", "contact-flow", "phone-number", "mirrored-change"} <= {*names}
