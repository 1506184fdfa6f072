"""The command line. Each command loads what it needs when it runs, so that all start fast."""

import click

from outdial.cli.backup import backup, restore
from outdial.cli.callers import callers
from outdial.cli.check import check
from outdial.cli.demo import demo
from outdial.cli.explain import explain
from outdial.cli.fault import fault
from outdial.cli.health import health
from outdial.cli.import_ import import_
from outdial.cli.key import key
from outdial.cli.rehearse import rehearse
from outdial.cli.serve import serve
from outdial.cli.snapshot import snapshot
from outdial.cli.trail import trail

_EPILOG = """\
\b
Examples:
  outdial serve                  keep everything in your data folder
  outdial serve --memory --demo  a contact centre to play with, gone on exit
  outdial demo                   the same in a server that runs already
  outdial callers                who each queue's calls say they are
  outdial rehearse failover      the same from both Regions, and what would break
  outdial explain --principal ann --queue Sales
                                 may she change it, and why
  outdial import --instance acme --region us-east-1
                                 a true copy of your real contact centre
  outdial fault add --drop       let calls fail, to test clients
  outdial backup outdial.backup  all data in a file; outdial restore brings it back
  outdial trail --changes        who changed what, and when
  outdial key create             a key of the root, for a server that checks keys

\b
Completion of commands and options by Tab (bash; zsh and fish likewise):
  eval "$(_OUTDIAL_COMPLETE=bash_source outdial)"
"""


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=_EPILOG)
@click.version_option(package_name="outdial", message="%(prog)s %(version)s")
def main() -> None:
    """Outdial: Amazon Connect's outbound caller configuration, self-hosted.

    It speaks Connect's API, so boto3, the AWS CLI, Terraform and every other SDK work
    unchanged against it.
    """


main.add_command(serve)
main.add_command(demo)
main.add_command(backup)
main.add_command(callers)
main.add_command(check)
main.add_command(explain)
main.add_command(fault)
main.add_command(health)
main.add_command(import_)
main.add_command(key)
main.add_command(rehearse)
main.add_command(restore)
main.add_command(snapshot)
main.add_command(trail)
