"""The permissions that the guide names are enough to see everything."""

import json
import os
import re
import subprocess
import sys

from console.centre import SECRET, iam_of
from console.visiting import HOME, Visitor
from docs.blocks import ROOT
from server_process import running

GUIDE = ROOT / "docs" / "howto" / "console.md"


def walk(visitor: Visitor) -> dict[str, str]:
    """Follow links to instances, what is in them, and replicas; give the pages by address."""
    seen: dict[str, str] = {}
    waiting = [HOME]
    while waiting and len(seen) < 150:
        path = waiting.pop()
        if path not in seen:
            page = visitor.get(path)
            assert page.status == 200, (path, page.text)
            seen[path] = page.text
            links = re.findall(rf'<a [^>]*href="({HOME}(?:[a-z-]+\d/|replicas)[^"#]*)"', page.text)
            waiting += [link.replace("&amp;", "&") for link in links]
    return seen


def test_who_has_the_permissions_that_the_guide_names_sees_everything() -> None:
    allowed = re.findall(r"\b(?:connect|cloudtrail):[A-Z]\w+", GUIDE.read_text())
    statement = {"Effect": "Allow", "Action": allowed, "Resource": "*"}
    root = f"root:{SECRET}:123456789012"
    with running("--memory", "--auth", "enforced", "--root-key", root) as server:
        subprocess.run(
            [sys.executable, "-m", "outdial", "demo", "--two-regions"],
            env={
                **os.environ,
                "AWS_ACCESS_KEY_ID": "root",
                "AWS_SECRET_ACCESS_KEY": SECRET,
                "AWS_ENDPOINT_URL": server.url,
                "AWS_REGION": "us-east-1",
            },
            check=True,
            capture_output=True,
        )
        iam = iam_of(server.url)
        iam.create_user(UserName="seer")
        iam.put_user_policy(
            UserName="seer",
            PolicyName="see",
            PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
        )
        key = iam.create_access_key(UserName="seer")["AccessKey"]
        visitor = Visitor(url=server.url)
        visitor.sign_in(key["AccessKeyId"], key["SecretAccessKey"])

        seen = walk(visitor)

    assert len(seen) > 40
    texts = "\n".join(seen.values())
    assert set(re.findall(r"not authorized to perform: (\S+)", texts)) == set()
    assert re.findall("[Yy]ou may not [^<]*", texts) == []
