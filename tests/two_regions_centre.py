"""A contact centre in an empty world, for random work in two Regions."""

from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from outdial.access.identity import Caller
from outdial.app import open_app
from outdial.domain.arns import Scope
from outdial.errors import ServiceError
from outdial.settings import Settings
from outdial.world import StillWorld
from pair_desk import ACCOUNT, REPLICA, SOURCE

REGIONS = st.sampled_from((SOURCE, REPLICA))
ANY = st.integers(min_value=0, max_value=2)
MINUTES = st.sampled_from((1, 2, 5))
MISSING = "ResourceNotFoundException"

WORK = settings(max_examples=80, stateful_step_count=40, derandomize=True, database=None)


class Centre(RuleBasedStateMachine):
    """A contact centre in an empty world, and the calls that are made to it."""

    delay: ClassVar[timedelta]

    def __init__(self) -> None:
        super().__init__()
        self.world = StillWorld()
        self.app = open_app(world=self.world, settings=Settings(mirroring_delay=self.delay))
        self.instance = self.new_instance("acme")
        self.made = 0

    def teardown(self) -> None:
        self.app.close()

    def call(self, region: str, operation: str, **params: Any) -> Any:
        answer = self.app.perform(Caller(Scope(ACCOUNT, region)), operation, params)
        return answer or {}

    def outcome(self, region: str, operation: str, **params: Any) -> str | None:
        """Make a call; give the code of its error."""
        try:
            self.call(region, operation, **params)
        except ServiceError as error:
            return error.code
        return None

    def new_instance(self, alias: str) -> str:
        answer = self.call(
            SOURCE,
            "CreateInstance",
            IdentityManagementType="SAML",
            InstanceAlias=alias,
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )
        return str(answer["Id"])

    def replicate_instance(self) -> None:
        self.call(
            SOURCE,
            "ReplicateInstance",
            InstanceId=self.instance,
            ReplicaRegion=REPLICA,
            ReplicaAlias="acme-west",
        )

    def create_queue(self, region: str, name: str) -> str:
        hours = self.call(region, "ListHoursOfOperations", InstanceId=self.instance)
        answer = self.call(
            region,
            "CreateQueue",
            InstanceId=self.instance,
            Name=name,
            HoursOfOperationId=hours["HoursOfOperationSummaryList"][0]["Id"],
        )
        return str(answer["QueueId"])

    def on_queue(self, region: str, operation: str, queue: str, **params: Any) -> str | None:
        ids = {"InstanceId": self.instance, "QueueId": queue}
        return self.outcome(region, operation, **ids, **params)

    def fresh_name(self) -> str:
        self.made += 1
        return f"Name {self.made}"

    def shown(self, region: str) -> dict[str, Any]:
        """Describe all queues but the basic one, without what never changes."""
        listed = self.call(region, "ListQueues", InstanceId=self.instance)["QueueSummaryList"]
        described = {
            one["Id"]: self.call(
                region, "DescribeQueue", InstanceId=self.instance, QueueId=one["Id"]
            )["Queue"]
            for one in listed
            if one["Name"] != "BasicQueue"
        }
        members = (
            "Name",
            "OutboundCallerConfig",
            "Tags",
            "LastModifiedTime",
            "LastModifiedRegion",
        )
        return {
            queue: {member: one[member] for member in members if one[member] is not None}
            for queue, one in described.items()
        }
