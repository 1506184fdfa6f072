"""Which resources a queue's outbound number counts as.

In the replica Region of a pair a policy has to list a number twice: by its own ARN (V2, with the
Region that the number lives in) and by the older one (V1, with the Region and the instance of the
call). [documented: "Allow or deny queue API actions for phone numbers in a replica Region"]

B1   An id is the number's own ARN in the account and Region of the call. [documented]
B2   A number's own ARN is itself. One of another Region is the older ARN of the call, too, and
     both must be allowed; one that is denied is enough to deny. [documented for the pair of
     policies; that half of one does not allow inferred]
B3   The older ARN in the Region that the number's instance was created in is the number's own
     ARN. [chosen]
B4   The older ARN in the replica's Region is itself, and the number's own in the source's Region.
     [inferred from B2] It may as well name a number that was claimed in the replica's Region:
     what is denied for that one is denied here. [chosen]
B5   Any other ARN is itself; no number is found by it. [chosen]
B6   Numbers are never pasted raw: the pair of policies would have no effect. [inferred]
"""

from collections.abc import Iterator

from outdial.access.resources import Asked, Named
from outdial.domain.arns import is_arn, parse_arn
from outdial.domain.instance import Instance
from outdial.domain.traffic_distribution_group import source_scope


def number_named_by(asked: Asked, member: str) -> Iterator[str | Named]:
    """Name the resources that the number in a member of the input counts as."""
    for text in asked.values(member):
        for instance in asked.values("InstanceId"):
            yield from _counting_as(asked, text, instance.rpartition("/")[2])


def _counting_as(asked: Asked, text: str, instance_id: str) -> Iterator[str | Named]:
    if not is_arn(text):
        yield asked.arn(f"phone-number/{text}")  # B1, B6
        return
    older = f"instance/{instance_id}/phone-number/"
    arn = parse_arn(text)
    if arn and arn.scope == asked.scope and arn.path.startswith(older):
        yield from _of_older(asked, text, instance_id)
        return
    yield text  # B2, B5, B6
    if arn and arn.scope.region != asked.scope.region and arn.path.startswith("phone-number/"):
        yield asked.arn(f"instance/{instance_id}/{arn.path}")  # B2


def _of_older(asked: Asked, text: str, instance_id: str) -> Iterator[str | Named]:
    instance = asked.records.find(Instance, asked.scope.home, instance_id)
    source = source_scope(instance) if instance else asked.scope
    own = f"phone-number/{text.rpartition('/')[2]}"
    if source == asked.scope:
        yield asked.arn(own)  # B3
        return
    yield text
    yield source.arn(own)
    yield Named(asked.arn(own), only_denies=True)  # B4
