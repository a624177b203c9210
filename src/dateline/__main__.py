"""`python -m dateline` is `dateline`."""

import sys

from dateline.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
