"""A release is previewed, reviewed by two others, checked with earlier ones, and then stays."""

import hashlib
import json

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from reports.models import ReleaseRequest, StatRelease
from reports.release_choices import Audience, ReleaseState, Verdict
from reports.statistics import release_data, releasing
from tests import factories
from tests.reports.statistics.release_world import ReleaseWorld, fill, returned, round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ReleaseWorld()


def cells(release, place):
    data = release_data.read(release)
    return {cell["codes"]: cell for cell in data["returns"][place]["cells"]}


def of_region(release, teryt):
    return next(one for one in release_data.read(release)["returns"] if one["teryt"] == teryt)


def test_preview_names_what_will_be_hidden_before_anything_goes_out(world):
    request = world.prepared()

    reasons = {
        tuple(key): why for group in request.preview["groups"] for key, _v, why in group["counts"]
    }
    assert reasons["14", "F", "A"] == "primary"
    assert reasons["10", "M", "B"] == "primary"
    assert "complementary" in reasons.values()
    assert not StatRelease.objects.exists()


def test_two_others_approve_and_the_table_goes_out(world):
    release = world.released()

    mazovia = {cell["codes"]: cell for cell in of_region(release, "14")["cells"]}
    assert mazovia["F|A"] == {"codes": "F|A", "state": "hidden"}
    assert mazovia["M|B"] == {"codes": "M|B", "state": "zero", "value": 0}
    assert release.request.state == ReleaseState.RELEASED


def test_a_return_that_was_not_accepted_is_no_information(world):
    krakow = of_region(world.released(), "12")

    assert (krakow["accepted"], krakow["cells"]) == (False, [])


def test_unknown_stays_apart_from_zero_and_hidden(world):
    country = {cell["codes"]: cell for cell in of_region(world.released(), "")["cells"]}

    assert country["M|B"] == {"codes": "M|B", "state": "unknown"}


def test_what_goes_out_is_kept_with_its_hash(world):
    release = world.released()

    assert release.sha256 == hashlib.sha256(bytes(release.data)).hexdigest()
    assert json.loads(bytes(release.data))["threshold"] == 10


@pytest.mark.parametrize("change", [{"title": "inny"}, {"sha256": "0" * 64}])
def test_a_release_cannot_be_changed(world, change):
    release = world.released()

    with pytest.raises(DatabaseError), transaction.atomic():
        StatRelease.objects.filter(pk=release.pk).update(**change)


def test_a_release_cannot_be_removed(world):
    release = world.released()

    with pytest.raises(DatabaseError), transaction.atomic():
        StatRelease.objects.filter(pk=release.pk)._raw_delete("default")


def test_one_approval_is_not_enough(world):
    request = world.sent()

    releasing.decide(request, verdict=Verdict.APPROVED, reason="Zgodne.", by=world.members[0])

    assert not StatRelease.objects.exists()


def test_nobody_approves_twice(world):
    request = world.sent()
    releasing.decide(request, verdict=Verdict.APPROVED, reason="Zgodne.", by=world.members[0])

    with pytest.raises(releasing.NotYourReview):
        releasing.decide(request, verdict=Verdict.APPROVED, reason="Tak.", by=world.members[0])


def test_the_author_cannot_review(world):
    request = world.prepared()

    with pytest.raises(releasing.NotTwoReviewers):
        releasing.send(request, first=world.secretary, second=world.chair, by=world.secretary)
    with pytest.raises(releasing.NotTwoReviewers):
        releasing.send(request, first=world.chair, second=world.chair, by=world.secretary)


def test_the_database_refuses_the_author_as_reviewer(world):
    request = world.sent()

    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseRequest.objects.filter(pk=request.pk).update(first_reviewer=world.secretary)


def test_somebody_not_asked_cannot_decide(world):
    request = world.sent()

    with pytest.raises(releasing.NotYourReview):
        releasing.decide(request, verdict=Verdict.APPROVED, reason="Tak.", by=world.chair)


def test_an_objection_stops_and_both_decide_anew(world):
    request = world.sent()
    first, second = world.members
    releasing.decide(request, verdict=Verdict.APPROVED, reason="Zgodne.", by=first)

    request = releasing.decide(request, verdict=Verdict.OBJECTED, reason="Za mało.", by=second)
    again = releasing.send(request, first=first, second=second, by=world.secretary)
    releasing.decide(again, verdict=Verdict.APPROVED, reason="Teraz tak.", by=second)

    assert request.state == ReleaseState.OBJECTED
    assert not StatRelease.objects.exists()
    assert again.decisions.count() == 3


