"""Statistics for the table of access: the member writes and signs for his own institution."""

from reports.statistics import returning
from tests.reports.statistics_world import Figures, figures_for


def add(member, institution):
    """Return the arguments of the addresses of statistics."""
    world = Figures(institutions=1)
    pairs = [(institution, place) for place in world.places[:3]]
    round = world.open_round(pairs=[*pairs, (world.institutions[0], None)])
    prepared = world.prepared_round(pairs=[(institution, None)])
    written, ready, filed = list(round.returns.with_facts().filter(institution=institution))
    for one in (written, ready, filed):
        returning.save(one, figures_for(one), based_on=0, by=member)
    for one in (ready, filed):
        returning.say_ready(one, by=member)
    returning.file(filed, by=member)
    return {
        "stat_table": world.table.pk,
        "stat_draft_table": world.draft_table().pk,
        "stat_idle_table": world.ready_table().pk,
        "stat_list": world.lists[0].key,
        "stat_round": round.pk,
        "stat_prepared_round": prepared.pk,
        "stat_form": "xlsx",
        "stat_institution": institution.pk,
        "stat_unasked": prepared.returns.get().pk,
        "stat_written": written.pk,
        "stat_ready": ready.pk,
        "stat_filed": filed.pk,
        "stat_event": filed.events.get(act="filed").pk,
    }
