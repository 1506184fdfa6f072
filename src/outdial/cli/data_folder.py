"""Where the data is."""

from pathlib import Path

DATABASE = "outdial.sqlite3"


def database_in(folder: Path | None) -> Path:
    """Name the file that keeps everything, in a folder or in the user's own."""
    if folder is not None:
        return folder / DATABASE
    from platformdirs import user_data_path  # noqa: PLC0415 not needed otherwise

    return user_data_path("outdial", appauthor=False) / DATABASE
