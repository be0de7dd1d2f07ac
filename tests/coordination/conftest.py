"""What tests of the ground floor may ask for."""

import pytest

from tests.coordination import mail_server


@pytest.fixture
def smtp(settings):
    """A real SMTP server that the desk sends to; yields its mood."""
    controller = mail_server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 1
    yield controller.handler
    controller.stop()
