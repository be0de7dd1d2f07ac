"""Web servers of two workers on this machine, and a bounded load on them."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

from django.conf import settings

WORKERS, THREADS, REQUESTS = 2, 4, 400


def free_port():
    with socket.socket() as seat:
        seat.bind(("127.0.0.1", 0))
        return seat.getsockname()[1]


@contextmanager
def serving(module):
    """Serve the desk under the settings of a module and yield the port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "coordination.wsgi", "-b", f"127.0.0.1:{port}"]
    command += ["-w", str(WORKERS), "--threads", "2", "--log-level", "error"]
    variables = {**os.environ, "DJANGO_SETTINGS_MODULE": module}
    server = subprocess.Popen(command, cwd=settings.BASE_DIR, env=variables)
    try:
        for _attempt in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def rate(port, path, headers=None, requests=REQUESTS, wanted=200):
    """Return requests answered a second by several threads over kept connections."""
    ask(port, path, headers, 8, wanted)
    began = time.perf_counter()
    threads = [
        threading.Thread(target=ask, args=(port, path, headers, requests // THREADS, wanted))
        for _thread in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return requests / (time.perf_counter() - began)


def ask(port, path, headers, times, wanted):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _time in range(times):
        connection.request("GET", path, headers={"Host": "localhost", **(headers or {})})
        answer = connection.getresponse()
        answer.read()
        if answer.status != wanted:
            raise RuntimeError(f"{path} answered {answer.status}")
    connection.close()
