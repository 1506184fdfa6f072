"""States are sent compressed."""

import pytest

from outdial.importing import packing
from outdial.importing.errors import ImportRefusedError
from outdial.importing.packing import packed, unpacked


def test_what_is_packed_comes_back() -> None:
    state = b'{"version": 1}' * 1000

    assert unpacked(packed(state)) == state
    assert len(packed(state)) < len(state) / 10


def test_a_state_may_come_unpacked() -> None:
    assert unpacked(b'{"version": 1}') == b'{"version": 1}'


@pytest.mark.parametrize("damage", [slice(0, 20), slice(0, -1)])
def test_a_damaged_state_is_refused(damage: slice) -> None:
    with pytest.raises(ImportRefusedError, match="cannot be unpacked"):
        unpacked(packed(b'{"version": 1}' * 1000)[damage])


def test_a_state_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST", 10)

    with pytest.raises(ImportRefusedError, match="too long; import it with --data"):
        unpacked(packed(b"12345678901"))
