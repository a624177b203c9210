import subprocess
import sys

import pytest

pytest.importorskip("onnx")

from evals.bench import bench_documents, run_measured


def test_documents_come_round_under_new_ids() -> None:
    documents = bench_documents(800)
    assert len({document.id for document in documents}) == len(documents) == 800
    assert len({document.sha256 for document in documents}) < 800


def test_peak_memory_is_that_of_the_command() -> None:
    little = run_measured([sys.executable, "-c", "pass"])
    much = run_measured([sys.executable, "-c", "b = bytearray(200_000_000)"])
    assert 150 < much.peak_mb - little.peak_mb < 250
    assert 0 < little.seconds < 10


def test_a_command_that_fails_is_not_measured() -> None:
    with pytest.raises(subprocess.CalledProcessError, match="exit status 3"):
        run_measured([sys.executable, "-c", "raise SystemExit(3)"])
