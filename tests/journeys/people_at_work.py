"""What people do in the browser, in their words."""

import re

from axe_playwright_python.sync_playwright import Axe

from coordination.demo_accounts import PASSWORD

axe = Axe()

# Milliseconds in which a click has begun to lead somewhere, if it does.
SETTLING = 50
NEW_PAGE = "() => !window.isPageBefore && document.readyState === 'complete'"


class Person:
    """Somebody in front of a browser window.

    Args:
        page: A window of his own.
        email: Whom he signs in as; None for somebody with a link only.
    """

    def __init__(self, page, email=None):
        self.page = page
        self.email = email
        if email:
            self.page.goto("/accounts/login/")
            self.page.fill("#id_login", email)
            self.page.fill("#id_password", PASSWORD)
            self.page.click("form.panel button.btn-primary")
            self.page.wait_for_url("**/waiting/")

    def opens(self, address):
        self.page.goto(address)
        return self

    def presses(self, words):
        """Press a button or follow a link that people see under these words."""
        button = self.page.get_by_role("button", name=words, exact=True)
        link = self.page.get_by_role("link", name=words, exact=True)
        button.or_(link).first.wait_for()
        return self.clicks((button if button.count() else link).first)

    def clicks(self, target):
        """Click, and if that leads to another page, wait until that page stands ready.

        A click of the browser's own ends before the page it leads to has come; what is done next
        would be done to the page before it.
        """
        asked = []

        def note(request):
            asked.append(request)

        self.page.evaluate("window.isPageBefore = true")
        self.page.on("request", note)
        try:
            target.click()
            self.page.wait_for_timeout(SETTLING)
        finally:
            self.page.remove_listener("request", note)
        if any(map(self.leads_away, asked)):
            self.page.wait_for_function(NEW_PAGE)
        return self

    def leads_away(self, request):
        """Whether a request brings another page into this window, and no file or part of a page."""
        if not request.is_navigation_request() or request.frame != self.page.main_frame:
            return False
        answer = request.response()
        return not answer or "attachment" not in answer.headers.get("content-disposition", "")

    def fills(self, **fields):
        for name, value in fields.items():
            field = self.page.locator(f"[name={name}]").first
            if field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def chooses(self, label):
        self.page.get_by_label(label, exact=True).first.check()
        return self

    def sees(self, words):
        self.page.get_by_text(re.compile(re.escape(words))).first.wait_for()
        return self

    def text(self):
        return self.page.locator("main").inner_text()

    def address(self):
        return self.page.url

    def has_no_barriers(self):
        """Let axe look at the page as it is now (quality A1)."""
        found = axe.run(
            self.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
        )
        broken = [
            f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for one in found.response["violations"]
            for node in one["nodes"]
        ]
        assert broken == [], f"{self.page.url}: {broken}"
        return self
