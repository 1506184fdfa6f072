"""Where records stand in a database, and what they are there."""

from outdial.domain.resource import Resource

Place = tuple[str, str, str]
"""Where a record is in the database: its kind, actual home and id."""

Changed = tuple[Resource, bytes]
"""A record, and the body that it was read from or written as."""
