"""What the desk's search finds in this room: posts, the library, guidance."""

from exchange import finding, finding_library

PARTS = [finding.find, finding_library.find]


def find(user, asked):
    """Return what matches among what this person may read, part by part."""
    return [hit for part in PARTS for hit in part(user, asked)]
