"""A few child processes that live and end together."""

import ctypes
import os
import signal
import subprocess
import sys
import time

GRACE_SECONDS = 10
# More deaths than this within a minute are no accident.
MOST_RESTARTS = 10
A_MINUTE = 60
PR_SET_PDEATHSIG = 1


def die_with_parent():
    """Ask Linux to end this child when its parent dies, however that happens."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class ProcessTree:
    """Starts children, restarts one that dies, and ends all of them.

    Args:
        folder: Where each child's words go, one file a child.
    """

    def __init__(self, folder):
        self.folder = folder
        self.children = {}
        self.commands = {}
        self.deaths = []
        self.is_stopping = False
        self.failure = ""

    def start(self, name, command):
        self.folder.mkdir(parents=True, exist_ok=True)
        self.commands[name] = command
        with (self.folder / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent,
            )

    def stop(self):
        """Ask for the end; safe inside a signal handler."""
        self.is_stopping = True

    def keep_alive(self):
        """Start again whichever child has died; return False when that has happened too often."""
        for name, child in list(self.children.items()):
            if child.poll() is None or self.is_stopping:
                continue
            if self.dies_too_often():
                self.failure = f"The {name} process keeps dying; see {self.folder}/{name}.log."
                return False
            time.sleep(0.5)
            self.start(name, self.commands[name])
        return True

    def dies_too_often(self):
        """Note a death; say whether there have been too many within a minute."""
        now = time.monotonic()
        self.deaths = [then for then in self.deaths if now - then < A_MINUTE] + [now]
        return len(self.deaths) > MOST_RESTARTS

    def watch(self):
        """Keep the children alive until somebody asks for the end."""
        while not self.is_stopping and self.keep_alive():
            time.sleep(0.3)

    def end(self):
        """End the children in the reverse order, gently first, each with all it has started."""
        for child in reversed(self.children.values()):
            signal_group(child, signal.SIGTERM)
        until = time.monotonic() + GRACE_SECONDS
        for child in self.children.values():
            try:
                child.wait(timeout=max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                signal_group(child, signal.SIGKILL)
                child.wait()


def signal_group(child, number):
    """Signal a child and everything it has started."""
    try:
        os.killpg(child.pid, number)
    except ProcessLookupError:
        return
