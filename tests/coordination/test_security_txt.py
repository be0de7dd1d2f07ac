"""Whom to tell of a weakness: a file that RFC 9116 describes, in force for less than a year."""

from datetime import UTC, datetime, timedelta


def test_it_names_an_address_and_a_day_within_a_year(client, settings):
    answer = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == f"mailto:{settings.DESK_EMAIL}"
    assert timedelta(days=300) < left < timedelta(days=365)
    assert fields["Canonical"] == f"{settings.PUBLIC_URL}/.well-known/security.txt"
