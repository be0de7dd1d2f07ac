"""`./run`: from a fresh clone to an open desk."""

import os
import socket

import environment
from environment import PYTHON, ROOT, Missing, say


def refuse_taken_port():
    """Ask for the port before anything is installed."""
    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Missing(f"PORT={port} is no port number.")
    with socket.socket() as seat:
        seat.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            seat.bind((host, int(port)))
        except OSError as trouble:
            raise Missing(
                f"Port {port} on {host} cannot be used ({trouble.strerror}); "
                f"choose another, for example: PORT={int(port) + 1} ./run"
            ) from trouble


def work():
    refuse_taken_port()
    environment.make_venv("requirements.txt")
    environment.make_node()
    say("Preparing …")
    environment.call_through([PYTHON, "manage.py", "prepare"])
    say("Starting …")
    os.chdir(ROOT)
    os.execv(PYTHON, [str(PYTHON), "manage.py", "up"])  # noqa: S606 – a list, no shell


environment.main(work)
