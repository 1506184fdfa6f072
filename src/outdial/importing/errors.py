"""What is wrong with an import."""

from collections.abc import Iterable


class ImportRefusedError(Exception):
    """Nothing was imported; each line says what is in the way."""

    def __init__(self, problems: Iterable[str]) -> None:
        super().__init__("\n".join(problems))
