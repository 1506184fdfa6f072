"""The AWS provider itself, where it is: it says what test_sequence.py says, and keeps the same."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from server_process import running
from terraform import centre
from terraform.conftest import KEY, ROOT_KEY, SECRET
from terraform.go_sdk import GoClient
from terraform.recording import Recording, recording
from terraform.tool import terraform_in

if TYPE_CHECKING:
    from server_process import ServerProcess

CENTRE = Path(__file__).with_name("centre.tf")
CHANGED = "-var=changed=true"


def test_the_provider_calls_and_keeps_what_the_sequence_does(
    server: "ServerProcess", tmp_path: Path
) -> None:
    with (
        recording(server.url) as heard,
        running("--memory", "--auth", "enforced", "--root-key", ROOT_KEY) as other,
        recording(other.url) as ours,
    ):
        terraform = terraform_in(tmp_path, address=heard.url, secret=SECRET)
        shutil.copy(CENTRE, tmp_path)
        go = GoClient(url=ours.url, key=KEY, secret=SECRET)

        terraform.apply()
        state = centre.apply(go)
        assert_alike(heard, ours)
        assert heard.named(terraform.state()) == ours.named(state)

        assert terraform.plan() == 0
        centre.refresh(go, state)
        assert_alike(heard, ours)

        terraform.apply(CHANGED)
        changed = centre.change(go, state)
        assert_alike(heard, ours, reads=False)
        assert heard.named(terraform.state()) == ours.named(changed)

        assert terraform.plan(CHANGED) == 0
        heard.take()
        terraform.apply(CHANGED, "-destroy", "-refresh=false")
        centre.destroy(go, changed)
        assert_alike(heard, ours)
        assert terraform.state() == {}


def test_the_provider_imports_what_is_there(
    server: "ServerProcess", go: GoClient, tmp_path: Path
) -> None:
    terraform = terraform_in(tmp_path, address=server.url, secret=SECRET)
    state = centre.apply(go)
    imports = [
        f'import {{\n  to = {address}\n  id = "{state[address]["id"]}"\n}}\n'
        for address in centre.KINDS
    ]
    without_prefix = CENTRE.read_text().replace('  prefix       = "+1206"\n', "")
    (tmp_path / "main.tf").write_text(without_prefix + "".join(imports))

    told = terraform.apply()

    assert "Resources: 7 imported, 0 added, 0 changed, 0 destroyed." in told
    state[centre.NUMBER]["prefix"] = None  # which cannot be read from a number
    assert terraform.state() == state


def assert_alike(heard: Recording, ours: Recording, *, reads: bool = True) -> None:
    """Compare all that was said, and of what was said of each resource the order too.

    When something is changed, Terraform reads what it has to, and so more than once or not at all.
    """
    theirs, told = (
        [said for said in one.take() if reads or " GET " not in said] for one in (heard, ours)
    )
    assert sorted(theirs) == sorted(told)
    for name in ours.ids.values():
        if not name.startswith("<Instance "):  # whose switches come in any order
            assert [said for said in theirs if name in said] == [
                said for said in told if name in said
            ]
