"""Every page in every state, and how one gets there: the table that the tests of looks and access walk through."""

from collections.abc import Callable
from dataclasses import dataclass

from journeys.lived import Lived
from journeys.serving import Server
from journeys.walking import come_back, open_form, tell
from journeys.words import say
from playwright.sync_api import Page, Route, expect

UNKNOWN = "2222222"
POST = """([path, size]) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = path;
    const field = document.createElement("textarea");
    field.name = "text";
    field.value = "x".repeat(size);
    form.append(field);
    document.body.append(form);
    form.submit();
}"""


@dataclass
class Walk:
    """Somebody with a browser page, the site, and the language they read."""

    page: Page
    server: Server
    lived: Lived
    language: str

    def say(self, english: str) -> str:
        return say(self.language, english)

    def goto(self, path: str) -> None:
        self.page.goto(path)

    def press(self, english: str) -> None:
        """Press what sends a form, and wait for the whole answer."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=self.say(english), exact=True).first.click()


State = Callable[[Walk], None]


def at(path: str) -> State:
    """A page that one simply opens; {l} is the language, {t} the house's tag."""
    return lambda walk: walk.goto(path.format(l=walk.language, t=walk.server.tag))


def write_with(text: str, *, now: bool = False) -> State:
    """The concern form after Send, with this text."""

    def go(walk: Walk) -> None:
        open_form(walk.page, walk.server, walk.language)
        if now:
            walk.page.locator("input[name=happening][value=yes]").check()
        if text:
            tell(walk.page, walk.language, text, children=True)
        walk.press("Send")

    return go


def code_wrong(walk: Walk) -> None:
    come_back(walk.page, walk.server, walk.language, "1234")


def visit(walk: Walk) -> None:
    come_back(walk.page, walk.server, walk.language, walk.lived.asked)
    expect(walk.page.locator("blockquote")).to_be_visible()


def withdrawn(walk: Walk) -> None:
    come_back(walk.page, walk.server, walk.language, walk.lived.spare.pop())
    walk.page.locator("summary").click()
    walk.press("Yes, take it back")
    expect(walk.page.get_by_role("heading", level=1)).to_have_text(walk.say("Your concern is taken back"))


def posted(path: str, size: int, status: int) -> State:
    """The error page that answers a form nobody made."""

    def go(walk: Walk) -> None:
        walk.goto(f"/{walk.language}/about")
        with walk.page.expect_navigation() as answered:
            walk.page.evaluate(POST, [path.format(l=walk.language), size])
        assert answered.value is not None
        assert answered.value.status == status

    return go


def leave_hop(walk: Walk) -> None:
    """The page between, held before it goes on."""

    def hold(route: Route) -> None:
        route.fulfill(status=204)

    walk.page.route("**/leave/away", hold)
    walk.goto("/leave")


PUBLIC: dict[str, State] = {
    "landing-tag": at("/{l}/{t}"),
    "landing-unknown": at(f"/{{l}}/{UNKNOWN}"),
    "landing": at("/{l}/"),
    "now": at("/{l}/now"),
    "now-tag": at("/{l}/{t}/now"),
    "about": at("/{l}/{t}/about"),
    "privacy": at("/{l}/{t}/privacy"),
    "write": at("/{l}/{t}/write"),
    "write-no-house": at("/{l}/write"),
    "write-error": write_with(""),
    "write-giveaway": write_with("Ring 070-174 06 05"),
    "call-first": write_with("Skrik nu", now=True),
    "receipt": write_with("Skrik varje kväll"),
    "code": at("/{l}/{t}/code"),
    "code-error": code_wrong,
    "visit": visit,
    "withdrawn": withdrawn,
    "404": at("/{l}/nothing-here"),
    "405": posted("/{l}/about", 1, 405),
    "413": posted("/{l}/write", 400_000, 413),
    "leave": leave_hop,
}


def sign_in_error(walk: Walk) -> None:
    walk.goto("/staff/sign-in")
    walk.press("Sign in")


def shown(walk: Walk) -> None:
    walk.goto(walk.lived.report)
    walk.press("Show the text")


def form_error(walk: Walk) -> None:
    walk.goto(walk.lived.report)
    walk.page.locator("summary", has_text=walk.say("Write a note")).click()
    walk.press("Save the note")


def ask_preview(walk: Walk) -> None:
    walk.goto(f"{walk.lived.report}/ask")
    walk.page.locator("button[name=use]").first.click()
    walk.page.wait_for_load_state()
    walk.press("See it as the neighbour does")


def link_error(walk: Walk) -> None:
    walk.goto(f"{walk.lived.report}/link")
    walk.press("Link the two")


def intake(text: str) -> State:
    """The form for a caller after sending it with this text."""

    def go(walk: Walk) -> None:
        walk.goto("/staff/intake/")
        walk.page.locator("input[name=channel]").first.check()
        walk.page.locator("textarea[name=text]").fill(text)
        walk.press("Seal it and get the code")

    return go


def order_error(walk: Walk) -> None:
    walk.goto("/staff/houses/?search=Kyrkogatan")
    walk.press("Print the chosen ones")


def job(state: str) -> State:
    return lambda walk: walk.goto(walk.lived.jobs[state])


STAFF: dict[str, tuple[str, State]] = {
    "sign-in": ("", at("/staff/sign-in")),
    "sign-in-error": ("", sign_in_error),
    "inbox": ("Asta", at("/staff/inbox/")),
    "inbox-empty": ("Asta", at("/staff/inbox/?show=overdue")),
    "report-hidden": ("Asta", lambda walk: walk.goto(walk.lived.report)),
    "report-shown": ("Asta", shown),
    "report-form-error": ("Asta", form_error),
    "report-new": ("Asta", lambda walk: walk.goto(walk.lived.unread)),
    "report-aside": ("Asta", lambda walk: walk.goto(walk.lived.aside)),
    "ask": ("Asta", lambda walk: walk.goto(f"{walk.lived.report}/ask")),
    "ask-preview": ("Asta", ask_preview),
    "link-error": ("Asta", link_error),
    "intake": ("Asta", at("/staff/intake/")),
    "intake-error": ("Asta", intake("")),
    "intake-receipt": ("Asta", intake("Skrik varje kväll")),
    "closed": ("Asta", at("/staff/closed/")),
    "quarantine": ("Asta", at("/staff/quarantine/")),
    "not-found": ("Asta", at("/staff/reports/0")),
    "houses": ("Bo", at("/staff/houses/?search=Kyrkogatan")),
    "houses-none": ("Bo", at("/staff/houses/?search=Nowhere")),
    "order-error": ("Bo", order_error),
    "job-running": ("Bo", job("drawing")),
    "job-done": ("Bo", job("done")),
    "job-failed": ("Bo", job("failed")),
    "jobs": ("Bo", at("/staff/prints/")),
    "openings": ("Adam", at("/staff/openings/")),
    "set-up": ("Adam", at("/staff/set-up/")),
}
