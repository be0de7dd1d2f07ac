"""Sentences of the sign-in library that the desk says in its own Polish words.

They are named here so that `collect_messages` keeps them in our catalogue, which goes before the
library's: its Polish speaks to men only, and calls the second factor by other names than we do.
"""

from django.utils.translation import gettext_noop

REPHRASED = [
    gettext_noop("Sign In"),
    gettext_noop("Forgot your password?"),
    gettext_noop("Two-Factor Authentication"),
    gettext_noop(
        "Forgotten your password? Enter your email address below, and we'll send you an email "
        "allowing you to reset it."
    ),
    gettext_noop(
        "We have sent you an email. If you have not received it please check your spam folder. "
        "Otherwise contact us if you do not receive it in a few minutes."
    ),
    gettext_noop("This mail can be safely ignored if you did not initiate this action."),
    gettext_noop(
        "You're receiving this email because you or someone else has requested a password reset "
        "for your user account.\n"
        "It can be safely ignored if you did not request a password reset. Click the link below "
        "to reset your password."
    ),
    gettext_noop("Please contact us if you have any trouble resetting your password."),
    gettext_noop("Recovery Codes"),
    gettext_noop("Security Keys"),
    gettext_noop("Authenticator App"),
]
