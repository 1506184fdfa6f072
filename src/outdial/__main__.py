"""`python -m outdial`: the command."""

from outdial.cli import main

main()
