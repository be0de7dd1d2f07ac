"""The case-data guard: ten thousand sentences, and a PDF of two hundred pages.

The floor of the sentences is splitting them into words once; that of the PDF is reading its text.
"""

import re
import time
from itertools import cycle, islice

import typst

from coordination import file_contents, guard_measuring, guarding
from coordination.management.commands.measure_guard import CORPUS

SENTENCES, PAGES, LINES = 10_000, 200, 38
WORD = re.compile(r"\w+|[^\w\s]")


def measure():
    labelled = guard_measuring.read(CORPUS / "tuning.csv")
    sentences = list(islice(cycle(sentence for sentence, _kinds in labelled), SENTENCES))
    octets = paper([sentence for sentence, kinds in labelled if not kinds])
    parts, reading = timed(lambda: file_contents.parts_of("a.pdf", "pdf", octets))
    found, looking = timed(lambda: guarding.find_in_parts(parts))
    each, one_by_one = timed(lambda: sum(bool(guarding.find(one)) for one in sentences))
    _words, floor = timed(lambda: [WORD.findall(one) for one in sentences])
    return {
        "guard, 10,000 sentences": {
            "seconds": round(one_by_one, 2),
            "sentences a second": round(SENTENCES / one_by_one),
            "with something found": each,
            "floor, splitting into words, seconds": round(floor, 3),
        },
        "guard, PDF of 200 pages": {
            "pages": len(parts) - 1,
            "reading the text, seconds": round(reading, 2),
            "looking through it, seconds": round(looking, 2),
            "pages with something found": len(found),
        },
    }


def paper(sentences):
    """Return a PDF of two hundred full pages of harmless sentences."""
    source = cycle(sentences)
    pages = ["\n\n".join(islice(source, LINES)) for _number in range(PAGES)]
    escaped = [re.sub(r"([#$*_@<>`\\\[\]~/=+-])", r"\\\1", page) for page in pages]
    text = "\n#pagebreak()\n".join(escaped)
    return typst.compile(
        f'#set page(height: auto)\n#set text(size: 9pt, lang: "pl")\n{text}'.encode()
    )


def timed(act):
    began = time.perf_counter()
    result = act()
    return result, time.perf_counter() - began
