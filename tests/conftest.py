"""What every test may ask for."""

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

# A busy machine is slow at everything; that says nothing about the desk.
hypothesis.settings.register_profile(
    "desk", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("desk")


@pytest.fixture(autouse=True)
def fresh_cache():
    """Rate limits and health marks of one test are no business of the next."""
    cache.clear()


@pytest.fixture
def signed_in():
    """Return a maker of browsers: `signed_in(user)` is a client signed in as that person."""

    def browser(user):
        client = Client()
        client.force_login(user)
        return client

    return browser


def pytest_collection_modifyitems(config, items):
    """Leave out what needs PostgreSQL while another database is under the desk.

    `./test` runs the suite once on each, so that nothing is left out of both.
    """
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("postgres")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
