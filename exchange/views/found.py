"""Finding what a request is about: unknown and forbidden both answer 404."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from exchange import permissions
from exchange.models import Post


def belonging_only(view):
    """Answer 404 to signed-in people who belong to no team and no institution."""

    @wraps(view)
    @login_required
    def guarded(request, *args, **kwargs):
        if not permissions.has_any_role(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def visible_post(request, pk, may=None):
    """Return a sent post that reaches this person, with its source loaded.

    Args:
        request: The request of a signed-in person.
        pk: Key of the post.
        may: A predicate `(user, post)` that must hold too.

    Raises:
        Http404: It does not exist or does not reach him.
        PermissionDenied: He may read it but not do this.
    """
    post = get_object_or_404(Post.objects.visible_to(request.user).with_source(), pk=pk)
    if may is not None and not may(request.user, post):
        raise PermissionDenied
    return post


def own_draft(request, pk):
    return get_object_or_404(Post.objects.drafts_of(request.user).with_source(), pk=pk)
