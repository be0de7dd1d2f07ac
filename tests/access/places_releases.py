"""Releases for the access matrix: prepared, with reviewers, out to all and out to teams."""

from reports.release_choices import Audience
from reports.statistics import releasing, series_data
from tests.reports.statistics.release_world import ReleaseWorld, round_of

FIGURE = {
    "year_from": "2017",
    "year_to": "2017",
    "reporter": "KCIK",
    "indicator": "persons_assisted",
    "dimension": "total",
    "category": "",
    "value": "169",
    "unit": "persons",
    "source": "źródło",
}


def add(places):
    """Return the arguments of the addresses; the member and the chair of the team review."""
    world = ReleaseWorld()
    reviewers = {"first": places.actors["member"], "second": places.actors["chair"]}
    public = world.released()
    inside = world.released(Audience.TEAMS)
    in_review = releasing.send(world.prepared(), **reviewers, by=world.secretary)
    released_round = world.round
    world.round = round_of(world.table, 2021)
    world.fill_round()
    series_data.load_rows([FIGURE])
    return {
        "series_key": "kcik-persons-assisted-persons",
        "teryt": "14",
        "release_to_all": public.pk,
        "release_to_teams": inside.pk,
        "released_round": released_round.pk,
        "release_in_review": in_review.pk,
        "release_prepared": world.prepared().pk,
    }
