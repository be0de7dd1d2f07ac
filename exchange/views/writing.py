"""Writing a post: the draft, its addressees, its files, and the sending."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import documents
from coordination.refusals import Refused
from exchange import linking, post_templates, posting
from exchange.choices import PostKind
from exchange.forms.audiences import initial_of
from exchange.forms.posts import PostForm
from exchange.models import Post
from exchange.views.audiences import reach_context
from exchange.views.found import belonging_only, own_draft
from teams.models import Team


def asked_kind(request):
    """Return the kind that somebody chose to write; an unknown one is an information."""
    wanted = request.GET.get("kind", "")
    return wanted if wanted in PostKind.values else PostKind.INFORMATION


def first_words(request):
    """Return what a new post begins with: the template of its kind, and one's only team."""
    kind = asked_kind(request)
    initial = {"kind": kind, "text": post_templates.text_of(kind)}
    own = list(Team.objects.visible_to(request.user).active().values_list("pk", flat=True)[:2])
    if len(own) == 1:
        initial["teams"] = own
    return initial


def words_of(post, user):
    """Return what the form shows of a draft."""
    names = [*posting.FACTS]
    shown = linking.shown_to(user, post.links.all())
    links = "\n".join(address for _title, address in shown)
    return (
        {name: getattr(post, name) for name in names} | initial_of(post.audience) | {"links": links}
    )


@belonging_only
@require_http_methods(["GET", "POST"])
def post_add(request):
    """A new post, in under a minute: its words, its addressees, one button."""
    if request.method == "POST":
        return written(request, None)
    return shown(request, PostForm(user=request.user, initial=first_words(request)), None)


@belonging_only
@require_http_methods(["GET", "POST"])
def post_edit(request, pk):
    """A draft that is written further."""
    post = own_draft(request, pk)
    if request.method == "POST":
        return written(request, post)
    initial = words_of(post, request.user)
    return shown(request, PostForm(user=request.user, initial=initial), post)


def written(request, post):
    """Keep what was typed; send it, or show whom it reaches, as the pressed button says."""
    form = PostForm(request.POST, request.FILES, user=request.user)
    wanted = request.POST.get("act", "save")
    valid = form.is_valid()
    if not valid or wanted == "reach":
        return shown(request, form, post)
    post = posting.save_draft(
        form.choice(),
        facts=form.facts(),
        source=form.cleaned_data["source"],
        by=request.user,
        post=post,
        links=form.cleaned_data["links"],
    )
    if not attach_all(post, form, request.user):
        return shown(request, form, post)
    if wanted != "send":
        messages.success(request, _("The draft is kept. Nobody but you sees it."))
        return redirect("exchange:post-edit", post.pk)
    try:
        posting.send(post, by=request.user)
    except Refused as refusal:
        form.add_error("label", str(refusal))
        return shown(request, form, post)
    messages.success(request, _("It is sent. Below you see who has read it."))
    return redirect(post)


def attach_all(post, form, user):
    """Keep the files that are in order; say what is wrong with the others beside the field."""
    for uploaded in form.cleaned_data["documents"]:
        try:
            posting.attach(post, uploaded, by=user)
        except ValidationError as error:
            form.add_error("documents", error)
    return not form.errors


def shown(request, form, post):
    kinds = [(kind, kind.label) for kind in PostKind]
    context = {
        "form": form,
        "post": post,
        "files": post.files.select_related("document") if post else [],
        "kinds": kinds,
        "kind": asked_kind(request),
        **reach_context(form),
    }
    return render(request, "exchange/post_form.html", context)


@belonging_only
@require_POST
def draft_file_remove(request, pk, file):
    post = own_draft(request, pk)
    posting.detach(post, get_object_or_404(post.files, pk=file))
    messages.success(request, _("The file is taken off the draft."))
    return redirect("exchange:post-edit", post.pk)


@belonging_only
@require_safe
def draft_file(request, pk, file):
    """A file of one's own draft, to look at before it is sent."""
    post = own_draft(request, pk)
    found = get_object_or_404(post.files.select_related("document"), pk=file)
    return documents.download(found.document.versions.order_by("-number").first())


@belonging_only
@require_http_methods(["GET", "POST"])
def draft_discard(request, pk):
    """Throw a draft away; nobody has seen it."""
    post = own_draft(request, pk)
    if request.method == "POST":
        posting.discard(post, by=request.user)
        messages.success(request, _("The draft is thrown away."))
        return redirect("exchange:draft-list")
    return render(request, "exchange/draft_discard.html", {"post": post})


@belonging_only
@require_safe
def draft_list(request):
    drafts = Post.objects.drafts_of(request.user).with_source().order_by("-created_at")
    return render(request, "exchange/draft_list.html", {"drafts": drafts[:100]})
