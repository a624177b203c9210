"""The databases of the contract tests."""

from tests.contract.conftest import server, target

__all__ = ["server", "target"]
