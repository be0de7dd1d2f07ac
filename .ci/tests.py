"""`./test`: all tests on SQLite and on PostgreSQL, then the journeys in a browser.

`./test [paths]` runs those of the given files or folders. What a missing program keeps from
running is named; with `NO_SKIPS=1`, as in CI, it is a failure.
"""

import os
import re
import subprocess
import sys
import tempfile
import time

import environment
from environment import PYTHON, ROOT, Missing, say
from services import Services, provide

CLOSING = re.compile(
    r"=* ?(.*\b(?:passed|failed|error|no tests ran|deselected)\b.* in [\d.]+s.*?) ?=*$"
)
COUNT = re.compile(r"(\d+) (passed|failed|errors?|skipped|xfailed|xpassed|deselected)")
# Journeys have a pair of Redis databases each, and sixteen is what a server has.
MOST_BESIDE = 4
# With these, tests run one after another in one process.
ALONE = {"-n0", "--pdb", "-s"}
USAGE = """./test [paths and pytest options]

Runs everything on SQLite, then on PostgreSQL, then the journeys in Chromium, in as many processes
as there are cores; -n0, -s and --pdb run one test after another.
NO_SKIPS=1 makes a missing program a failure. PGHOST, PGPORT, PGUSER, REDIS_HOST and
REDIS_PORT name servers other than the usual ones on this machine."""


def work():
    arguments = sys.argv[1:]
    if "--help" in arguments or "-h" in arguments:
        say(USAGE)
        return 0
    environment.make_venv("requirements-dev.txt")
    environment.make_node(with_checks=True)
    tools = provide(["chromium", "pdftotext", "xgettext", "php", "sabre", "soffice"])
    services = Services()
    try:
        return run_all(arguments, tools, services)
    finally:
        services.stop()


def run_all(arguments, tools, services):
    postgres, redis = services.postgres(), services.redis()
    missing = [name for name, path in tools.items() if not path]
    missing += [name for name, url in (("PostgreSQL", postgres), ("Redis", redis)) if not url]
    if missing and os.environ.get("NO_SKIPS"):
        raise Missing(f"These are needed and missing: {', '.join(missing)}.")
    if missing:
        say(f"Missing: {', '.join(missing)}; tests that need them do not run.")
    folder = tempfile.mkdtemp(prefix="desk-test-data-")
    clean = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "HOME", "LANG", "TMPDIR", "HYPOTHESIS_PROFILE", "LD_LIBRARY_PATH")
    }
    clean |= {"DATA_DIR": folder, "PYTHONWARNINGS": "default"}
    if redis:
        clean["TEST_REDIS_URL"] = redis
    if postgres:
        clean["TEST_POSTGRES_URL"] = postgres
    if tools["chromium"]:
        clean["TEST_CHROMIUM"] = tools["chromium"]
    environment.call([PYTHON, "manage.py", "compile_catalogues"], env=clean)
    wanted = {
        name for name in ("php", "sabre", "soffice", "pdftotext", "xgettext") if not tools[name]
    }
    without = "".join(f" and not needs_{name}" for name in sorted(wanted))
    rounds = [("SQLite", f"not postgres and not journey{without}", {})]
    if postgres:
        rounds.append(
            ("PostgreSQL", f"not journey{without}", {"DATABASE_URL": f"{postgres}/postgres"})
        )
    if postgres and redis and tools["chromium"]:
        rounds.append(("journeys", "journey", {}))
    return run_rounds(rounds, arguments, clean)


def run_rounds(rounds, arguments, clean):
    """Run pytest once a round and print one closing line over all of them."""
    began, totals, codes = time.monotonic(), {}, []
    for name, marks, more in rounds:
        say(f"\n--- {name}")
        code, counts = pytest([*arguments, "-m", marks], clean | more)
        codes.append(code)
        for word, number in counts.items():
            if word != "deselected":
                totals[word] = totals.get(word, 0) + number
    words = ", ".join(f"{number} {word}" for word, number in totals.items()) or "no tests ran"
    line = f" {words} in {time.monotonic() - began:.2f}s "
    say(f"\n{line:=^78}")
    if totals.get("skipped") and os.environ.get("NO_SKIPS"):
        say("Skips are not allowed here.")
        return 1
    bad = [code for code in codes if code not in (0, 5)]
    return bad[0] if bad else (0 if totals.get("passed") else 5)


def pytest(arguments, variables):
    """Run pytest, pass its words on and return `(exit code, counts of its closing line)`."""
    processes = min(os.cpu_count() or 1, MOST_BESIDE)
    beside = [] if ALONE & set(arguments) else ["-n", str(processes), "--dist", "worksteal"]
    command = [str(PYTHON), "-m", "pytest", "-q", "-rfE", *beside, *arguments]
    counts = {}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as run:
        for line in run.stdout:
            sys.stdout.write(line)
            sys.stdout.flush()
            if CLOSING.match(line.strip()):
                counts = {word: int(number) for number, word in COUNT.findall(line)}
    return run.returncode, counts


if __name__ == "__main__":
    environment.main(work)
