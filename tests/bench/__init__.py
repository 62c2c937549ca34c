"""What the program costs, measured beside a rival in the same run: `python -m tests.bench`."""

LEAST_TEXT = "the least there is"
"""What the least app shows; here, so that looking for it doesn't load Textual."""
