"""A real SMTP server on this machine whose mood a test sets."""

import asyncio
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Mood:
    """Keeps what it takes; `answers` maps a recipient to what the server says to RCPT.

    `after_text` is what it says when the whole letter has arrived; "drop" closes the line without
    a word, "hang" never answers. Both have taken the letter.
    """

    def __init__(self):
        self.taken = []
        self.answers = {}
        self.after_text = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if not self.after_text.startswith(("4", "5")):
            self.taken.append((list(envelope.rcpt_tos), message_from_bytes(envelope.content)))
        if self.after_text == "drop":
            server.transport.abort()
        elif self.after_text == "hang":
            await asyncio.sleep(30)
        return self.after_text

    @property
    def recipients(self):
        return [recipient for recipients, _message in self.taken for recipient in recipients]


class LocalController(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="mail.example.org", enable_SMTPUTF8=True)

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def start():
    """Start a server on a free port and return its controller; `handler` is its mood."""
    controller = LocalController(Mood(), hostname="127.0.0.1", port=0)
    controller.start()
    return controller
