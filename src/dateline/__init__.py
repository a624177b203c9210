"""dateline reads news dispatches and keeps a checkable picture: each value with the characters it came from."""

__version__ = "0.1.0"
