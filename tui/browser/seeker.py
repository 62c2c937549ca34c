"""The thread in which searches run: keys are taken while one does, and drop it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from tui.library.facade import Library
    from tui.library.searching import Searcher

    from .main_screen import MainScreen

T = TypeVar("T")


class Seeker:
    """Asks the library's index over a connection of its own, one question at a time.

    Only the answer to the last one counts: what is asked before it is dropped, also while it runs.
    """

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen
        self._pool: ThreadPoolExecutor | None = None
        self._searcher: Searcher | None = None
        self._index: object = None  # the index that the searcher reads
        self._asked: Future[Any] | None = None
        self._told: Callable[[Any], None] | None = None

    def ask(self, question: Callable[[Searcher], T], told: Callable[[T], None]) -> None:
        """Put a question; `told` gets the answer, among the keys and in their order.

        question: called in the thread. Raises there what it likes: it is raised again here.
        """
        self.drop()
        if self._pool is None:
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
        self._told = told
        asked = self._asked = self._pool.submit(self._work, question, self._screen.onrecord.library)
        asked.add_done_callback(lambda _: self._screen.call_later(self._tell, asked))

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._asked is not None

    def wait(self) -> None:
        """Have the answer told now, whatever it takes."""
        if self._asked is not None:
            self._tell(self._asked)

    def drop(self) -> None:
        """Forget the question; its answer is not told any more."""
        asked, self._asked = self._asked, None
        if asked is not None and not asked.cancel() and self._searcher is not None:
            self._searcher.interrupt()

    def close(self) -> None:
        """End the thread, and close its connection there."""
        self.drop()
        if self._pool is not None:
            self._pool.submit(self._close)
            self._pool.shutdown(wait=False)
            self._pool = None

    def _tell(self, asked: Future[Any]) -> None:
        if asked is self._asked and self._told is not None:
            answer = asked.result()
            self._asked = None
            self._told(answer)

    # In the thread

    def _work(self, question: Callable[[Searcher], T], library: Library) -> T:
        if self._searcher is None or self._index is not library.index:
            self._close()
            self._index = library.index
            self._searcher = library.searcher()
        return question(self._searcher)

    def _close(self) -> None:
        searcher, self._searcher = self._searcher, None
        if searcher is not None:
            searcher.close()
