"""Finds why a queue's number could not be shown from one side, or would not be called back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote

from outdial.domain.arns import is_arn
from outdial.rehearsal.pair import Group, Number, Pair, QueueSide, Side
from outdial.rehearsal.problem import Problem, ProblemName


def number_problems(pair: Pair, side: Side, queue: QueueSide) -> Iterator[Problem]:
    """Find what is wrong with the number of a queue on a side."""
    if queue.number_id is None:
        return
    about = _Problems(pair, side, queue)
    if queue.number is None:
        yield from about.absent(queue.number_id)
    else:
        yield from about.unfit(queue.number)


@dataclass(frozen=True, slots=True)
class _Problems:
    """Words the problems of one queue's number on one side."""

    pair: Pair
    side: Side
    queue: QueueSide

    def absent(self, number_id: str) -> Iterator[Problem]:
        """Tell why the side finds no such number, from what the other side finds."""
        number = self._found_by_other(number_id)
        if number is not None and number.target_arn not in self.pair.groups:
            yield from self._foreign(number)
        elif number is not None and number.arn != number_id:
            form = "an ARN with an instance in it" if is_arn(number_id) else "its UUID"
            yield self._problem(
                "number-needs-arn",
                f"The queue names {number.number} by {form}, which is found in"
                f" {number.region} only; {self.side.region} needs the number's own ARN.",
                self._set(number.arn),
            )
        else:
            yield self._problem(
                "number-not-found",
                f"The queue's number {number_id} is not found in {self.side.region}.",
                f"Set another number: {self._set('<ARN of the number>')}",
            )

    def _found_by_other(self, number_id: str) -> Number | None:
        """Give the same number as the other side finds it for its queue."""
        queue = self.pair.other(self.side).queues.get(self.queue.id)
        if queue is None or queue.number is None:
            return None
        is_same = queue.number.arn.rpartition("/")[2] == number_id.rpartition("/")[2]
        return queue.number if is_same else None

    def unfit(self, number: Number) -> Iterator[Problem]:
        """Tell why the side must not show a number that it finds."""
        if number.status != "CLAIMED":
            yield self._problem(
                "number-not-claimed",
                f"{number.number} is {number.status}: only a CLAIMED number can be shown.",
                f"aws connect describe-phone-number --region {number.region}"
                f" --phone-number-id {number.arn} tells why; wait, or claim another.",
            )
        group = self.pair.groups.get(number.target_arn or "")
        if group is not None:
            yield from self._group(number, group)
        else:
            yield from self._foreign(number)

    def _foreign(self, number: Number) -> Iterator[Problem]:
        """Tell what a number that is in no group of the pair is claimed to."""
        if number.target_arn not in {side.arn for side in self.pair.sides}:
            yield self._problem(
                "number-of-others",
                f"{number.number} is claimed to {number.target_arn or 'nothing'}, which is neither"
                " this instance nor a group of it.",
                self._move(number),
            )
        elif number.target_arn != self.side.arn:
            yield self._problem(
                "number-stays-behind",
                f"{number.number} is claimed to the instance in {number.region}, not to a traffic"
                " distribution group, so it stays there.",
                self._move(number),
            )

    def _group(self, number: Number, group: Group) -> Iterator[Problem]:
        region = self.side.region
        if group.status != "ACTIVE":
            yield self._problem(
                "group-not-active",
                f"{number.number} is in the group “{group.name}”, which is {group.status}.",
                "Wait until aws connect describe-traffic-distribution-group"
                f" --region {region} --traffic-distribution-group-id {group.arn} shows ACTIVE"
                f"{self._or_move(number, group)}",
            )
        if group.shares.get(region, 0) == 0:
            yield self._problem(
                "share-at-zero",
                f"The group “{group.name}” leads 0 % of the calls to {number.number} to {region}:"
                " those who call back do not come through there.",
                f"aws connect update-traffic-distribution --region {region} --id {group.arn}"
                f" --telephony-config '{_all_to(region, group)}'",
            )

    def _problem(self, name: ProblemName, what: str, remedy: str) -> Problem:
        return Problem(
            name=name,
            region=self.side.region,
            queue=self.queue.name,
            queue_id=self.queue.id,
            what=what,
            remedy=remedy,
        )

    def _set(self, arn: str) -> str:
        """Write the command that sets the number; what it leaves out would be cleared."""
        members = {
            "OutboundCallerIdName": self.queue.caller_name,
            "OutboundCallerIdNumberId": arn,
            "OutboundFlowId": self.queue.flow_id,
        }
        config = {name: value for name, value in members.items() if value is not None}
        return (
            "aws connect update-queue-outbound-caller-config"
            f" --region {self.side.region} --instance-id {self.pair.instance_id}"
            f" --queue-id {self.queue.id} --outbound-caller-config"
            f" {quote(json.dumps(config, ensure_ascii=False))}"
        )

    def _or_move(self, number: Number, group: Group) -> str:
        """Tell where else the number can go, if the default group is of more use than its own."""
        default = self.pair.default_group
        if default is None or default.arn == group.arn or default.status != "ACTIVE":
            return "."
        return f"; or move the number: {self._move(number)}"

    def _move(self, number: Number) -> str:
        group = self.pair.default_group
        return (
            f"aws connect update-phone-number --region {number.region}"
            f" --phone-number-id {number.arn}"
            f" --target-arn {group.arn if group else '<ARN of a group>'}"
        )


def _all_to(region: str, group: Group) -> str:
    shares = ",".join(
        f"{{Region={name},Percentage={100 if name == region else 0}}}"
        for name in dict.fromkeys((*group.shares, region))
    )
    return f"Distributions=[{shares}]"
