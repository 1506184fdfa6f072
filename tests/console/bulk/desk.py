"""An App with queues in it, and a user who may change them: plans are applied step by step."""

import json
from dataclasses import dataclass
from typing import Any

from outdial.access.identity import Caller
from outdial.app import App
from outdial.console.bulk.change import Change
from outdial.console.bulk.making import Searched, make
from outdial.console.bulk.plan import Owner, Plan
from outdial.console.bulk.plans import Plans
from outdial.console.finding import Filters
from outdial.console.sessions import Session
from outdial.console.visit import Visit
from outdial.console.visitor import Visitor
from outdial.domain.arns import Scope

ACCOUNT, REGION = "123456789012", "us-east-1"
SCOPE = Scope(ACCOUNT, REGION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The ids of what was made; calls go through the App as the account's root."""

    app: App
    instance: str
    key: str

    def ask(self, operation: str, service: str = "connect", **members: Any) -> Any:
        return self.app.perform(Caller(SCOPE, service), operation, members)

    def ask_here(self, operation: str, **members: Any) -> Any:
        return self.ask(operation, InstanceId=self.instance, **members)

    def names(self) -> dict[str, str]:
        """Give the name that each queue shows, '' if it shows none."""
        queues: list[Any] = []
        token: dict[str, str] = {}
        while True:
            found = self.ask_here("SearchQueues", MaxResults=500, **token)
            queues += found["Queues"]
            if not found["NextToken"]:
                break
            token = {"NextToken": found["NextToken"]}
        return {
            queue["Name"]: (queue["OutboundCallerConfig"] or {}).get("OutboundCallerIdName", "")
            for queue in queues
        }

    def show(self, queue: str, name: str) -> None:
        """Have a queue show a name."""
        config = {"OutboundCallerIdName": name}
        self.ask_here("UpdateQueueOutboundCallerConfig", QueueId=queue, OutboundCallerConfig=config)

    def allow(self, *actions: str) -> None:
        """Let the user do these, and nothing else."""
        statement = {"Effect": "Allow", "Action": actions, "Resource": "*"}
        document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self.ask("PutUserPolicy", "iam", UserName="user", PolicyName="all", PolicyDocument=document)

    def visit(self, session: Session | None = None) -> Visit:
        """Give a visit of the instance by the user."""
        return Visit(
            visitor=Visitor(self.app, self.key),
            plans=Plans(),
            parts=(REGION, self.instance),
            session=session,
        )

    def new_plan(self, session: Session | None = None) -> Plan:
        """Begin a plan of the user."""
        owner = Owner(access_key=self.key, session=session)
        return Plan(id="plan", owner=owner, region=REGION, instance=self.instance)

    def plan(self, name: str, visit: Visit | None = None) -> Plan:
        """Plan to have all queues show a name."""
        visit = visit or self.visit()
        plan = self.new_plan(visit.session)
        list(make(plan, visit, Searched(Filters(), Change(name=name))))
        return plan


def session_of(desk: Desk) -> Session:
    """Begin a session of the user."""
    now = desk.app.world.now()
    return Session(access_key=desk.key, form_token="token", since=now, seen=now)


def made(app: App, queues: int) -> Desk:
    """Make an instance with so many queues, and the user."""
    caller = Caller(SCOPE)
    instance = app.perform(
        caller,
        "CreateInstance",
        {
            "IdentityManagementType": "SAML",
            "InstanceAlias": "many",
            "InboundCallsEnabled": True,
            "OutboundCallsEnabled": True,
        },
    )["Id"]
    app.perform(Caller(SCOPE, "iam"), "CreateUser", {"UserName": "user"})
    key = app.perform(Caller(SCOPE, "iam"), "CreateAccessKey", {"UserName": "user"})["AccessKey"]
    desk = Desk(app=app, instance=instance, key=key["AccessKeyId"])
    desk.allow("connect:*")
    hours = desk.ask_here("ListHoursOfOperations")["HoursOfOperationSummaryList"][0]["Id"]
    for number in range(queues):
        desk.ask_here("CreateQueue", Name=f"Queue {number:05}", HoursOfOperationId=hours)
    return desk
