"""What the case-data guard says when it has found something."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Something that looks like case data: what, where, and what to write instead."""

    kind: str
    start: int
    end: int
    label: str
    advice: str
