"""Run web, worker and beat as one process tree that starts and stops together."""

import signal
import socket
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from environs import Env

from coordination import demo_accounts
from coordination.process_tree import ProcessTree

env = Env()


class Command(BaseCommand):
    help = "Run web, worker and beat until Ctrl-C. HOST and PORT say where."
    requires_system_checks = []

    def handle(self, **options):
        host, port = env.str("HOST", "127.0.0.1"), env.int("PORT", 8000)
        refuse_taken_port(host, port)
        tree = ProcessTree(settings.DATA_DIR / "logs")
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_args: tree.stop())
        for name, command in commands(host, port).items():
            tree.start(name, command)
        try:
            if self.wait_for_web(tree, host, port):
                self.greet()
                tree.watch()
        finally:
            tree.end()
        if tree.failure:
            raise CommandError(tree.failure)
        self.stdout.write("Stopped.")

    def wait_for_web(self, tree, host, port):
        """Return True once the web process answers, False when something stopped before."""
        for _attempt in range(300):
            if tree.is_stopping or not tree.keep_alive():
                return False
            if is_open(host, port):
                return True
            time.sleep(0.1)
        raise CommandError(f"The web process does not answer; see {tree.folder}/web.log.")

    def greet(self):
        lines = ["", f"The desk is open: {settings.PUBLIC_URL}/", "Ctrl-C stops it.", ""]
        if settings.DEMO:
            lines.append(f"Demo accounts, password of all: {demo_accounts.PASSWORD}")
            lines += [f"  {email:42} {what}" for email, _name, what in demo_accounts.lines()]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def commands(host, port):
    """Return the command of each process; all three are the same in every way of running."""
    gunicorn = [sys.executable, "-m", "gunicorn", "coordination.wsgi", "--bind", f"{host}:{port}"]
    gunicorn += ["--workers", env.str("WEB_PROCESSES", "2"), "--threads", "4", "--timeout", "60"]
    gunicorn += ["--worker-tmp-dir", "/dev/shm"] if sys.platform == "linux" else []  # noqa: S108
    celery = [sys.executable, "-m", "celery", "--app", "coordination"]
    return {
        "web": gunicorn,
        "worker": [*celery, "worker", "--loglevel", "warning", "--without-gossip"],
        "beat": [*celery, "beat", "--loglevel", "warning", "--pidfile", ""],
    }


def is_open(host, port):
    """Whether somebody listens there."""
    with socket.socket() as knock:
        knock.settimeout(1)
        return knock.connect_ex(("127.0.0.1" if host == "0.0.0.0" else host, port)) == 0  # noqa: S104


def refuse_taken_port(host, port):
    """Say at once that somebody else has the port instead of hiding it in a log."""
    with socket.socket() as seat:
        seat.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            seat.bind((host, port))
        except OSError as trouble:
            raise CommandError(
                f"Port {port} on {host} cannot be used ({trouble.strerror}); "
                f"choose another, for example: PORT={port + 1} ./run"
            ) from trouble
