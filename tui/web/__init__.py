"""The browser as a page."""
