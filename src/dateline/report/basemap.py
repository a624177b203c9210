"""The map as SVG: the places over the outlines of countries (Natural Earth), drawn here, so that nothing is fetched."""

import html
from functools import cache
from importlib.resources import files
from math import cos, radians
from typing import Final

import msgspec

from dateline.report.model import Map, Precision, Spot

_WIDTH: Final = 860
_LEAST: Final = 5.0  # degrees of longitude shown at least, so that some border or coast gives bearings
_LINE: Final = 16

Ring = list[tuple[float, float]]


class _Geometry(msgspec.Struct):
    type: str
    coordinates: msgspec.Raw


class _Feature(msgspec.Struct):
    geometry: _Geometry
    properties: dict[str, str]


class _World(msgspec.Struct):
    features: list[_Feature]


@cache
def _countries() -> list[tuple[str, list[Ring]]]:
    """The countries' names with their outer and inner rings, in degrees (longitude, latitude)."""
    # The dashboard's basemap; the package holds it once.
    data = (files("dateline") / "web" / "static" / "vendor" / "world.geojson").read_bytes()
    found: list[tuple[str, list[Ring]]] = []
    for feature in msgspec.json.decode(data, type=_World).features:
        raw = feature.geometry.coordinates
        if feature.geometry.type == "Polygon":
            rings = msgspec.json.decode(raw, type=list[Ring])
        else:
            rings = [ring for polygon in msgspec.json.decode(raw, type=list[list[Ring]]) for ring in polygon]
        found.append((feature.properties.get("name", ""), rings))
    return found


class _Frame:
    """Degrees to pixels: equirectangular, true in the middle of what is shown."""

    def __init__(self, spots: tuple[Spot, ...]) -> None:
        lats, lons = [one.lat for one in spots], [one.lon for one in spots]
        middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        self._shrink = max(cos(radians(middle[0])), 0.2)
        across = max((max(lons) - min(lons)) * 1.35, _LEAST / self._shrink)
        down = max((max(lats) - min(lats)) * 1.35, across * self._shrink * 0.5)
        across = max(across, down / self._shrink)
        self.west, self.north = middle[1] - across / 2, middle[0] + down / 2
        self._scale = _WIDTH / across
        self.height = round(down * self._scale / self._shrink)

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        return round((lon - self.west) * self._scale, 1), round((self.north - lat) * self._scale / self._shrink, 1)


def svg(block: Map, colours: bool = False) -> str:
    """The picture. `colours` writes them into it, for a reader without our style sheet."""
    frame = _Frame(block.spots)
    land = "".join(path for _, rings in _countries() for ring in rings if (path := _path(ring, frame)))
    lands = "".join(_country(name, rings, frame) for name, rings in _countries())
    names = ", ".join(one.name for one in block.spots)
    style = _STYLE if colours else ""
    marks = "".join(_mark(one, frame) for one in reversed(block.spots))
    labels = "".join(_labels(block.spots, frame))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {frame.height}" role="img" '
        f'aria-label="{html.escape(f"Map of {names}", quote=True)}">{style}'
        f'<rect class="sea" width="{_WIDTH}" height="{frame.height}"/>'
        f'<path class="land" fill-rule="evenodd" d="{land}"/>{lands}{marks}{labels}</svg>'
    )


_STYLE: Final = (
    "<style>.sea{fill:#eaf0f4}.land{fill:#fbfaf7;stroke:#aab4bd}.dot{fill:#a3281e}.area{fill:#a3281e;fill-opacity:.12;"
    "stroke:#a3281e;stroke-dasharray:4 3}text{font:14px sans-serif;fill:#1c2024}"
    ".country{fill:#8a939c;letter-spacing:2px}.leader{stroke:#59636e}</style>"
)


def _path(ring: Ring, frame: _Frame) -> str:
    points = [frame.xy(lon, lat) for lon, lat in ring]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if max(xs) < 0 or min(xs) > _WIDTH or max(ys) < 0 or min(ys) > frame.height:
        return ""
    # Far outside the picture a point only has to lie on the right side of it.
    held = [(min(max(x, -2000), _WIDTH + 2000), min(max(y, -2000), frame.height + 2000)) for x, y in points]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in held) + "Z"


def _country(name: str, rings: list[Ring], frame: _Frame) -> str:
    """The name in the middle of what is seen of it, if that is a good part of the picture."""
    found = ""
    for ring in rings:
        points = [frame.xy(lon, lat) for lon, lat in ring]
        left, right = max(min(x for x, _ in points), 0), min(max(x for x, _ in points), _WIDTH)
        top, bottom = max(min(y for _, y in points), 0), min(max(y for _, y in points), frame.height)
        if right - left > _WIDTH * 0.18 and bottom - top > frame.height * 0.18:
            x, y = (left + right) / 2, (top + bottom) / 2
            found = f'<text class="country" text-anchor="middle" x="{x:.0f}" y="{y:.0f}">{html.escape(name)}</text>'
    return found


def _mark(spot: Spot, frame: _Frame) -> str:
    x, y = frame.xy(spot.lon, spot.lat)
    size = round(4 + 2.2 * min(spot.tellings, 30) ** 0.5, 1)
    if spot.precision is Precision.AREA:
        return f'<circle class="area" cx="{x:g}" cy="{y:g}" r="{size + 8:g}"/>'
    return f'<circle class="dot" cx="{x:g}" cy="{y:g}" r="{size:g}"/>'


def _labels(spots: tuple[Spot, ...], frame: _Frame) -> list[str]:
    """Names beside the marks, moved down where they would lie on one another."""
    points = [frame.xy(spot.lon, spot.lat) for spot in spots[:25]]
    placed = [(x - 10, x + 10, y + 5) for x, y in points]
    found = []
    for spot in spots[:25]:
        x, y = frame.xy(spot.lon, spot.lat)
        wide = 7.2 * len(spot.name)
        left = x + 16 if x + 16 + wide < _WIDTH else x - 16 - wide
        top = y + 5
        while any(abs(top - other) < _LINE and left < end and begin < left + wide for begin, end, other in placed):
            top += _LINE
        placed.append((left, left + wide, top))
        if abs(top - y) > _LINE:
            found.append(f'<line class="leader" x1="{x:g}" y1="{y:g}" x2="{left:g}" y2="{top - 5:g}"/>')
        found.append(f'<text x="{left:g}" y="{top:g}">{html.escape(spot.name)}</text>')
    return found
