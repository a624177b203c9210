"""Time and peak memory of a command: `python -m evals.measure COMMAND…` prints one JSON object. Unix only.

A process of its own and small on purpose: a child's peak, as the kernel counts it, begins at the size of its parent.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence


def measure(command: Sequence[str]) -> dict[str, float]:
    """Exit status, seconds and peak resident memory in MB (10^6 bytes) of a command; its output is dropped."""
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024  # the kernel counts bytes there, KiB elsewhere
    return {"status": process.returncode, "seconds": seconds, "peak_mb": usage.ru_maxrss * unit / 1e6}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1:])))
