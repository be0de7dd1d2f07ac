"""PostgreSQL, Redis, Chromium and the checking programs of the tests: found, installed or started.

What already answers on this machine is used. Otherwise a private server is started on a free port
in a temporary folder and stopped afterwards.
"""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from environment import say

PACKAGES = {
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "xgettext": "gettext",
    "php": "php-cli",
    "sabre": "php-sabre-vobject",
    "soffice": "libreoffice-writer python3-uno",
    "redis-server": "redis-server",
    "initdb": "postgresql",
}
SABRE = Path("/usr/share/php/Sabre/VObject/autoload.php")
CHROMIUMS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]


def find(name):
    """Return the path of a program, or None."""
    if name == "chromium":
        return next((path for path in map(shutil.which, CHROMIUMS) if path), None)
    if name == "sabre":
        return str(SABRE) if SABRE.exists() else None
    if name == "initdb":
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        return shutil.which(name) or (str(found[-1]) if found else None)
    return shutil.which(name)


def can_install():
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def provide(names):
    """Return `{name: path}` of programs, installing what is missing where that is allowed."""
    missing = [name for name in names if not find(name)]
    if missing and can_install():
        packages = [package for name in missing for package in PACKAGES[name].split()]
        say(f"Installing {', '.join(packages)} …")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        asked = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        if subprocess.run(install, env=asked, **quiet).returncode:
            subprocess.run(["apt-get", "update", "-qq"], env=asked, **quiet)
            subprocess.run(install, env=asked, **quiet)
    return {name: find(name) for name in names}


def answers(host, port):
    with socket.socket() as knock:
        knock.settimeout(1)
        return knock.connect_ex((host, port)) == 0


def free_port():
    with socket.socket() as seat:
        seat.bind(("127.0.0.1", 0))
        return seat.getsockname()[1]


def wait_for(port, name):
    for _attempt in range(100):
        if answers("127.0.0.1", port):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{name} was started but does not answer.")


class Services:
    """The servers of one test run; `stop()` ends those that were started for it."""

    def __init__(self):
        self.started = []
        self.folder = None

    def place(self):
        if self.folder is None:
            self.folder = tempfile.mkdtemp(prefix="desk-test-")
            os.chmod(self.folder, 0o777)  # noqa: S103 – PostgreSQL runs as another user
        return Path(self.folder)

    def postgres(self):
        """Return the address of a PostgreSQL server as a superuser, or None."""
        host = os.environ.get("PGHOST", "127.0.0.1")
        port = int(os.environ.get("PGPORT", "5432"))
        user = os.environ.get("PGUSER", "postgres")
        if answers(host, port):
            return f"postgres://{user}@{host}:{port}"
        initdb = provide(["initdb"])["initdb"]
        return self.own_postgres(Path(initdb).parent) if initdb else None

    def own_postgres(self, programs):
        """Start a server of our own; PostgreSQL refuses to run as root."""
        say("No PostgreSQL answers; starting one for the tests …")
        data, port = self.place() / "postgres", free_port()
        data.mkdir()
        become = []
        if os.geteuid() == 0:
            shutil.chown(data, "postgres")
            become = ["runuser", "-u", "postgres", "--"]
        options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
        subprocess.run([*become, programs / "initdb", "-D", data, *options], check=True, **quiet)
        server = [programs / "postgres", "-D", data, "-p", str(port), "-k", data]
        server += ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"]
        self.started.append(subprocess.Popen([*become, *server], **quiet))
        wait_for(port, "PostgreSQL")
        return f"postgres://postgres@127.0.0.1:{port}"

    def redis(self):
        """Return the address of a Redis server without its database number, or None."""
        host = os.environ.get("REDIS_HOST", "127.0.0.1")
        port = int(os.environ.get("REDIS_PORT", "6379"))
        if answers(host, port):
            return f"redis://{host}:{port}"
        program = provide(["redis-server"])["redis-server"]
        if not program:
            return None
        say("No Redis answers; starting one for the tests …")
        port = free_port()
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.started.append(subprocess.Popen([*command, "--dir", self.place()], **quiet))
        wait_for(port, "Redis")
        return f"redis://127.0.0.1:{port}"

    def stop(self):
        for server in self.started:
            server.terminate()
        for server in self.started:
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
