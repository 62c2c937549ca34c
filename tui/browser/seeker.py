"""The thread in which searches run: keys are taken while one does, and drop it."""

from __future__ import annotations

from threading import Event

from tui.library.facade import LibraryError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor
    from typing import Any, TypeVar

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
        self._dropped = Event()  # set when the answer to what was asked last is not wanted any more
        self._told: Callable[[Any], None] | None = None

    def ask(self, question: Callable[[Searcher], T], told: Callable[[T], None]) -> None:
        """Put a question; `told` gets the answer, among the keys and in their order.

        question: called in the thread; what it raises is raised again here.
        """
        self.drop()
        library = self._screen.onrecord.library
        try:
            searcher = self._open()
        except LibraryError:  # the index has no file that could be opened once more
            told(question(library.answers))
            return
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            from .memory import have_one_heap

            have_one_heap()
            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
        self._told = told
        asked = self._asked = self._pool.submit(_put, question, searcher, self._dropped)
        asked.add_done_callback(lambda _: self._screen.call_later(self._tell, asked))

    @property
    def rests(self) -> bool:
        """Whether no answer is waited for."""
        return self._asked is None

    def wait(self) -> None:
        """Have the answer told now, whatever it takes."""
        if self._asked is not None:
            self._tell(self._asked)

    def drop(self) -> None:
        """Forget the question; its answer is not told any more."""
        self._asked = None
        self._dropped.set()
        self._dropped = Event()

    def close(self) -> None:
        """End the thread, and close its connection."""
        self.drop()
        self._close_searcher()
        if self._pool is not None:
            self._pool.shutdown(wait=False)
            self._pool = None

    def _open(self) -> Searcher:
        library = self._screen.onrecord.library
        if self._searcher is None or self._index is not library.index:
            self._close_searcher()
            self._searcher, self._index = library.searcher(), library.index
        return self._searcher

    def _close_searcher(self) -> None:
        searcher, self._searcher = self._searcher, None
        if searcher is not None and self._pool is not None:
            self._pool.submit(searcher.close)  # behind the question that it may still be asked

    def _tell(self, asked: Future[Any]) -> None:
        if asked is self._asked and self._told is not None:
            answer = asked.result()
            self._asked = None
            self._told(answer)


def _put(question: Callable[[Searcher], T], searcher: Searcher, dropped: Event) -> T | None:
    """Put a question, in the thread; None where it is dropped before it is put."""
    searcher.heed(dropped.is_set)
    return None if dropped.is_set() else question(searcher)
