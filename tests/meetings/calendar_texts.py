"""Reading calendar texts in tests without the library that wrote them."""

import re


def unfolded(text):
    return re.sub(r"\r?\n[ \t]", "", text)


LINE = re.compile(r"([A-Z0-9-]+)((?:;[^:\"]*(?:\"[^\"]*\")?)*):(.*)")


def event_of(text):
    """Return the lines of the event by property name, with parameters and values as written."""
    body = unfolded(text).split("BEGIN:VEVENT", 1)[1].split("END:VEVENT", 1)[0]
    found = {}
    for line in body.strip().splitlines():
        name, parameters, value = re.match(
            r"([A-Z0-9-]+)((?:;[^:\"]*(?:\"[^\"]*\")?)*):(.*)", line
        ).groups()
        found.setdefault(name, []).append(f"{parameters}:{value}" if parameters else value)
    return found
