"""Why an instance cannot be read."""


class CopyingError(Exception):
    """The reading cannot go on; the text says why."""
