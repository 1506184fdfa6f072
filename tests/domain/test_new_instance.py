"""What a new instance contains: records that name each other rightly."""

from datetime import UTC, datetime

from outdial.domain.instance import Instance
from outdial.domain.new_instance import contents
from outdial.world import StillWorld

NOW = datetime(2026, 1, 1, tzinfo=UTC)

INSTANCE = Instance(
    id="instance",
    account="123456789012",
    region="eu-central-1",
    identity_management_type="SAML",
    created_time=NOW,
    attributes={},
    last_modified_time=NOW,
    last_modified_region="eu-central-1",
)


def test_every_record_follows_those_that_it_names() -> None:
    written = {INSTANCE.address}

    for record in contents(INSTANCE, StillWorld().new_id):
        assert {reference.target for reference in record.references} <= written
        written.add(record.address)


def test_every_record_is_the_instances_with_an_id_and_a_name_of_its_own() -> None:
    records = list(contents(INSTANCE, StillWorld().new_id))

    assert {record.home for record in records} == {"instance"}
    assert len({record.id for record in records}) == len(records)
    assert len({(record.kind, record.unique_name) for record in records}) == len(records)


def test_every_record_bears_the_time_and_region_of_the_instance() -> None:
    stamps = {
        (record.last_modified_time, record.last_modified_region)
        for record in contents(INSTANCE, StillWorld().new_id)
    }

    assert stamps == {(NOW, "eu-central-1")}
