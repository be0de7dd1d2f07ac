"""What one reading of a page may ask once and remember until its answer is out.

Only safe requests remember: a request that changes something asks anew each time, so that no
right outlives the change that ends it. Outside of a request nothing is remembered at all.
"""

from contextlib import contextmanager
from contextvars import ContextVar

_memory: ContextVar[dict | None] = ContextVar("request_memory", default=None)


@contextmanager
def remembering():
    """Remember answers until the block ends."""
    token = _memory.set({})
    try:
        yield
    finally:
        _memory.reset(token)


def remembered(key, ask):
    """Return what was found under a key in this request, or ask for it now.

    Args:
        key: Whatever tells this question from all others, hashable.
        ask: Called without arguments when the answer is not known yet.
    """
    memory = _memory.get()
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    return memory[key]
