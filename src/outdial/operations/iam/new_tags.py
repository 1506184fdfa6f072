"""The tags that a new entity is created with."""

from collections.abc import Mapping
from typing import Any

from outdial.domain.iam.tags import merged


def new_tags(request: Mapping[str, Any]) -> dict[str, str]:
    """Read the tags of a request that creates an entity."""
    return merged({}, pairs(request.get("Tags") or ()))


def pairs(tags: Any) -> list[tuple[str, str]]:
    """Read tags as keys and values."""
    return [(tag["Key"], tag["Value"]) for tag in tags]
