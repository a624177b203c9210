"""The command line with a pipeline that finds nothing: everything but the model is the real thing.

Run as `python fake_dateline.py [--delay SECONDS | --model-error] ARGUMENTS`.
"""

import sys
import time
import types
from collections.abc import Iterable, Iterator

from dateline.config import Settings
from dateline.errors import ModelError
from dateline.model.document import Document, Rejected
from dateline.model.records import Reading


class FakePipeline:
    """Reads every document into no records; `delay` seconds each, `broken` as a damaged model would be."""

    delay = 0.0
    broken = False

    def __init__(self, settings: Settings, mentions: bool = False) -> None:
        self.settings = settings
        self.mentions = mentions

    def read(
        self, documents: Iterable[Document | Rejected], workers: int | None = None
    ) -> Iterator[Reading | Rejected]:
        for item in documents:
            if isinstance(item, Rejected):
                yield item
                continue
            if self.broken:
                raise ModelError("model.onnx", "its check sum differs from the manifest's")
            time.sleep(self.delay)
            yield Reading(item, (), (), (), ())


def fake_module() -> types.ModuleType:
    """A stand-in for `dateline.pipeline`."""
    module = types.ModuleType("dateline.pipeline")
    module.__dict__["Pipeline"] = FakePipeline
    module.__dict__["BATCH"] = 32
    return module


if __name__ == "__main__":
    sys.modules["dateline.pipeline"] = fake_module()
    arguments = sys.argv[1:]
    if arguments[:1] == ["--delay"]:
        FakePipeline.delay = float(arguments[1])
        arguments = arguments[2:]
    elif arguments[:1] == ["--model-error"]:
        FakePipeline.broken = True
        arguments = arguments[1:]
    from dateline.cli.main import run

    sys.exit(run(arguments))
