"""How durable a commit is."""

from typing import Literal

Durability = Literal["full", "off"]
"""`full`: what was committed survives a power cut; `off`: faster, the last of it may be lost."""
