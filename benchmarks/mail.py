"""P4: convening sixty and five hundred people, sent to a local SMTP server."""

import multiprocessing
import smtplib
import time

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import servers, world
from coordination import mime, posting
from coordination.models import Delivery


def sink(port, ready):
    """Take every letter and keep none; runs in a process of its own."""
    from aiosmtpd.controller import Controller

    class Hole:
        async def handle_DATA(self, _server, _session, _envelope):
            return "250 taken"

    Controller(Hole(), hostname="127.0.0.1", port=port).start()
    ready.set()
    time.sleep(600)


def measure():
    port, ready = servers.free_port(), multiprocessing.Event()
    server = multiprocessing.Process(target=sink, args=(port, ready), daemon=True)
    server.start()
    ready.wait(20)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    try:
        return {f"P4 convening {size} people": convening_of(size, port) for size in (60, 500)}
    finally:
        server.terminate()


def convening_of(size, port):
    Delivery.objects.all().delete()
    team, coordinator = world.team_of(size, f"mail{size}")
    draft = world.meeting_of(team, coordinator, convened=False)
    from meetings import convening

    began = time.perf_counter()
    with CaptureQueriesContext(connection) as caught:
        convening.convene(draft, by=coordinator)
    written = time.perf_counter() - began
    began = time.perf_counter()
    accepted = posting.send_waiting(size + 1)
    sent = time.perf_counter() - began
    raw = raw_smtp(port)
    return {
        "queries of convening": len(caught),
        "letters written a second": round(size / written, 1),
        "letters accepted a second": round(accepted / sent, 1),
        "floor, smtplib over one connection": round(raw, 1),
        "of the floor": round(accepted / sent / raw, 2),
        "written and accepted a second": round(size / (written + sent), 1),
    }


def raw_smtp(port):
    """The same octets handed over with nothing around."""
    letters = [(one.recipient, mime.octets_of(one)) for one in Delivery.objects.all()]
    server = smtplib.SMTP("127.0.0.1", port)
    began = time.perf_counter()
    for recipient, octets in letters:
        server.sendmail(settings.DESK_EMAIL, [recipient], octets)
    seconds = time.perf_counter() - began
    server.quit()
    return len(letters) / seconds
