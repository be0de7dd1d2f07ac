"""The case-data guard over letters that come in.

A letter is kept as it came, so that nothing is lost; what the guard sees in it stands beside it
as a warning, and no room takes its words over.
"""

from django.core.exceptions import ValidationError

from coordination import file_contents, guarding

MOST_PARTS = 40
ORDER = ["pesel", "card", "passport", "account", "phone", "name"]


def kinds_in(message):
    """Return the kinds of case data in a letter and its files, parted by blanks."""
    found = set()
    for text in texts_of(message):
        found |= {finding.kind for finding in guarding.find(text)}
    return " ".join(kind for kind in ORDER if kind in found)


def texts_of(message):
    """Yield the subject, the bodies and the words of the attached files of a letter."""
    yield str_of(message, "Subject")
    for part in list(message.walk())[:MOST_PARTS]:
        name = attached_name(part)
        if name:
            yield name
            yield from words_of_file(name, part)
        elif part.get_content_maintype() == "text":
            yield decoded(part)


def str_of(message, name):
    try:
        return str(message.get(name, ""))
    except (ValueError, TypeError, AttributeError, IndexError, LookupError):
        return ""


def attached_name(part):
    try:
        return part.get_filename() or ""
    except (ValueError, TypeError, AttributeError, IndexError, LookupError):
        return ""


def decoded(part):
    octets = part.get_payload(decode=True) or b""
    text = octets.decode("utf-8", errors="replace")
    if part.get_content_subtype() == "html":
        return file_contents.TAGS.sub(b" ", text.encode()).decode()
    return text


def words_of_file(name, part):
    """Yield the words of an attached file; one that cannot be read has none to warn of."""
    try:
        ending = file_contents.ending_of(name)
        octets = part.get_payload(decode=True) or b""
        file_contents.check(name, ending, octets)
        for _place, text in file_contents.parts_of(name, ending, octets):
            yield text
    except ValidationError:
        return
