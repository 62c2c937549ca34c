"""When the watcher looks, and at how much: by a clock that the test turns."""

from __future__ import annotations

import pytest

from tui.library.compare import ALL, FILES, FOLDERS
from tui.library.pace import OFTEN, SELDOM, Pace

NOTHING = None

# (seconds since the step before, whether nobody looked at all files for a minute, what is due,
# the seconds that it takes by the clock, and of a processor)
Step = tuple[float, bool, int | None, float, float]


@pytest.mark.parametrize(
    ("large", "steps"),
    [
        pytest.param(
            False,
            [
                (0, False, FILES, 0.01, 0.01),
                (OFTEN - 0.1, True, NOTHING, 0, 0),
                (0.1, False, FILES, 0.01, 0.01),
            ],
            id="a small library: all files, often",
        ),
        pytest.param(
            True,
            [
                (0, False, FOLDERS, 0.001, 0.001),
                (OFTEN - 0.1, True, FILES, 0.02, 0.02),
                (OFTEN, True, FOLDERS, 0.001, 0.001),
                (SELDOM - OFTEN, False, FOLDERS, 0.001, 0.001),
                (OFTEN, True, FILES, 0.02, 0.02),
            ],
            id="a large one: its folders, and all files where nobody does for a minute",
        ),
        pytest.param(
            True,
            [
                (0, False, FOLDERS, 0.1, 0.1),
                (4.9, False, NOTHING, 0, 0),
                (0.1, False, FOLDERS, 0.1, 0.1),
            ],
            id="many folders: never more than 2 % of a processor",
        ),
        pytest.param(
            True,
            [
                (0, True, FILES, 2.0, 2.0),
                (OFTEN, True, FOLDERS, 0.01, 0.01),
                (100 - OFTEN - 0.1, True, FOLDERS, 0.01, 0.01),
                (0.2, True, FILES, 2.0, 2.0),
            ],
            id="very many files: the same",
        ),
        pytest.param(
            False,
            [(0, True, FILES, 1.0, 0.01), (9.9, True, NOTHING, 0, 0), (0.1, True, FILES, 1.0, 0)],
            id="a slow file system: what takes long is done seldom, whatever it costs here",
        ),
    ],
)
def test_when_what_is_looked_at(large: bool, steps: list[Step]) -> None:
    now = 1000.0
    pace = Pace(now, large=large)
    for passed, files_due, wanted, took, cpu in steps:
        now += passed
        how = pace.due(now, files_due=files_due)
        assert how == wanted
        assert (how is None) <= (pace.rest(now) > 0)
        if how is not None:
            pace.looked(how, now, took, cpu)


@pytest.mark.parametrize("large", [False, True])
def test_somebody_asks_for_a_look(large: bool) -> None:
    pace = Pace(0.0, large=large)
    pace.looked(FILES, 0.0, 9.0, 9.0)
    pace.hurry()
    assert pace.rest(0.1) == 0
    assert pace.due(0.1, files_due=False) == ALL
    pace.looked(ALL, 0.2, 0.1, 0.1)
    assert not pace.hurries
    assert pace.due(0.3, files_due=False) is None


def test_a_look_that_had_begun_is_not_the_one_that_is_asked_for() -> None:
    pace = Pace(0.0, large=False)
    for how in (FILES, ALL):
        assert pace.due(0.0, files_due=True) == how
        pace.hurry()
        pace.looked(how, 0.1, 0.1, 0.1)
        assert pace.hurries
        assert pace.rest(0.1) == 0
    assert pace.due(0.2, files_due=True) == ALL
    pace.looked(ALL, 0.3, 0.1, 0.1)
    assert not pace.hurries


@pytest.mark.parametrize("large", [False, True])
def test_something_is_in_the_way(large: bool) -> None:
    pace = Pace(0.0, large=large)
    pace.hurry()
    pace.wait(0.0)
    assert pace.due(SELDOM - 0.1, files_due=True) is None
    assert pace.rest(1.0) == SELDOM - 1
    assert pace.due(SELDOM, files_due=True) == FILES
