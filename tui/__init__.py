"""onrecord: a library of news in the terminal. This package root imports nothing."""

__version__ = "0.1.0"
