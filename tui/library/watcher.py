"""The thread that looks at the disk behind a reader's back, and brings the index up to date.

It has a connection of its own. What it finds it writes into the index; whoever reads is told that
there is news, and reads on from there (see `Library.take_in`). It notices as well what others do
to the index: change it, or put another one in its place. Much is done by another process.
"""

from __future__ import annotations

import threading
import time

from . import kept, part, sync
from .building import Building
from .compare import ALL, TooManyError
from .disk import LibraryError
from .index import database
from .pace import SELDOM, Pace
from .turns import Turn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .index.read import Index

MUCH = 40  # changed files: more are read by another process, as reading them keeps this one busy

_TICK = 1.0  # seconds between two looks at the index
_QUICK = 0.2  # the same while one is being built
_LEAVE = 0.5  # seconds that the end waits for what is being done
_MOST_PATIENT = 10  # minutes between two tries to build that fail
_BUSY = 2.0  # seconds after which to try again where somebody else is writing


class Watcher:
    """Watches one library from `start` to `close`.

    told: called, in the thread, when there is something new: the three that follow, or the index.
    trouble: why the library can't be looked at, a sentence; "" while it can. tries: it finds out
    now if that is still so. building: what builds an index. looks: how often everything
    that was due has been looked at.
    """

    def __init__(self, root: str, index: Index, told: Callable[[], object]) -> None:
        """index: the one that is read; the thread opens it once more. Raises LibraryError: it has
        no file."""
        self._root = root
        self._index = sync.open_beside(index)
        database.keep_little(self._index.connection)
        self._told = told
        self.trouble = ""
        self.tries = False
        self.building: Building | None = None
        self.looks = 0
        self._pace = Pace(time.monotonic(), large=sync.is_large(index))
        self._version = database.state(self._index.connection)
        self._ids: Iterable[str] = ()  # of the records that are read
        self._new_ids = False
        self._is_part = part.is_one(index)
        self._is_to_build = self._is_part
        self._failures = 0  # of what builds, one after the other
        self._ended = False
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)

    def start(self) -> None:
        """Begin to watch: a part of a library is filled, and the whole built."""
        self._thread.start()

    def close(self) -> None:
        """End it; what it has begun to write is left out, or done."""
        self._ended = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(_LEAVE)
        if self.building is not None:
            self.building.stop()

    def reads(self, ids: Iterable[str]) -> None:
        """The records with these ids are read now: their files are looked at first."""
        self._ids = ids
        self._new_ids = True
        self._wake.set()

    def hurry(self) -> None:
        """Look at everything now."""
        self._pace.hurry()
        self._wake.set()

    @property
    def hurries(self) -> bool:
        """Whether that has still to be done."""
        return self._pace.hurries

    # In the thread

    def _run(self) -> None:
        while not self._ended:
            self.tries = bool(self.trouble)
            try:
                self._turn()
            except (LibraryError, OSError) as error:
                self._is_in_trouble(error)
            except (*database.DAMAGED, database.NoRoomError) as error:
                self._is_damaged(error)
            except database.FOREIGN as error:
                if not sync.is_to_blame(self._root, error):
                    raise
                self._is_damaged(error)
            self.tries = False
            self._wake.wait(self._rest())
            self._wake.clear()
        self._index.close()

    def _rest(self) -> float:
        if self.building is not None or self._is_to_build:
            return _QUICK
        return min(self._pace.rest(time.monotonic()), _TICK)

    def _turn(self) -> None:
        """Whatever is due."""
        if self._is_to_build:
            self._is_to_build = False
            self._build(self._index.path)
        self._look_at_index()
        if self.building is not None:
            self._heed_building(self.building)
        elif not self._is_part:
            self._look()
        elif self._pace.due(time.monotonic(), files_due=True) is not None:
            self._build()

    def _look_at_index(self) -> None:
        """Notice what others have done to the index."""
        version = database.state(self._index.connection)
        newer = sync.as_it_is(self._root, self._index.path)
        if newer is not None:
            self._index.close()
            self._index, self._is_part = newer, False
            database.keep_little(newer.connection)
            self._pace.large = sync.is_large(newer)
            version = database.state(newer.connection)
        elif version == self._version:
            return
        self._version = version
        self._told()

    def _look(self) -> None:
        """Look at the files that are read, and at all that is due."""
        turn = Turn(kept.look_lock(self._root))
        try:
            self._look_now(files_due=self._is_to_look(turn))
        finally:
            turn.leave()

    def _is_to_look(self, turn: Turn) -> bool:
        """Whether all files of a large library are to be looked at: by one browser at a time, as
        what it finds is in the index for all."""
        if not (self._pace.large and kept.is_due(self._index, self._root)):
            return False
        return turn.take(0) and kept.is_due(self._index, self._root)

    def _look_now(self, *, files_due: bool) -> None:
        index, now = self._index, time.monotonic()
        how = self._pace.due(now, files_due=files_due)
        changed, cpu = False, time.thread_time()
        try:
            if self._new_ids or how is not None:
                self._new_ids = False
                changed = sync.look_at(index, self._root, index.paths_of(self._ids), MUCH)
            if how is not None:
                changed |= sync.look(index, self._root, how, MUCH)
        except TooManyError:
            self._build()
        if how is not None:
            end = time.monotonic()
            self._pace.looked(how, end, end - now, time.thread_time() - cpu)
            self.looks += 1
        is_over = how is not None and bool(self.trouble)  # to look at some files tells nothing
        if is_over:
            self.trouble = ""
        if changed or is_over or how == ALL:
            self._told()

    def _build(self, empty: str = "", *, rebuild: bool = False) -> None:
        """Have another process bring the index up to date. empty: a part's that it fills first."""
        self.building = Building(self._root, empty, rebuild=rebuild)
        self._told()

    def _heed_building(self, building: Building) -> None:
        is_new = building.listen()
        if building.ended:
            building.stop()
            self.building = None
            self._failures = self._failures + 1 if building.failed else 0
            self._pace.wait(time.monotonic(), SELDOM * min(self._failures, _MOST_PATIENT))
            self.trouble = building.failed
            self._look_at_index()
        if is_new:
            self._told()

    # What goes wrong

    def _is_in_trouble(self, error: Exception) -> None:
        """The library is not there, or can't be read."""
        self._pace.wait(time.monotonic(), _BUSY)
        told = str(error)
        if isinstance(error, OSError):
            told = f"{error.filename or self._root}: {error.strerror or error}"
        if told != self.trouble:
            self.trouble = told
            self._told()

    def _is_damaged(self, error: Exception) -> None:
        """The index can't be read, or not be written: another process finds out what to do."""
        now = time.monotonic()
        if database.is_busy(error):
            self._pace.wait(now, _BUSY)
            return
        self._pace.wait(now)
        try:
            if self.building is None:
                self._build(rebuild=not isinstance(error, database.OperationalError))
        except OSError as failed:
            self._is_in_trouble(failed)
