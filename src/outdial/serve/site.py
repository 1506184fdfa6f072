"""Pages for people, which a server may have beside the API; this layer does not know them."""

from typing import Protocol

from outdial.http import Request, Response


class Site(Protocol):
    """Pages below an address of their own."""

    def owns(self, request: Request) -> bool:
        """Tell whether a request is for these pages."""
        ...

    def answer(self, request: Request) -> Response:
        """Answer one; it may take its time, and threads may do so side by side."""
        ...

    def close(self) -> None:
        """Stop what goes on beside the requests, as the App is closed next."""
        ...
