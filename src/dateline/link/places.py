"""Whether two places can be one: by id, by name, by distance, or because one lies in the other."""

import math
from typing import Final

from dateline.link.traits import Whereabouts

_SIZE_KM: Final = {"site": 3.0, "town": 12.0, "district": 60.0, "province": 250.0}
_WIDE: Final = frozenset({"province", "country"})


def agree(left: Whereabouts | None, right: Whereabouts | None) -> float:
    """1 the same, 0.4 one may lie in the other, 0 nothing is known, -1 two different places."""
    if left is None or right is None:
        return 0.0
    if (left.id and left.id == right.id) or (left.words and left.words == right.words):
        return 1.0
    if left.country and right.country and left.country != right.country:
        return -1.0
    if left.words and right.words and (set(left.words) <= set(right.words) or set(right.words) <= set(left.words)):
        return 0.8
    if left.precision in _WIDE or right.precision in _WIDE:
        return _contained(left, right)
    apart = distance(left, right)
    if apart is None:
        return -0.3  # two names, one of which the gazetteer does not know: a quarter and its town, or two villages
    return 0.3 if apart <= max(_SIZE_KM.get(each.precision or "town", 12.0) for each in (left, right)) else -1.0


def _contained(left: Whereabouts, right: Whereabouts) -> float:
    wide = (
        left
        if left.precision == "country" or (left.precision == "province" and right.precision != "country")
        else right
    )
    if wide.precision == "country":
        return 0.4 if left.country == right.country else 0.0
    if left.admin1 and right.admin1:
        return 0.4 if left.admin1 == right.admin1 else -0.7
    return 0.0


def distance(left: Whereabouts, right: Whereabouts) -> float | None:
    """Kilometres on the globe, None where a place has no coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    one, other = math.radians(left.lat), math.radians(right.lat)
    turn = math.radians(right.lon - left.lon)
    cosine = math.sin(one) * math.sin(other) + math.cos(one) * math.cos(other) * math.cos(turn)
    return 6371.0 * math.acos(max(-1.0, min(1.0, cosine)))
