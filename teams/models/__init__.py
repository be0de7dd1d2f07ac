"""What the teams room stores."""

from teams.models.directory import (
    Contact,
    Operator,
    Programme,
    ProgrammeEdition,
    ProgrammePoint,
    TeamTask,
)
from teams.models.membership import Mandate, Seat, TeamRole
from teams.models.teams import FoundingAct, Team, TeamName, TeamRules

__all__ = [
    "Contact",
    "FoundingAct",
    "Mandate",
    "Operator",
    "Programme",
    "ProgrammeEdition",
    "ProgrammePoint",
    "Seat",
    "Team",
    "TeamName",
    "TeamRole",
    "TeamRules",
    "TeamTask",
]
