"""A postman of the desk that forks: preloaded, so that a killed one is replaced in milliseconds.

Reads a word a line, does it in a child of its own and answers with a line:

    work N    send until nothing waits; answers the child's number at once, then how it ended
    queue N   put N letters to people into the outbox
    release   let the leases of the dead run out
    tell      answer `Message-ID state` of every letter, then an empty line
"""

import os
import sys
from itertools import count

import django

django.setup()

from django.utils import timezone  # noqa: E402

from coordination import outbox, posting  # noqa: E402
from coordination.models import Delivery  # noqa: E402

BATCHES = count(1)


def in_child(work):
    """Do a piece of work in a child, which has connections of its own; return its number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        sys.stdout.flush()
        os._exit(code)


def queue(number):
    batch = next(BATCHES)

    def work():
        for person in range(number):
            outbox.send_once(
                outbox.Letter(
                    key=f"drill:{os.getpid()}:{batch}",
                    recipient=f"osoba{person}@example.org",
                    subject=f"Zawiadomienie {batch}",
                    text="Treść",
                )
            )

    return work


def release():
    leased = Delivery.objects.filter(leased_until__isnull=False)
    leased.update(leased_until=timezone.now())


def tell():
    for letter in Delivery.objects.all():
        print(letter.message_id, letter.state)
    print()


def main():
    for line in sys.stdin:
        word, *arguments = line.split()
        work = {
            "work": lambda: posting.send_waiting(most=10_000),
            "release": release,
            "tell": tell,
        }.get(word) or queue(int(arguments[0]))
        child = in_child(work)
        if word == "work":
            print(child, flush=True)
        _child, status = os.waitpid(child, 0)
        if word != "tell":
            print("killed" if os.WIFSIGNALED(status) else f"ended {status}", flush=True)


main()
