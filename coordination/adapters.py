"""How allauth behaves here: nobody signs up uninvited, and its letters are rows like all others."""

import uuid

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from coordination import outbox
from coordination.models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Queue a letter of allauth; a mail server that is away breaks no page (design §4.5)."""
        message = self.render_mail(template_prefix, email, context)
        pages = [body for body, kind in getattr(message, "alternatives", []) if kind == "text/html"]
        letter = outbox.Letter(
            key=f"{template_prefix}:{uuid.uuid4().hex}",
            recipient=email,
            subject=message.subject[:250],
            text=message.body,
            html="".join(pages[:1]),
        )
        outbox.send_once(letter)


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Sign-in by the institution's provider: only for people who are known already."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Connect a proven address of a known, active person; others find the door closed."""
        if sociallogin.is_existing:
            return
        proven = [one.email.lower() for one in sociallogin.email_addresses if one.verified]
        user = User.objects.active().filter(email__in=proven).first()
        if user is not None:
            sociallogin.connect(request, user)


def display_name(user):
    return str(user)
