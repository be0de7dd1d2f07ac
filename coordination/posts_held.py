"""What a person may do for which institution today, asked once while a page is read."""

from django.apps import apps
from django.utils import timezone

from coordination.prepared import Prepared
from coordination.request_memory import remembered


def posts_of(user, day=None):
    """Return `(role, institution key)` of the posts a person holds on a day, today by default.

    Args:
        user: Anybody; who is not signed in or no longer active holds none.
        day: The day of the question.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    day = day or timezone.localdate()
    return remembered(("posts", user.pk, day), lambda: POSTS.ask(user.pk, day))


def _posts(person, day):
    posts = apps.get_model("coordination", "InstitutionPost").objects.on_day(day)
    return posts.filter(user=person).order_by().values_list("role", "institution")


POSTS = Prepared(_posts)
