"""Work that goes on beside the requests: in small steps, in a thread of its own."""

from collections.abc import Callable, Iterator
from threading import Event, Thread, current_thread
from typing import Literal

End = Literal["done", "stopped", "broken"]
"""How work ends: with its last step, before it, or by a fault of ours, which goes to the log."""


class Work:
    """Does steps until there are no more, or somebody stops it.

    Between steps it waits for the seconds that they give. `ended` is told of the end, once.
    """

    def __init__(self, steps: Iterator[float], ended: Callable[[End], None]) -> None:
        self._steps = steps
        self._ended = ended
        self._stopping = Event()
        self._done = Event()
        self._thread = Thread(target=self._run, name="outdial-bulk")

    def begin(self) -> None:
        """Begin with the first step."""
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait for the end, so long at most; tell whether it has come."""
        return self._done.wait(seconds)

    def stop(self) -> None:
        """Stop after the step that is being done, and wait for that."""
        self._stopping.set()
        if self._thread.is_alive() and self._thread is not current_thread():
            self._thread.join()

    def _run(self) -> None:
        end: End = "broken"
        try:
            for seconds in self._steps:
                if self._stopping.wait(seconds):
                    end = "stopped"
                    break
            else:
                end = "done"
        finally:
            self._ended(end)
            self._done.set()
