"""What the tests of the training code share."""

import pytest
from tokenizers import Tokenizer

from dateline.annotate.runtime import TOKENIZER, shipped_model
from dateline.config import Settings


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """The tokenizer beside the shipped weights."""
    folder = Settings().model_dir or shipped_model()
    loaded = Tokenizer.from_str((folder / TOKENIZER).read_text(encoding="utf-8"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded
