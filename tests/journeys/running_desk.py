"""The desk as it runs for people: its own processes, a real SMTP sink, nothing of pytest inside."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from django.conf import settings

PATIENCE_SECONDS = 40
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


def free_port():
    with socket.socket() as seat:
        seat.bind(("127.0.0.1", 0))
        return seat.getsockname()[1]


def eventually(question, what, seconds=PATIENCE_SECONDS):
    """Ask until the answer is truthy and return it; fail with `what` when patience ends."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = question()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError(f"It never happened: {what}")


class Sink:
    """An SMTP server that keeps every letter it is handed, after `delay` seconds."""

    def __init__(self):
        self.letters = []
        self.delay = 0
        self.server = Controller(self, hostname="127.0.0.1", port=free_port())
        self.server.start()
        self.is_open = True

    @property
    def port(self):
        return self.server.port

    async def handle_DATA(self, _server, _session, envelope):
        await asyncio.sleep(self.delay)
        message = message_from_bytes(envelope.content, policy=default)
        self.letters.append((envelope.rcpt_tos, message))
        return "250 taken"

    def to(self, address, subject=""):
        """Letters to one address whose subject holds a word, in the order they came."""
        return [
            message
            for recipients, message in list(self.letters)
            if recipients == [address] and subject in message["Subject"]
        ]

    def about(self, subject):
        return [
            message for _recipients, message in list(self.letters) if subject in message["Subject"]
        ]

    def stop(self):
        if self.is_open:
            self.server.stop()
        self.is_open = False


class RunningDesk:
    """`manage.py up` with data of its own.

    Args:
        folder: Its DATA_DIR.
        variables: What makes it the embedded desk or one on PostgreSQL and Redis.
    """

    def __init__(self, folder, variables):
        self.port = free_port()
        self.sink = Sink()
        self.url = f"http://localhost:{self.port}"
        self.environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment |= {
            "DATA_DIR": str(folder),
            "PORT": str(self.port),
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.sink.port),
            "SMTP_STARTTLS": "0",
            **variables,
        }
        self.folder = Path(folder)
        self.process = None

    def manage(self, *words, given=b""):
        """Run a management command against this desk and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=settings.BASE_DIR,
            env=self.environment,
            input=given,
            capture_output=True,
        )
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        return done.stdout.decode()

    def start(self):
        """Begin to work; data that was brought along is only brought up to date."""
        self.manage("prepare")
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up"],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        eventually(self.is_healthy, "the desk is healthy")
        return self

    def health(self):
        try:
            with urllib.request.urlopen(f"{self.url}/health/", timeout=5) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as trouble:
            return json.load(trouble)
        except OSError:
            return {}

    def is_healthy(self):
        parts = self.health()
        return bool(parts) and set(parts.values()) == {"ok"}

    def receive(self, raw):
        """Hand a letter to the desk as a mail server would."""
        self.manage("receive_mail", given=raw)

    def stop(self):
        """Ctrl-C, and the words it ended with."""
        words = b""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            words, _nothing = self.process.communicate(timeout=PATIENCE_SECONDS)
            self.process = None
        self.sink.stop()
        return words.decode()
