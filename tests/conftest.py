"""What holds for all tests."""

from __future__ import annotations

import os
import sys

from hypothesis import settings

# Programs that tests start are compiled once, not at each start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A machine that does much else at the same time is slow, and no test is about that.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
