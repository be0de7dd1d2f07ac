"""How allauth behaves here: nobody signs up without an invitation."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from coordination.models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False


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
