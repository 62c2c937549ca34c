"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A machine that does much else at the same time is slow, and no test is about that.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
