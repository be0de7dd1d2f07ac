"""The broker that lives in a SQLite file."""

from django.conf import settings
from django.utils import timezone
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError


def forget_delivered(older_than):
    """Delete messages that were delivered before; nothing else reads them.

    Args:
        older_than: Age, a timedelta.

    Returns:
        How many messages were deleted; 0 with another broker.
    """
    url = settings.CELERY_BROKER_URL
    if not url.startswith("sqla+sqlite"):
        return 0
    engine = create_engine(url.removeprefix("sqla+"), connect_args={"timeout": 30})
    before = (timezone.now() - older_than).replace(tzinfo=None)
    try:
        with engine.begin() as connection:
            found = connection.execute(
                text("DELETE FROM kombu_message WHERE visible = 0 AND timestamp < :before"),
                {"before": before},
            )
        return found.rowcount
    except OperationalError:
        return 0
    finally:
        engine.dispose()
