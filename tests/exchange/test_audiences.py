"""Label and audience in one control: whom a label lets one choose and whom a choice reaches."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coordination.choices import HandlingLabel, PostRole
from coordination.models import InstitutionPost
from exchange import audience_groups, audiences, posting
from exchange.models import Post
from teams.models import Mandate, Seat
from tests import factories
from tests.exchange.world import Side, readers

pytestmark = pytest.mark.django_db

L = HandlingLabel
INSIDE = {"officer", "colleague", "helper", "inspector", "distant", "in_unit", "coordinator"}


@pytest.fixture
def side():
    return Side()


@pytest.mark.parametrize("label", [L.PUBLIC, L.TEAMS])
def test_open_labels_reach_everybody_who_belongs(side, label):
    assert readers(side.sent(label), side.everybody) == INSIDE


def test_restricted_post_to_a_team_passes_by_its_ngo(side):
    post = side.sent(L.UNITS)

    found = readers(post, side.everybody)

    assert found == {"officer", "colleague", "inspector", "coordinator"}


@pytest.mark.parametrize("label", [L.UNITS, L.INSTITUTIONS])
def test_ngo_reads_what_is_addressed_to_it(side, label):
    post = side.sent(label, institutions=[side.ngo])

    assert readers(post, side.everybody) == {"officer", "colleague", "helper"}


@pytest.mark.parametrize("label", [L.UNITS, L.INSTITUTIONS, L.PERSONS])
def test_ngo_person_reads_what_is_addressed_to_her_by_name(side, label):
    post = side.sent(label, persons=[side.helper])

    source = {"officer"} if label == L.PERSONS else {"officer", "colleague"}
    assert readers(post, side.everybody) == {"helper"} | source


def test_amber_reaches_the_units_of_an_addressee_and_strict_does_not(side):
    by, to = side.inspector, {"institutions": [side.police]}
    amber = side.sent(L.UNITS, by=by, source=side.inspection, **to)
    strict = side.sent(L.INSTITUTIONS, by=by, source=side.inspection, **to)

    assert readers(amber, side.everybody) == {"inspector", "officer", "colleague", "in_unit"}
    assert readers(strict, side.everybody) == {"inspector", "officer", "colleague"}


def test_a_unit_does_not_open_what_is_its_superiors_the_other_way(side):
    post = side.sent(L.UNITS, by=side.inspector, source=side.inspection, institutions=[side.unit])

    assert readers(post, side.everybody) == {"inspector", "in_unit"}


def test_drafts_reach_nobody_but_their_author(side):
    draft = side.draft(L.TEAMS)

    assert readers(draft, side.everybody) == set()
    assert list(Post.objects.drafts_of(side.officer)) == [draft]
    assert list(Post.objects.drafts_of(side.colleague)) == []


def test_reader_who_leaves_reads_it_no_more_and_one_who_joins_reads_it(side):
    post = side.sent(L.UNITS)
    Mandate.objects.filter(user=side.inspector).update(until_on=factories.yesterday())

    late = factories.member_of(side.team)

    assert readers(post, {"gone": side.inspector, "late": late}) == {"late"}


def test_named_person_who_moves_to_another_institution_reads_it_no_more(side):
    post = side.sent(L.PERSONS, persons=[side.inspector])
    assert readers(post, side.everybody) == {"officer", "inspector"}

    Mandate.objects.filter(user=side.inspector).update(until_on=factories.yesterday())
    factories.mandate(Seat.objects.get(institution=side.ngo), side.inspector, deputy=5)

    assert readers(post, side.everybody) == {"officer"}


def test_author_who_leaves_his_institution_reads_it_no_more(side):
    post = side.sent(L.PERSONS, persons=[side.inspector])

    Mandate.objects.filter(user=side.officer).update(until_on=factories.yesterday())

    assert readers(post, side.everybody) == {"inspector"}


def test_person_with_a_post_of_an_institution_reads_what_is_addressed_to_it(side):
    InstitutionPost.objects.create(
        user=side.stranger,
        institution=side.inspection,
        role=PostRole.CONTRIBUTOR,
        from_on=factories.long_ago(),
    )

    found = readers(side.sent(L.INSTITUTIONS, institutions=[side.inspection]), side.everybody)

    assert found == {"officer", "colleague", "inspector", "stranger"}


def test_team_that_writes_is_read_by_its_officers(side):
    post = side.sent(L.INSTITUTIONS, by=side.coordinator, source=side.team, institutions=[side.ngo])

    assert readers(post, side.everybody) == {"coordinator", "helper"}


@pytest.mark.parametrize(
    ("label", "kinds"),
    [
        (L.PUBLIC, {"institutions", "groups", "persons"}),
        (L.TEAMS, {"institutions", "groups", "persons"}),
        (L.INSTITUTIONS, {"teams"}),
        (L.PERSONS, {"teams", "institutions", "groups"}),
    ],
)
def test_label_refuses_addressees_that_do_not_go_with_it(side, label, kinds):
    for kind in kinds:
        choice = audiences.Choice(label, **{kind: (object(),)})
        with pytest.raises(audiences.NotUnderThisLabel):
            choice.check()


@pytest.mark.parametrize("label", [L.UNITS, L.INSTITUTIONS, L.PERSONS])
def test_restricted_post_to_nobody_is_not_sent_and_stays_a_draft(side, label):
    draft = side.draft(label, persons=())

    with pytest.raises(audiences.NobodyAddressed):
        posting.send(draft, by=side.officer)

    draft.refresh_from_db()
    assert draft.is_draft
    assert not draft.audience.receipts.exists()


def test_reach_counts_people_by_institution_in_a_fixed_number_of_questions(side):
    choice = audiences.Choice(L.UNITS, teams=(side.team,), institutions=(side.ngo,))
    with CaptureQueriesContext(connection) as few:
        reach = audiences.reach_of(choice)
    assert reach.number == 5
    assert {one.name: number for one, number in reach.by_institution()} == {
        "Komenda Wojewódzka": 2,
        "Fundacja": 1,
        "Inspektorat Pracy": 1,
    }
    assert reach.of_teams == 1

    for _number in range(20):
        factories.member_of(side.team)
    with CaptureQueriesContext(connection) as many:
        assert audiences.reach_of(choice).number == 25
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("label", "to"),
    [
        (L.TEAMS, {}),
        (L.TEAMS, {"teams": ["team"]}),
        (L.UNITS, {"teams": ["team"]}),
        (L.UNITS, {"institutions": ["police", "ngo"]}),
        (L.INSTITUTIONS, {"institutions": ["ngo"], "persons": ["distant"]}),
        (L.PERSONS, {"persons": ["helper", "coordinator"]}),
    ],
)
def test_who_was_counted_before_sending_is_who_can_read(side, label, to):
    """The count, the frozen receipts and the live rule say the same on the day of sending."""
    chosen = {kind: [getattr(side, name) for name in names] for kind, names in to.items()}
    post = side.sent(label, by=side.inspector, source=side.inspection, **chosen)

    receipts = set(post.audience.receipts.values_list("user", flat=True))
    live = {side.everybody[name].pk for name in readers(post, side.everybody)}

    assert receipts == set(audiences.reach_today(post.audience).people) - {side.inspector.pk}
    assert receipts <= live
    if label not in (L.PUBLIC, L.TEAMS):
        assert receipts == live - {side.inspector.pk}


def test_group_is_settled_at_sending(side):
    group = audience_groups.found(side.team, name="Kontakt", by=side.coordinator)
    audience_groups.add(group, institution=side.ngo, by=side.coordinator)
    audience_groups.add(group, person=side.distant, by=side.coordinator)
    post = side.sent(L.INSTITUTIONS, groups=[group])

    audience_groups.add(group, institution=side.inspection, by=side.coordinator)

    assert readers(post, side.everybody) == {"officer", "colleague", "helper", "distant"}
    later = side.sent(L.INSTITUTIONS, groups=[group])
    assert "inspector" in readers(later, side.everybody)
    acts = [change.act for change in group.changes.all()]
    assert acts == ["added", "added", "added", "founded"]


def test_too_many_named_persons_are_refused(side):
    choice = audiences.Choice(L.PERSONS, persons=tuple(range(10_000)))

    with pytest.raises(audiences.TooManyPersons):
        choice.check()
