"""The index: one SQLite file in the user's cache folder, disposable at any time.

`database` opens it and knows its tables, `read` answers, `write` brings it up to date. Nothing
outside this package knows that it is SQLite.
"""
