"""Instances in Regions where Connect is not offered, and who may see those from where."""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from console.centre import SECRET, client, iam_of, set_up
from console.test_pages import words
from console.visiting import HOME, Visitor
from outdial.console.pages.instances import REGIONS
from server_process import ServerProcess, running

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

FAR = "eu-north-1"


@pytest.fixture(scope="module")
def strict_server() -> Iterator[ServerProcess]:
    keys = ("--root-key", f"root:{SECRET}:123456789012")
    with running("--memory", "--auth", "enforced", "--any-region-pair", *keys) as server:
        far = client(server.url, "root", SECRET, region=FAR)
        ids = {"InstanceId": set_up(far, "far").instance, "ReplicaAlias": "farther"}
        far.replicate_instance(**ids, ReplicaRegion="ap-south-2")
        yield server


def entered(server: ServerProcess, name: str, *statements: dict[str, object]) -> Visitor:
    """Sign in as a user who has a policy of these statements."""
    iam = iam_of(server.url)
    iam.create_user(UserName=name)
    if statements:
        document = {"Version": "2012-10-17", "Statement": statements}
        iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=json.dumps(document))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    visitor = Visitor(url=server.url)
    visitor.sign_in(key["AccessKeyId"], key["SecretAccessKey"])
    return visitor


def regions(text: str) -> list[str]:
    return re.findall(r'<h2 id="region-([^"]*)">', text)


def test_instances_are_found_in_any_region(
    visitor: Visitor, connect: "ConnectClient", account: str
) -> None:
    set_up(connect, f"near{account}")
    made = {
        region: set_up(client(visitor.url, account, region=region), f"{region}{account}")
        for region in (FAR, "ap-south-2")
    }
    other = f"9{account[1:]}"
    set_up(client(visitor.url, other, region="il-central-1"), f"il{other}")

    seen = visitor.get(HOME)

    assert regions(seen.text) == ["us-east-1", "ap-south-2", FAR]
    for region, centre in made.items():
        assert f'href="{HOME}{region}/{centre.instance}"' in seen.text
        assert visitor.get(f"{HOME}{region}/{centre.instance}").status == 200


def test_who_may_not_list_instances_is_not_told_in_which_other_regions_there_are_any(
    strict_server: ServerProcess,
) -> None:
    nobody = entered(strict_server, "nobody")
    anybody = entered(
        strict_server, "anybody", {"Effect": "Allow", "Action": "connect:*", "Resource": "*"}
    )

    refused = nobody.get(HOME)
    replicas = nobody.get(HOME + "replicas")
    seen = anybody.get(HOME)
    pairs = anybody.get(HOME + "replicas")

    assert regions(refused.text) == list(REGIONS)
    assert FAR not in refused.text + replicas.text
    assert regions(seen.text) == ["ap-south-2", FAR]
    assert f"Source in {FAR} far" in words(pairs)


def test_policies_may_ask_for_the_browsers_address_and_name(strict_server: ServerProcess) -> None:
    allowed: dict[str, object] = {"Effect": "Allow", "Action": "connect:*", "Resource": "*"}
    here, there = (
        {**allowed, "Condition": {"IpAddress": {"aws:SourceIp": address}}}
        for address in ("127.0.0.1/32", "192.0.2.0/24")
    )
    named = {**allowed, "Condition": {"StringLike": {"aws:UserAgent": "Browser/*"}}}
    of_browser = entered(strict_server, "of-browser", named)

    seen = [
        entered(strict_server, "here", here).get(HOME),
        entered(strict_server, "there", there).get(HOME),
        of_browser.get(HOME, **{"User-Agent": "Browser/1"}),
        of_browser.get(HOME, **{"User-Agent": "Other/1"}),
    ]

    all_seen, all_refused = ["ap-south-2", FAR], list(REGIONS)
    assert [regions(page.text) for page in seen] == [all_seen, all_refused] * 2