def test_figures_changed_since_the_preview_do_not_go_out(world):
    request = world.sent()
    first, second = world.members
    releasing.decide(request, verdict=Verdict.APPROVED, reason="Zgodne.", by=first)
    fill(world.first, {("F", "A"): 30, ("F", "B"): 41, ("M", "A"): 52, ("M", "B"): 0})

    with pytest.raises(releasing.FiguresChanged):
        releasing.decide(request, verdict=Verdict.APPROVED, reason="Zgodne.", by=second)


def test_a_correction_is_another_release_checked_with_the_first(world):
    first = world.released()
    fill(world.first, {("F", "A"): 3, ("F", "B"): 41, ("M", "A"): 58, ("M", "B"): 0})

    second = world.released()

    assert second.number == 2
    before = {one["codes"] for one in of_region(first, "14")["cells"] if one["state"] == "hidden"}
    now = {one["codes"] for one in of_region(second, "14")["cells"] if one["state"] == "hidden"}
    assert "F|A" in before & now


def test_a_correction_that_cannot_be_proved_safe_does_not_go_out(world):
    """Two parts changed against each other, so every box round them holds a count shown before."""
    world.round.returns.exclude(pk=world.first.pk).update(state="returned")
    fill(world.first, {("F", "A"): 30, ("F", "B"): 40, ("M", "A"): 50, ("M", "B"): 60})
    world.released()
    fill(world.first, {("F", "A"): 3, ("F", "B"): 40, ("M", "A"): 50, ("M", "B"): 87})

    request = world.prepared()

    assert request.preview["unprotected"][0][1] == ["14", "F", "A"]
    first, second = world.members
    with pytest.raises(releasing.NotSafe):
        releasing.send(request, first=first, second=second, by=world.secretary)


def test_teams_see_counts_from_five_that_the_public_does_not(world):
    public = world.released()
    inside = world.released(Audience.TEAMS)

    lodz = {cell["codes"]: cell["state"] for cell in of_region(public, "10")["cells"]}
    same = {cell["codes"]: cell["state"] for cell in of_region(inside, "10")["cells"]}
    assert (lodz["M|B"], same["M|B"]) == ("hidden", "number")


def test_an_overlapping_period_of_the_same_table_is_refused(world):
    world.released()
    half = round_of(world.table, title="Półrocze", period_to_on="2025-06-30")
    returned(half, world.police, world.regions[0], {("F", "A"): 20}, by=world.secretary)

    with pytest.raises(releasing.Overlaps):
        releasing.prepare(
            half, audience=Audience.PUBLIC, threshold=10, words="", by=world.secretary
        )


def test_nothing_accepted_is_nothing_to_release(world):
    empty = round_of(world.table, 2020)

    with pytest.raises(releasing.NothingAccepted):
        releasing.prepare(
            empty, audience=Audience.PUBLIC, threshold=10, words="", by=world.secretary
        )


def test_counts_of_institutions_under_one_that_reports_the_country_are_one_table(world):
    """Anybody can subtract; what the desk never adds is protected together all the same."""
    head = factories.institution("Komenda Główna")
    round = round_of(world.table, 2019)
    for teryt, small in (("14", 4), ("10", 90)):
        below = factories.institution(f"Komenda {teryt}", parent=head)
        region = factories.voivodeship(teryt)
        returned(round, below, region, {("F", "A"): small, ("M", "A"): 50}, by=world.secretary)
    returned(round, head, None, {("F", "A"): 94, ("M", "A"): 100}, by=world.secretary)

    preview = releasing.prepare(
        round, audience=Audience.PUBLIC, threshold=10, words="", by=world.secretary
    ).preview

    assert [group["key"] for group in preview["groups"]] == [str(head.pk)]
    hidden = {tuple(key) for key, _v, why in preview["groups"][0]["counts"] if why}
    small = next(key for key in hidden if key[0].startswith("14-") and key[1:] == ("F", "A"))
    assert any(key[1:] == small[1:] and key != small for key in hidden)


@pytest.mark.parametrize(("audience", "threshold"), [("public", 9), ("teams", 4)])
def test_the_database_refuses_a_threshold_that_is_too_low(world, audience, threshold):
    request = world.prepared(audience)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReleaseRequest.objects.filter(pk=request.pk).update(threshold=threshold)
