"""A child process that takes hostile bytes apart and can be ended: ten seconds and a gigabyte for each piece of work.

The child is started once and used again until it has to be killed. What crosses the pipe both ways is a frame of bytes
(four bytes of length, big end first, then the data) that the caller encodes as plain data, never as pickles: a child
that was taken over by what it reads can hand back a wrong text, but nothing that the parent would run.
"""

import importlib
import os
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import IO, Final

from dateline.errors import ReadingDied, ReadingTooLarge, ReadingTooLong

SECONDS: Final = 10.0
MEMORY: Final = 1_000_000_000
"""Bytes on top of what the child holds when it starts; where the system sets no such limits, only time is limited."""

START_SECONDS: Final = 60.0
MAX_FRAME: Final = 200_000_000
_LENGTH: Final = struct.Struct(">I")
_OK: Final = b"\x00"
_MEMORY: Final = b"\x01"

Serve = Callable[[bytes], bytes]
"""The work: raises nothing but MemoryError."""


class Worker:
    """Runs `target` ("package.module:function", bytes to bytes) in a child. One call at a time; safe between threads.

    `call` raises ReadingTooLong, ReadingTooLarge or ReadingDied; the next call starts a fresh child by itself.
    """

    def __init__(self, target: str, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._target = target
        self._seconds = seconds
        self._memory = memory
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def call(self, data: bytes, subject: str) -> bytes:
        """What the target makes of `data`."""
        with self._lock:
            child = self._child or self._start(subject)
            answer, late = self._exchange(child, data, self._seconds)
            if late:
                self._end()
                raise ReadingTooLong(subject, f"taking it apart took more than {self._seconds:g} seconds")
            if answer is None:
                code = self._end()
                raise ReadingDied(subject, f"the worker ended by itself (exit {code})")
            if answer[:1] == _MEMORY:
                self._end()
                raise ReadingTooLarge(subject, f"taking it apart took more than {self._memory // 1_000_000:,} MB")
            return answer[1:]

    def close(self) -> None:
        """Ends the child."""
        with self._lock:
            self._end()

    def _start(self, subject: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dateline.worker", self._target, str(self._memory)]
        self._child = subprocess.Popen(  # noqa: S603 (our own interpreter and module)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        answer, _ = self._exchange(self._child, None, START_SECONDS)
        if answer is None:
            code = self._end()
            raise ReadingDied(subject, f"the worker did not start (exit {code})")
        return self._child

    def _exchange(
        self, child: subprocess.Popen[bytes], data: bytes | None, seconds: float
    ) -> tuple[bytes | None, bool]:
        """The answer, None where the child is gone; and whether it was killed for being late."""
        late = threading.Event()

        def kill() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(seconds, kill)
        timer.start()
        try:
            if data is not None and child.stdin is not None:
                _write(child.stdin, data)
            answer = _read(child.stdout) if child.stdout is not None else None
        except OSError:
            answer = None
        finally:
            timer.cancel()
        return answer, late.is_set() and answer is None

    def _end(self) -> int | None:
        child, self._child = self._child, None
        if child is None:
            return None
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                _close(stream)
        return child.wait()


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        return  # what was still to be written has nobody left to read it


def _write(stream: IO[bytes], data: bytes) -> None:
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size = int(_LENGTH.unpack(head)[0])
    if size > MAX_FRAME:
        return None
    data = stream.read(size)
    return data if len(data) == size else None


def _limit(memory: int) -> None:
    """The address space held now, plus `memory`; a worker leaves no core file behind."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with open("/proc/self/statm", encoding="ascii") as table:
            held = int(table.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (held + memory, held + memory))


def _serve(target: str, memory: int, incoming: IO[bytes], outgoing: IO[bytes]) -> None:
    module, _, name = target.partition(":")
    work: Serve = getattr(importlib.import_module(module), name)
    _limit(memory)
    _write(outgoing, _OK)
    while (data := _read(incoming)) is not None:
        try:
            answer = _OK + work(data)
        except MemoryError:
            answer = _MEMORY
        _write(outgoing, answer)


def _main() -> None:
    outgoing = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the frames
    _serve(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer, outgoing)


if __name__ == "__main__":
    _main()
