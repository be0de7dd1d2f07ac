"""The structure of the house: rooms import one way, files stay short, locks name no host."""

import ast
import json
import re

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR
# Each room with the rooms it may import (design §2).
LAYERS = {
    "coordination": set(),
    "teams": {"coordination"},
    "exchange": {"coordination", "teams"},
    "meetings": {"coordination", "teams", "exchange"},
    "reports": {"coordination", "teams", "exchange", "meetings"},
}
LONGEST = 400
LOCKS = [
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-node.txt",
    "package-lock.json",
]


def modules():
    """Every Python file of the rooms but migrations."""
    for room in LAYERS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield room, path


def imported_rooms(path):
    """The rooms a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        yield from {name.split(".")[0] for name in names} & set(LAYERS)


def test_rooms_import_one_way():
    wrong = [
        f"{path.relative_to(ROOT)} imports {other}"
        for room, path in modules()
        for other in imported_rooms(path)
        if other != room and other not in LAYERS[room]
    ]
    assert wrong == []


def test_files_stay_short():
    long = [
        str(path.relative_to(ROOT))
        for folder in [*LAYERS, "tests", "benchmarks", ".ci"]
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
        and len(path.read_text(encoding="utf-8").splitlines()) > LONGEST
    ]
    assert long == []


def test_no_module_is_called_utils_or_helpers():
    names = [path.name for _room, path in modules()]
    assert not {"utils.py", "helpers.py", "misc.py", "common.py"} & set(names)


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_host(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    # npm writes down where a package's authors take donations; nothing is fetched from there.
    text = re.sub(r'"funding":.*?(\n {4,6}\},?\n|\],?\n)', "", text, flags=re.DOTALL)
    assert not re.search(r"https?://|--index-url|git\+|\"resolved\"", text)


def test_python_locks_carry_hashes():
    for name in LOCKS[:3]:
        lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
        pinned = [number for number, line in enumerate(lines) if "==" in line]
        assert pinned
        assert all("--hash=" in lines[number + 1] for number in pinned)


def test_node_lock_carries_hashes():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert all("integrity" in facts for name, facts in packages.items() if name)
