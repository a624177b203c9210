"""What `read` says on stderr while it runs and at its end."""

import time
from collections import Counter
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from dateline.cli.messages import rejection, say
from dateline.documents.inputs import Inputs
from dateline.explanations import EXPLANATIONS
from dateline.model.document import Rejected

SHOWN: Final = 20
"""Rejections printed one by one; the rest is counted by code."""

_EVERY: Final = 10.0


class Report:
    """Counts what was read and rejected; `bar` draws a moving line, otherwise a plain line comes every ten seconds.

    `quiet` leaves only the rejections. `clock` gives seconds; tests hand in their own.
    """

    def __init__(self, inputs: Inputs, quiet: bool, bar: bool, clock: Callable[[], float] = time.monotonic) -> None:
        self.read = 0
        self.codes: Counter[str] = Counter()
        self._inputs = inputs
        self._quiet = quiet
        self._clock = clock
        self._started = self._spoke = clock()
        self._bar = _bar() if bar and not quiet else None
        self._task = self._bar.add_task("reading", total=inputs.size, state="") if self._bar else None

    def __enter__(self) -> Self:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    @property
    def rejected(self) -> int:
        """How many inputs or lines gave no document."""
        return self.codes.total()

    def note(self, item: object) -> None:
        """Counts one reading or rejection as it comes out of the pipeline."""
        if isinstance(item, Rejected):
            self.codes[item.code] += 1
            if self.rejected <= SHOWN:
                self._say(rejection(item))
            elif self.rejected == SHOWN + 1:
                self._say("further rejections are only counted")
        else:
            self.read += 1
        self._advance()

    def summary(self, interrupted: bool = False) -> str:
        """One line: read, rejected by code, passed over, rate."""
        parts = [f"read {_count(self.read, 'document')}"]
        if self.rejected:
            codes = ", ".join(f"{number:,} {code} {EXPLANATIONS[code].title}" for code, number in self._by_number())
            parts.append(f"rejected {self.rejected:,} ({codes})")
        if self._inputs.passed_over:
            parts.append(f"passed over {_count(self._inputs.passed_over, 'file')} of other kinds")
        if self.read > 1:
            parts.append(f"{self._rate():,.1f} documents a second")
        return ("interrupted: " if interrupted else "") + "; ".join(parts)

    def worst(self) -> str | None:
        """The most frequent code of rejection."""
        return next((code for code, _ in self._by_number()), None)

    def _by_number(self) -> list[tuple[str, int]]:
        return sorted(self.codes.items(), key=lambda entry: (-entry[1], entry[0]))

    def _rate(self) -> float:
        return self.read / max(self._clock() - self._started, 1e-9)

    def _state(self) -> str:
        return f"{self.read:,} read, {self.rejected:,} rejected, {self._rate():,.1f}/s"

    def _advance(self) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._inputs.done, state=self._state())
        elif not self._quiet and self._inputs.several and self._clock() - self._spoke >= _EVERY:
            self._spoke = self._clock()
            self._say(self._state() + self._left())

    def _left(self) -> str:
        """The share done and the time left, reckoned in bytes; both unknown for a stream."""
        if not self._inputs.size or not self._inputs.done:
            return ""
        share = min(self._inputs.done / self._inputs.size, 1.0)
        seconds = (self._clock() - self._started) * (1 - share) / share
        return f", {share:.0%}, about {int(seconds // 60)}:{int(seconds % 60):02} left"

    def _say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            say(line)


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[state]}"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
