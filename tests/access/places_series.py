"""A working group for the table of addresses."""

from django.utils import timezone

from teams import working_groups


def group_of(world):
    """A group of the team at work, led by its coordinator."""
    return working_groups.found(
        world.team,
        name="Grupa do spraw szkoleń",
        purpose="Szkolenia",
        act="uchwała nr 1/2026",
        act_on=timezone.localdate(),
        from_on=timezone.localdate(),
        until_on=None,
        seats=[world.mandates[0].seat],
        by=world.coordinator,
    )
