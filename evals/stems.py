"""Weights of words for linking: `python -m evals.stems > src/dateline/link/stems.tsv`.

Whoever writes the file anew raises `VERSION` in `dateline/link/traits.py`, since scores change with it.
"""

import sys
from collections import Counter

from dateline.link.words import stem, words_of
from evals.corpus import authored

FEWEST = 4
"""Dispatches that must hold a stem; rarer ones weigh as much as one that is in none."""


def main() -> int:
    """Counts in how many of our own dispatches each stem stands."""
    counts: Counter[str] = Counter()
    documents = authored().documents
    for gold in documents:
        words = words_of(f"{gold.doc.title or ''}\n{gold.doc.text}")
        counts.update({stem(word) for word in words if len(word) > 1})
    head = "# In how many of our own dispatches (corpus/, CC0) each stem stands; the empty one is their number."
    rows = [f"{each}\t{number}" for each, number in sorted(counts.items()) if number >= FEWEST]
    sys.stdout.write("\n".join([head, f"\t{len(documents)}", *rows]) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
