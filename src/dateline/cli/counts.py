"""What was stored, in words and in numbers."""

from dateline.store.base import Kept


def summary_of(kept: Kept) -> str:
    """What was stored, in one line; what did not happen is not said."""
    words = {
        "known already": kept.duplicate,
        "replaced by newer versions": kept.replaced,
        "withdrawn": kept.withdrawn,
        "standing again": kept.reinstated,
        "held until their time": kept.held,
        "rejected": kept.rejected,
        "failed": kept.failed,
    }
    return "; ".join([f"added {kept.new:,} new", *(f"{number:,} {word}" for word, number in words.items() if number)])


def counts_of(kept: Kept) -> dict[str, int]:
    """The same for programs."""
    names = ("new", "duplicate", "rejected", "failed", "replaced", "withdrawn", "reinstated", "held")
    return {name: getattr(kept, name) for name in names}
