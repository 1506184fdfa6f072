"""IAM's unique ids: of the right form, and as unique as what they are made of."""

import re
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from outdial.domain.iam.unique_ids import LASTING_KEY, USER, key_id, unique_id

UUIDS = st.uuids(version=4).map(str)


@given(UUIDS)
def test_ids_have_the_form_of_iams(resource_id: str) -> None:
    assert re.fullmatch("AIDA[A-Z2-7]{17}", unique_id(USER, resource_id))
    assert re.fullmatch("AKIA[A-Z2-7]{16}", key_id(LASTING_KEY, resource_id))


@given(st.integers(0, 2**62 - 1), st.integers(0, 2**62 - 1))
def test_other_ids_give_other_ids(one: int, other: int) -> None:
    ids = [str(UUID(int=(0x4000 << 64) | (2 << 62) | number)) for number in (one, other)]

    made = {key_id(LASTING_KEY, each) for each in ids}

    assert len(made) == len({one, other})
