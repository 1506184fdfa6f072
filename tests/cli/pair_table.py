"""The table of the demo in two Regions, as its commands print it."""

PAIR_TABLE = """\
outdial-two-regions: us-east-1 is the source, us-west-2 the replica

Queue        Region      Name shown     Number shown           Whisper            Would break
BasicQueue   us-east-1   -              none: its calls fail   Default outbound   -
             us-west-2   -              none: its calls fail   Default outbound   -
Billing      us-east-1   Acme Billing   +493023125000          Default outbound   -
             us-west-2   Acme Billing   none: its calls fail   Default outbound   number-stays-behind
Sales        us-east-1   Acme Sales     +12065550100           Sales whisper      -
             us-west-2   Acme Sales     +12065550100           Sales whisper      -
Support      us-east-1   Acme Support   +442079460000          Support whisper    -
             us-west-2   Acme Support   +442079460000          Support whisper    -
"""  # noqa: E501 a table is as wide as it is
