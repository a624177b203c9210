"""The worker is ended when it is late, too large or dead, and a fresh one takes its place."""

import ctypes
import time

import pytest

from dateline.errors import ReadingDied, ReadingTooLarge, ReadingTooLong
from dateline.worker import Worker


def odd(data: bytes) -> bytes:
    """What the child runs here: does what the bytes say."""
    if data == b"hang":
        time.sleep(60)
    if data == b"grow":
        return bytes(2_000_000_000)
    if data == b"die":
        ctypes.string_at(0)
    if data == b"print":
        print("a library says hello")
    return data[::-1]


def test_work_goes_on_after_each_fault() -> None:
    worker = Worker("tests.test_worker:odd", seconds=3.0)
    try:
        assert worker.call(b"abc", "a") == b"cba"
        assert worker.call(b"print", "a") == b"tnirp"
        begin = time.monotonic()
        with pytest.raises(ReadingTooLong):
            worker.call(b"hang", "a")
        assert time.monotonic() - begin < 8
        with pytest.raises(ReadingTooLarge):
            worker.call(b"grow", "a")
        with pytest.raises(ReadingDied):
            worker.call(b"die", "a")
        assert worker.call(bytes(3_000_000), "a") == bytes(3_000_000)
    finally:
        worker.close()


def test_a_worker_that_cannot_start() -> None:
    with pytest.raises(ReadingDied):
        Worker("dateline.nothing:here").call(b"", "a")
