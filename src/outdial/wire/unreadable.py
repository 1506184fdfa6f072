"""The fault of a body that cannot be read into an operation's shape."""


class Unreadable(Exception):  # noqa: N818
    """A body, or a part of it, that is not what its shape says; the text names the place."""

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(f"${path}: {reason}")
        self.reason = reason
        self.path = path

    def under(self, step: str) -> "Unreadable":
        """Place the fault one step further down."""
        return Unreadable(self.reason, step + self.path)
