"""What can be wrong with a backup."""


class BackupError(Exception):
    """A backup cannot be taken or used; the text says why, and what to do."""
