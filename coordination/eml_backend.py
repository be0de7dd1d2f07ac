"""Mail without a mail server: each letter becomes a file that any mail program opens."""

import uuid

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class EmailBackend(BaseEmailBackend):
    """Writes letters to `DATA_DIR/mail`, whole or not at all."""

    def send_messages(self, email_messages):
        folder = settings.MAIL_DIR
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            stamp = timezone.now().strftime("%Y%m%d-%H%M%S-%f")
            path = folder / f"{stamp}-{uuid.uuid4().hex[:8]}.eml"
            part = path.with_suffix(".part")
            octets = message.message().as_bytes()
            part.write_bytes(octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
            part.rename(path)
        return len(email_messages)
