"""Hidden counts never leave the server; pages of a region ask a fixed number of questions."""

import io
import zipfile
from datetime import date

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.choices import InstitutionKind
from coordination.models import Delivery
from reports.models import ReleasedTotal
from reports.release_choices import Audience
from reports.statistics import releasing, series_data
from tests import factories
from tests.reports.statistics.release_world import ReleaseWorld, returned, round_of

pytestmark = pytest.mark.django_db
# High enough that what is hidden are numbers that stand nowhere else.
THRESHOLD = 32_000


@pytest.fixture
def world():
    return ReleaseWorld()


class Hidden:
    """A release whose hidden counts are numbers that stand nowhere else."""

    def __init__(self, world):
        world.round = round_of(world.table, 2018, title="Kanarki")
        for teryt, more in (("14", 0), ("10", 5)):
            parts = {
                ("F", "A"): 20_011 + more,
                ("F", "B"): 41_517 + more,
                ("M", "A"): 52_639 + more,
                ("M", "B"): 64_753 + more,
            }
            region = factories.voivodeship(teryt)
            returned(world.round, world.police, region, parts, by=world.secretary)
        request = world.prepared()
        request.threshold = THRESHOLD
        request.preview = releasing.preview_of(request)
        request.save()
        first, second = world.members
        request = releasing.send(request, first=first, second=second, by=world.secretary)
        self.release = world.approved(request)
        self.canaries = {
            str(value)
            for group in request.preview["groups"]
            for _key, value, why in group["counts"]
            if why
        }
        self.shown = {
            str(value)
            for group in request.preview["groups"]
            for _key, value, why in group["counts"]
            if not why
        }


def everything_told(client, release):
    """All that a reader gets: pages, files, and what is packed in the workbook."""
    texts = [client.get(release.get_absolute_url()).content]
    for form in ("json", "csv", "xlsx"):
        octets = client.get(reverse("reports:release-file", args=[release.pk, form])).content
        texts.append(octets)
        if form == "xlsx":
            book = zipfile.ZipFile(io.BytesIO(octets))
            texts += [book.read(name) for name in book.namelist()]
    for teryt in ("14", "10"):
        texts.append(client.get(reverse("reports:region", args=[teryt])).content)
    texts.append(client.get(reverse("reports:public-statistics")).content)
    return b"\n".join(texts).decode(errors="replace")


def test_hidden_counts_never_leave_the_server(client, world):
    hidden = Hidden(world)

    told = everything_told(client, hidden.release)

    assert len(hidden.canaries) >= 8
    assert {one for one in hidden.canaries if one in told} == set()
    assert hidden.shown
    assert {one for one in hidden.shown if one not in told} == set()


def test_the_preview_shows_them_to_author_and_reviewers_alone(client, world):
    hidden = Hidden(world)
    address = hidden.release.request.get_absolute_url()

    seen = {}
    for name, person in (
        ("author", world.secretary),
        ("reviewer", world.members[0]),
        ("other", factories.member_of(world.team)),
    ):
        client.force_login(person)
        response = client.get(address)
        seen[name] = (response.status_code, "20011" in response.content.decode())

    assert seen == {"author": (200, True), "reviewer": (200, True), "other": (404, False)}


def test_reasons_for_hiding_do_not_leave_the_office(client, world):
    release = world.released()

    told = everything_told(client, release)

    assert "complementary" not in told
    assert 'primary"' not in told


def test_releases_to_teams_are_not_the_publics(client, world):
    release = world.released(Audience.TEAMS)

    anonymous = client.get(release.get_absolute_url()).status_code
    client.force_login(factories.person())
    stranger = client.get(release.get_absolute_url()).status_code
    client.force_login(world.members[0])

    assert (anonymous, stranger, client.get(release.get_absolute_url()).status_code) == (
        404,
        404,
        200,
    )


def test_public_pages_tell_nothing_of_a_release_to_teams(client, world):
    world.released(Audience.TEAMS)

    told = client.get(reverse("reports:region", args=["14"])).content.decode()

    assert world.table.title not in told


def test_region_shows_each_state_in_its_own_word(client, world):
    world.released()

    page = client.get(reverse("reports:region", args=["12"])).content.decode()

    assert "brak informacji" in page


def test_region_never_adds_figures_of_two_reporters(client, world):
    other = factories.institution("Straż", kind=InstitutionKind.BORDER_GUARD)
    region = world.regions[0]
    returned(world.round, other, region, {("F", "A"): 1000}, by=world.secretary)
    world.released()

    sections = client.get(reverse("reports:region", args=["14"])).context["sections"]

    assert [section.reporter for section in sections] == sorted([other.name, world.police.name])
    for section in sections:
        assert {row.reporter for _name, row in section.across} == {section.reporter}


