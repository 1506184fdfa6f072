"""What the benchmarks share: a server to measure, requests to send, and medians."""

import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

ACCOUNT = "123456789012"


class Key(NamedTuple):
    """An access key."""

    id: str
    secret: str


NOBODYS = Key(ACCOUNT, "secret")
"""A key that only names its account, where nothing is verified."""
ROOTS = Key("ROOTSOFTHEACCOUNT", "secret-of-the-root")
GUARDED = ("--auth", "enforced", "--root-key", f"{ROOTS.id}:{ROOTS.secret}:{ACCOUNT}")
"""Options of a server that verifies signatures and enforces policies."""

WHISPER = json.dumps(
    {
        "Version": "2019-10-30",
        "StartAction": "say",
        "Actions": [
            {
                "Identifier": "say",
                "Type": "MessageParticipant",
                "Parameters": {"Text": "Acme calling"},
                "Transitions": {"NextAction": "end", "Errors": [], "Conditions": []},
            },
            {"Identifier": "end", "Type": "EndFlowExecution", "Parameters": {}, "Transitions": {}},
        ],
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The ids of what the measured calls touch."""

    instance: str
    queue: str
    number: str
    whisper: str

    def update(self, name: str) -> dict[str, Any]:
        """Give the arguments of one call of the centre operation, with every member."""
        return {
            "InstanceId": self.instance,
            "QueueId": self.queue,
            "OutboundCallerConfig": {
                "OutboundCallerIdName": name,
                "OutboundCallerIdNumberId": self.number,
                "OutboundFlowId": self.whisper,
            },
        }


def client(endpoint_url: str | None = None, key: Key = NOBODYS) -> "ConnectClient":
    """Make the client of the measured account."""
    return boto3.client(
        "connect",
        region_name="us-east-1",
        aws_access_key_id=key.id,
        aws_secret_access_key=key.secret,
        endpoint_url=endpoint_url,
    )


def set_up(connect: "ConnectClient") -> Desk:
    """Make an instance with a queue, a number and a whisper flow."""
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="measured",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    flow = connect.create_contact_flow(
        InstanceId=instance["Id"], Name="Whisper", Type="OUTBOUND_WHISPER", Content=WHISPER
    )
    number = connect.claim_phone_number(TargetArn=instance["Arn"], PhoneNumber="+12065550100")
    queues = connect.list_queues(InstanceId=instance["Id"])
    return Desk(
        instance=instance["Id"],
        queue=queues["QueueSummaryList"][0]["Id"],
        number=number["PhoneNumberId"],
        whisper=flow["ContactFlowId"],
    )


def more_queues(connect: "ConnectClient", desk: Desk, count: int) -> tuple[str, ...]:
    """Make more queues like the desk's, and give their ids."""
    basic = connect.describe_queue(InstanceId=desk.instance, QueueId=desk.queue)["Queue"]
    return tuple(
        connect.create_queue(
            InstanceId=desk.instance,
            Name=f"Queue {number}",
            HoursOfOperationId=basic["HoursOfOperationId"],
        )["QueueId"]
        for number in range(count)
    )


MEASURED = ("connect:DescribeQueue", "connect:UpdateQueueOutboundCallerConfig")


def key_of_user(
    endpoint_url: str | None, desk: Desk, actions: Sequence[str] = MEASURED, key: Key = ROOTS
) -> Key:
    """Make a user whom one attached policy allows the measured calls, and give its key."""
    iam = boto3.client(
        "iam",
        region_name="us-east-1",
        aws_access_key_id=key.id,
        aws_secret_access_key=key.secret,
        endpoint_url=endpoint_url,
    )
    arn = f"arn:aws:connect:us-east-1:{ACCOUNT}"
    statement = {
        "Effect": "Allow",
        "Action": list(actions),
        "Resource": [
            f"{arn}:instance/{desk.instance}",
            f"{arn}:instance/{desk.instance}/*",
            f"{arn}:phone-number/*",
        ],
    }
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    policy = iam.create_policy(PolicyName="callers", PolicyDocument=document)
    iam.create_user(UserName="measured")
    iam.attach_user_policy(UserName="measured", PolicyArn=policy["Policy"]["Arn"])
    made = iam.create_access_key(UserName="measured")["AccessKey"]
    return Key(made["AccessKeyId"], made["SecretAccessKey"])


def microseconds(call: Callable[[], object], times: int) -> float:
    """Time a call: the mean of so many, in microseconds."""
    begin = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - begin) / times * 1e6


def medians(calls: dict[str, Callable[[], float]], repeats: int) -> dict[str, float]:
    """Measure each in turn, over and over; give each one's median."""
    figures: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeats):
        for name, call in calls.items():
            figures[name].append(call())
    return {name: statistics.median(values) for name, values in figures.items()}


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, process: subprocess.Popen[Any]) -> None:
    """Wait until a server answers."""
    while process.poll() is None:
        try:
            urllib.request.urlopen(url).close()  # noqa: S310 our own server
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.002)
        else:
            return
    raise SystemExit(f"the server ended with status {process.returncode}")


@contextmanager
def server(*options: str) -> Iterator[str]:
    """Run `outdial serve` on a file of its own, and give its address."""
    with server_process(*options) as (url, _):
        yield url


@contextmanager
def server_process(*options: str) -> Iterator[tuple[str, int]]:
    """Run `outdial serve` on a file of its own, and give its address and its process."""
    with tempfile.TemporaryDirectory() as data:
        port = free_port()
        command = [sys.executable, "-m", "outdial", "serve", "--port", str(port), "--data", data]
        with subprocess.Popen(
            [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            url = f"http://127.0.0.1:{port}"
            wait_for(f"{url}/_outdial/health", process)
            try:
                yield url, process.pid
            finally:
                process.terminate()


def signed(method: str, url: str, body: str, key: Key = NOBODYS) -> dict[str, str]:
    """Sign a request as boto3 does; give its headers."""
    request = AWSRequest(method=method, url=url, data=body)
    if body:
        request.headers["Content-Type"] = "application/json"
    SigV4Auth(Credentials(*key), "connect", "us-east-1").add_auth(request)
    return dict(request.headers.items())


def wrk(
    url: str,
    requests: list[tuple[str, str, str]],
    connections: int,
    seconds: int,
    key: Key = NOBODYS,
) -> str:
    """Send requests (method, path, body), signed anew, over and over; give wrk's report."""
    lines = ["local requests = {}", "function init()"]  # the host is known only from init on
    for method, path, body in requests:
        headers = signed(method, url + path, body, key)
        table = ", ".join(f"[{json.dumps(k)}] = {json.dumps(v)}" for k, v in headers.items())
        lines.append(
            f"requests[#requests + 1] = wrk.format({json.dumps(method)}, {json.dumps(path)},"
            f" {{{table}}}, {json.dumps(body)})"
        )
    lines += [
        "end",
        "local next = 0",
        "function request() next = next % #requests + 1; return requests[next] end",
    ]
    with tempfile.TemporaryDirectory() as folder:
        script = str(Path(folder) / "requests.lua")
        Path(script).write_text("\n".join(lines))
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{seconds}s",
            "--latency",
            "-s",
            script,
            url,
        ]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
