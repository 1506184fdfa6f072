"""What is done at one server of a database holds at all of them."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from cli.running import run
from outdial.cli.control_pages import ask
from server_process import ServerProcess
from servers.calls import client, instance, outcome

Servers = tuple[ServerProcess, ServerProcess]


def outdial(server: ServerProcess, *arguments: str) -> str:
    """Ask a server by a command; give what it prints."""
    done = run(*arguments, "--endpoint-url", server.url)
    assert done.exit_code == 0, done.output
    return done.output


def test_calls_at_both_servers_take_from_one_bucket(servers: Servers) -> None:
    clients = [client(server.port) for server in servers]
    id_ = instance(clients[0])

    with ThreadPoolExecutor(8) as threads:
        calls = [threads.submit(outcome, each.list_queues, InstanceId=id_) for each in clients * 10]

    outcomes = [call.result() for call in calls]
    assert sorted(outcomes) == ["ThrottlingException"] * 14 + ["well"] * 6


def test_a_refused_call_keeps_its_token_taken(servers: Servers) -> None:
    one, two = (client(server.port) for server in servers)
    id_ = instance(one)

    refused = [outcome(one.list_queues, InstanceId="none") for _ in range(6)]

    assert refused == ["ResourceNotFoundException"] * 6
    assert outcome(two.list_queues, InstanceId=id_) == "ThrottlingException"


def test_a_reset_at_one_server_is_one_of_all(servers: Servers) -> None:
    one, two = (client(server.port) for server in servers)
    id_ = instance(one)
    for _ in range(7):
        outcome(one.list_queues, InstanceId=id_)
    outdial(servers[0], "fault", "add", "--error", "InternalServiceException")
    before = outcome(two.list_instances)

    assert ask(servers[1].url, "POST", "reset") == {"status": "ok"}

    assert before == "InternalServiceException"
    assert one.list_instances()["InstanceSummaryList"] == []
    assert outcome(one.list_queues, InstanceId=instance(two)) == "well"


def test_a_fault_holds_at_the_other_server_once_the_command_is_done(servers: Servers) -> None:
    clients = [client(server.port) for server in servers]
    assert [outcome(each.list_instances) for each in clients] == ["well"] * 2

    id_ = outdial(
        servers[0], "fault", "add", "--operation", "ListInstances",
        "--error", "InternalServiceException", "--count", "3",
    ).strip()  # fmt: skip
    outcomes = [outcome(each.list_instances) for each in clients[::-1] * 3]
    listed = [outdial(server, "fault", "list") for server in servers]
    outdial(servers[1], "fault", "clear")

    line = f"{id_}: ListInstances: error InternalServiceException, count 3, rate 1; struck 3 of 6\n"
    assert outcomes == ["InternalServiceException"] * 3 + ["well"] * 3
    assert listed == [line] * 2
    assert outdial(servers[0], "fault", "list") == ""


def test_the_trail_of_one_server_is_that_of_all(servers: Servers) -> None:
    one, two = (client(server.port) for server in servers)
    outcome(one.describe_instance, InstanceId="none")
    id_ = instance(one)

    looked_up = events(client(servers[1].port, "cloudtrail"))
    again = two.list_instances()["InstanceSummaryList"][0]["Id"]

    assert looked_up == ["CreateInstance", "DescribeInstance"]
    assert again == id_


def events(trail: Any) -> list[str]:
    return [event["EventName"] for event in trail.lookup_events()["Events"]]


def test_snapshots_of_one_server_are_loaded_at_another(servers: Servers) -> None:
    one = client(servers[0].port)
    id_ = instance(one)
    outdial(servers[0], "snapshot", "save", "one")
    instance(one, "other")

    outdial(servers[1], "snapshot", "load", "one")

    assert [each["Id"] for each in one.list_instances()["InstanceSummaryList"]] == [id_]
    outdial(servers[0], "snapshot", "delete", "one")
    assert outdial(servers[1], "snapshot", "list") == ""


def test_a_client_token_is_known_at_the_other_server(servers: Servers) -> None:
    one, two = (client(server.port) for server in servers)
    given = {
        "ClientToken": "token",
        "IdentityManagementType": "CONNECT_MANAGED",
        "InstanceAlias": "acme",
        "InboundCallsEnabled": True,
        "OutboundCallsEnabled": True,
    }

    assert one.create_instance(**given)["Id"] == two.create_instance(**given)["Id"]


def test_a_page_goes_on_at_the_other_server(servers: Servers) -> None:
    one, two = (client(server.port) for server in servers)
    ids = {instance(one), instance(two, "other")}

    first = one.list_instances(MaxResults=1)
    second = two.list_instances(MaxResults=1, NextToken=first["NextToken"])

    pages = (first, second)
    assert {page["InstanceSummaryList"][0]["Id"] for page in pages} == ids
