"""PRIO-GRID cells (Tollefsen 2012): half a degree, numbered from 1 at 90 south 180 west, east and then north."""

from math import floor
from typing import Final

_SIZE: Final = 0.5
_COLUMNS: Final = 720
_ROWS: Final = 360


def cell_of(lat: float | None, lon: float | None) -> int | None:
    """The number of the cell that holds a point; the north pole and 180 east belong to the last row and column."""
    if lat is None or lon is None or not (abs(lat) <= 90 and abs(lon) <= 180):
        return None
    row = min(floor((lat + 90) / _SIZE), _ROWS - 1)
    return row * _COLUMNS + min(floor((lon + 180) / _SIZE), _COLUMNS - 1) + 1


def middle_of(cell: int) -> tuple[float, float]:
    """Latitude and longitude of the middle of a cell."""
    row, column = divmod(cell - 1, _COLUMNS)
    return -90 + (row + 0.5) * _SIZE, -180 + (column + 0.5) * _SIZE
