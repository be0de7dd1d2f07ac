"""What the desk's search finds in this room: posts, requests, library, guidance."""

from exchange import finding, finding_library, finding_requests

PARTS = [finding.find, finding_requests.find, finding_library.find]


def find(user, asked):
    """Return what matches among what this person may read, part by part."""
    return [hit for part in PARTS for hit in part(user, asked)]
