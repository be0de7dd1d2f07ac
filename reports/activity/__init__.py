"""The yearly activity report of a team, its activities and its work plan."""