def test_half_years_are_named_on_the_map_and_under_the_bars(client, world):
    first, second = date(2025, 1, 1), date(2025, 7, 1)
    for begins, ends in ((first, date(2025, 6, 30)), (second, date(2025, 12, 31))):
        world.round = round_of(world.table, period_from_on=begins, period_to_on=ends)
        world.fill_round()
        world.released()

    page = client.get(reverse("reports:region", args=["14"]))

    (section,) = page.context["sections"]
    assert section.period == "II półrocze 2025"
    assert [bar["months"] for bar in section.chart.bars] == ["1–6", "7–12"]
    assert len({bar["months_y"] for bar in section.chart.bars}) == 2
    assert {row.release.round_id for _name, row in section.across} == {world.round.pk}
    assert f"{world.table.title}, II półrocze 2025</caption>" in page.content.decode()


def test_region_takes_no_more_queries_for_ten_years_than_for_one(client, world):
    factories.voivodeship("20", "podlaskie")
    series_data.load()
    world.released()
    address = reverse("reports:region", args=["14"])
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for year in range(2018, 2025):
        world.round = round_of(world.table, year)
        world.fill_round()
        world.released()

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert ReleasedTotal.objects.count() > 20
    assert len(many) == len(few)


def test_list_of_requests_takes_no_more_queries_when_longer(client, world):
    world.released()
    client.force_login(world.secretary)
    address = reverse("reports:release-requests")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for year in range(2020, 2025):
        world.round = round_of(world.table, year)
        world.fill_round()
        world.prepared()

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


def test_a_threshold_that_is_too_low_gets_a_sentence_and_loses_nothing(client, world):
    client.force_login(world.secretary)
    address = reverse("reports:release-prepare", args=[world.round.pk])

    page = client.post(address, {"audience": "public", "threshold": "9", "words": "Uwaga o X"})

    assert "dopiero od 10" in page.content.decode()
    assert "Uwaga o X" in page.content.decode()


def test_the_same_person_twice_gets_a_sentence(client, world):
    request = world.prepared()
    client.force_login(world.secretary)
    one = world.members[0].pk

    page = client.post(
        reverse("reports:release-send", args=[request.pk]), {"first": one, "second": one}
    )

    assert "Wybierz inną osobę." in page.content.decode()


WORD, REASON = "kanarekuwaga", "kanarekpowod"


def outsiders(world):
    regional = factories.regional_team("Zespół obcy")
    return {
        "anonymous": None,
        "stranger": factories.person(),
        "member": factories.member_of(world.team),
        "coordinator": factories.coordinator_of(regional),
        "administrator": factories.administrator(),
    }


def test_words_and_reasons_stay_in_the_office_until_the_release(client, world):
    request = world.sent(words=WORD)
    releasing.decide(request, verdict="approved", reason=REASON, by=world.members[0])
    names = ("public-statistics", "release-requests")
    addresses = [reverse(f"reports:{name}") for name in names]
    addresses += [request.get_absolute_url(), reverse("reports:region", args=["14"]), "/waiting/"]

    leaks = []
    for who, person in outsiders(world).items():
        client.logout()
        if person:
            client.force_login(person)
        for address in addresses:
            told = client.get(address, follow=True).content.decode()
            leaks += [(who, address, one) for one in (WORD, REASON) if one in told]

    assert leaks == []


def test_the_office_reads_words_and_reasons(client, world):
    request = world.sent(words=WORD)
    releasing.decide(request, verdict="approved", reason=REASON, by=world.members[0])
    client.force_login(world.members[1])

    told = client.get(request.get_absolute_url()).content.decode()

    assert (WORD in told, REASON in told) == (True, True)


def test_reviewers_get_a_letter_without_words_or_figures(world):
    world.sent(words=WORD)

    letters = Delivery.objects.about(world.round)

    assert sorted(one.recipient for one in letters) == sorted(one.email for one in world.members)
    assert [one for one in letters if WORD in one.text or WORD in one.html] == []


def test_audit_names_acts_and_never_words_or_counts(world, client):
    hidden = Hidden(world)

    kept = " ".join(f"{one.changes} {one.additional_data}" for one in LogEntry.objects.all())

    assert "release.let_out" in kept
    assert {one for one in hidden.canaries if one in kept} == set()


def test_reading_a_preview_is_on_record(client, world):
    request = world.sent()
    client.force_login(world.members[0])

    client.get(request.get_absolute_url())

    last = LogEntry.objects.order_by("pk").last()
    assert (last.additional_data["verb"], last.actor) == ("read", world.members[0])


def test_what_waits_leads_a_reviewer_to_his_release(client, world):
    request = world.sent()
    client.force_login(world.members[0])

    assert request.get_absolute_url() in client.get("/waiting/", follow=True).content.decode()
