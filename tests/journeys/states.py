"""Every page in every state, and how one gets there: the table that the tests of looks and access walk through."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from journeys.lived import Lived
from journeys.meanwhile import away, damage_closed, database_lost, give_up_letter, neighbouring_campaign
from journeys.serving import Server
from journeys.walking import come_back, open_form, tell
from journeys.words import say
from playwright.sync_api import Page, Route, expect
from publicpages import PAGES, UNKNOWN

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
    """A page that one simply opens; {l} is the language, {t} the house's tag, {a} one that many houses share."""
    return lambda walk: walk.goto(path.format(l=walk.language, t=walk.server.tag, a=walk.server.shared_tag))


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


def own_error(walk: Walk) -> None:
    """The form for the one exposed, sent empty."""
    walk.goto(f"/{walk.language}/{walk.server.tag}/me/write")
    walk.press("Send")


def kept_by_an_error(walk: Walk) -> None:
    """The database is not there when a form is sent: the page carries what was typed."""
    with database_lost(walk.server):
        posted("/{l}/write", 60, 503)(walk)
    expect(walk.page.get_by_text("x" * 60)).to_be_visible()


def leave_hop(walk: Walk) -> None:
    """The page between, held before it goes on."""

    def hold(route: Route) -> None:
        route.fulfill(status=204)

    walk.page.route("**/leave/away", hold)
    walk.goto("/leave")


def no_poster(street: str, number: str) -> State:
    """The page that says that no poster hangs somewhere, after Send."""

    def go(walk: Walk) -> None:
        walk.goto(f"/{walk.language}/no-poster")
        walk.page.locator("#street").fill(street)
        walk.page.locator("#number").fill(number)
        walk.press("Send")

    return go


def telling(text: str) -> State:
    """The page that tells what does not work, after Send."""

    def go(walk: Walk) -> None:
        walk.goto(f"/{walk.language}/accessibility/tell")
        walk.page.locator("#text").fill(text)
        walk.press("Send")

    return go


PUBLIC: dict[str, State] = {
    **{f"page{path}": at("/{l}/{t}" + path) for path in PAGES},
    "landing-area": at("/{l}/{a}"),
    "now-area": at("/{l}/{a}/now"),
    "write-area": at("/{l}/{a}/write"),
    "landing-unknown": at(f"/{{l}}/{UNKNOWN}"),
    "landing": at("/{l}/"),
    "now": at("/{l}/now"),
    "tell-no-house": at("/{l}/accessibility/tell"),
    "tell-error": telling(""),
    "tell-said": telling("Knappen går inte att trycka på"),
    "write-no-house": at("/{l}/write"),
    "write-error": write_with(""),
    "write-giveaway": write_with("Ring 070-174 06 05"),
    "call-first": write_with("Skrik nu", now=True),
    "write-own-error": own_error,
    "receipt": write_with("Skrik varje kväll"),
    "code-error": code_wrong,
    "visit": visit,
    "withdrawn": withdrawn,
    "404": at("/{l}/nothing-here"),
    "405": posted("/{l}/about", 1, 405),
    "413": posted("/{l}/write", 400_000, 413),
    "503": kept_by_an_error,
    "leave": leave_hop,
    "no-poster-no-house": at("/{l}/no-poster"),
    "no-poster-error": no_poster("", ""),
    "no-poster-said": no_poster("Kyrkogatan", "4"),
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
    walk.press("Print the ticked ones")


def order_refused(walk: Walk) -> None:
    """The houses changed between looking and ordering."""
    walk.goto("/staff/prints/new?all=1")
    walk.page.evaluate("document.querySelector('[name=count]').value = '1'")
    with walk.page.expect_navigation():
        walk.page.locator("#order button[value=print]").click()


def text_error(walk: Walk) -> None:
    walk.goto("/staff/texts/contact/sv")
    walk.page.locator("#words").fill("Ring 08-465 004 00")
    walk.press("Save")


def letters_in_trouble(walk: Walk) -> None:
    give_up_letter(walk.server)
    walk.goto("/staff/letters/")


def inbox_in_trouble(walk: Walk) -> None:
    give_up_letter(walk.server)
    walk.goto("/staff/inbox/")


def letter_tested(walk: Walk) -> None:
    walk.goto("/staff/letters/")
    walk.press("Send a test letter")


def calendar_made(walk: Walk) -> None:
    walk.goto("/staff/calendar/")
    for label in ("Make a calendar address", "Make a new address; the old one stops"):
        if walk.page.get_by_role("button", name=walk.say(label), exact=True).count():
            walk.press(label)
            return


def duty_error(walk: Walk) -> None:
    walk.goto("/staff/duty/1")
    walk.page.locator("input[name=bands-0-opens]").fill("")
    walk.press("Save")


def absence_error(walk: Walk) -> None:
    walk.goto("/staff/absences/")
    walk.press("Save")


def inbox_open(walk: Walk) -> None:
    walk.goto("/staff/openings/1")
    for summary in walk.page.locator("summary").all():
        summary.click()


def new_inbox_error(walk: Walk) -> None:
    walk.goto("/staff/openings/new")
    walk.press("Make the inbox")


def kit_made(walk: Walk) -> None:
    """Made for an inbox of its own, so that the demo's kit stays."""
    walk.goto("/staff/openings/new")
    walk.page.locator("#name").fill(secrets.token_hex(4))
    walk.page.locator("input[name=receives][value=adults]").check()
    walk.press("Make the inbox")
    walk.press("Make the code")


def kit_papers_error(walk: Walk) -> None:
    kit_made(walk)
    walk.press("I hold both papers in my hand")
    walk.press("Compare")


def kit_test_error(walk: Walk) -> None:
    walk.goto("/staff/openings/1/kit/test")
    walk.press("Test-open")


def job(state: str) -> State:
    return lambda walk: walk.goto(walk.lived.jobs[state])


def hand_over(*then: str) -> State:
    """The hand-over form of a report, and the buttons pressed on it."""

    def go(walk: Walk) -> None:
        walk.goto(f"{walk.lived.report}/hand-over")
        for button in then:
            walk.press(button)

    return go


def log_opened(query: str = "") -> State:
    """The log after its button; a page that was opened already has none."""

    def go(walk: Walk) -> None:
        walk.goto("/staff/log/")
        if walk.page.get_by_role("button", name=walk.say("Open the log"), exact=True).count():
            walk.press("Open the log")
        if query:
            walk.goto(f"/staff/log/?{query}")

    return go


def handed_over(walk: Walk) -> None:
    walk.goto(f"{walk.lived.report}/hand-over")
    walk.page.locator("input[name=receiver]").first.check()
    walk.page.locator("input[name=way]").first.check()
    walk.press("Note the hand-over")
    expect(walk.page.get_by_role("button", name=walk.say("PDF for people"))).to_be_visible()


def registry(walk: Walk) -> None:
    handed_over(walk)
    walk.goto(f"{walk.lived.report}/registry")


def copy(*then: str) -> State:
    """A redacted copy of a report, and the buttons pressed on the way."""

    def go(walk: Walk) -> None:
        walk.goto(f"{walk.lived.report}/copy")
        for button in then:
            walk.press(button)

    return go


def copy_shut(walk: Walk) -> None:
    walk.goto(f"{damage_closed(walk.server)}/copy")


def part_refused(walk: Walk) -> None:
    with away(walk.server, "Asta"):
        walk.goto("/staff/leaving/2")
        walk.page.locator("select[name^=deputy]").select_option(label="Asta")
        walk.press("Give to those chosen")


def passphrase_error(walk: Walk) -> None:
    walk.goto("/staff/account/passphrase")
    walk.press("Change the passphrase")


def recovery_codes(walk: Walk) -> None:
    walk.goto("/staff/account/")
    walk.press("Make ten new ones")


def invite_error(walk: Walk) -> None:
    walk.goto("/staff/people/invite")
    walk.press("Make the link")


def link(walk: Walk) -> None:
    """A link for somebody who is invited again and again: the one before is dead then."""
    walk.goto("/staff/people/invite")
    walk.page.locator("#name").fill("Karin")
    walk.page.locator("#email").fill("karin@lindbacka.example")
    walk.page.locator("input[name=role][value=coordinator]").check()
    walk.press("Make the link")


def join_door(walk: Walk) -> None:
    walk.goto(walk.lived.link)


def join(walk: Walk) -> None:
    walk.goto(walk.lived.link)
    walk.press("Begin")


def join_error(walk: Walk) -> None:
    join(walk)
    walk.press("Go on")


def round_error(walk: Walk) -> None:
    walk.goto("/staff/rounds/list?area=1")
    walk.press("Save the ticks")


def round_saved(walk: Walk) -> None:
    walk.goto("/staff/rounds/list?area=1")
    walk.page.locator("input[name=letters]").last.check()
    walk.press("Save the ticks")


def round_undo(walk: Walk) -> None:
    walk.goto("/staff/rounds/list?page=1")
    for summary in walk.page.locator("summary").all():
        summary.click()


def plan_error(walk: Walk) -> None:
    walk.goto("/staff/plan/")
    walk.page.locator("form[novalidate] #what").fill("070-174 06 05")
    walk.press("Add to the plan")


def activity(*then: str) -> State:
    """The first activity that is not done, and the buttons pressed on its page."""

    def go(walk: Walk) -> None:
        walk.goto("/staff/plan/")
        walk.page.locator("table.activities a").first.click()
        walk.page.wait_for_load_state()
        for button in then:
            walk.press(button)

    return go


LIST = (
    "Gata;Nr;Uppgång;Postnummer;Ort;Lägenheter;Hyresgäst\nKyrkogatan;4;;777 30;Lindbacka;{dwellings};Anna Exempel\n"
    "Nygatan;1;A;777 30;Lindbacka;9;\nNygatan;tolv;A;777 30;Lindbacka;9;\nNygatan;1;a;77730;Lindbacka;8;\n"
)


def list_read(*then: str, file: str = LIST, path: str = "") -> State:
    """The import after a file was chosen, and the buttons pressed since."""

    def go(walk: Walk) -> None:
        walk.goto("/staff/houses/import/")
        content = file.replace("{dwellings}", str(secrets.randbelow(900) + 20)).encode()
        walk.page.locator("#list").set_input_files({"name": "hus.csv", "mimeType": "text/csv", "buffer": content})
        walk.press("Read the file")
        for button in then:
            if button == "Confirm":
                with walk.page.expect_navigation():
                    walk.page.locator("main form .button").click()
            else:
                walk.press(button)
        if path:
            walk.goto(path)

    return go


def logo_error(walk: Walk) -> None:
    walk.goto("/staff/logo/")
    walk.page.locator("#logo").set_input_files({"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    walk.press("Use this logo")


def columns_error(walk: Walk) -> None:
    list_read()(walk)
    walk.page.locator("#street").select_option("")
    walk.press("Go on")


def stairwell_error(walk: Walk) -> None:
    walk.goto("/staff/houses/2")
    walk.page.locator("#number").fill("tolv")
    walk.press("Save")


def stairwell_open(walk: Walk) -> None:
    """A retired stairwell with everything on its page unfolded."""
    walk.goto("/staff/houses/3")
    if walk.page.get_by_role("button", name=walk.say("Retire the stairwell"), exact=True).count():
        walk.press("Retire the stairwell")
    for summary in walk.page.locator("summary").all():
        summary.click()


def feedback_open(walk: Walk) -> None:
    """What was told, with what machines sent unfolded."""
    walk.goto("/staff/feedback/")
    walk.page.locator("summary").click()


def campaign_error(walk: Walk) -> None:
    walk.goto("/staff/campaigns/new")
    walk.page.locator("#first").fill("2020-01-01")
    walk.press("Make it")


def campaign_of_others(walk: Walk) -> None:
    with neighbouring_campaign(walk.server) as number:
        walk.goto(f"/staff/campaigns/{number}")


def event_error(walk: Walk) -> None:
    """Everything that can be wrong about an event, at once."""
    walk.goto("/staff/events/new")
    walk.page.locator("#day").fill("2020-01-01")
    walk.page.locator("#booking").fill("http://lindbacka.example")
    walk.press("Add it")


def called_off(walk: Walk) -> None:
    """An event that does not happen, with what can be done about it unfolded."""
    walk.goto("/staff/events/2")
    if walk.page.get_by_role("button", name=walk.say("Call it off"), exact=True).count():
        walk.press("Call it off")
    walk.page.locator("summary").last.click()


def words_error(walk: Walk) -> None:
    walk.goto("/staff/events/1/in/en")
    walk.page.locator("#title").fill("Call 08-465 004 50")
    walk.press("Save")


STAFF: dict[str, tuple[str, State]] = {
    "400": ("", posted("/staff/sign-in", 1, 400)),
    "sign-in": ("", at("/staff/sign-in")),
    "sign-in-error": ("", sign_in_error),
    "inbox": ("Asta", at("/staff/inbox/")),
    "inbox-red": ("Asta", inbox_in_trouble),
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
    "start": ("Bo", at("/staff/start/")),
    "houses-all": ("Bo", at("/staff/houses/?chosen=1-3,120")),
    "houses-none": ("Bo", at("/staff/houses/?search=Nowhere")),
    "order-error": ("Bo", order_error),
    "print-page": ("Bo", at("/staff/prints/new?all=1")),
    "print-page-one": ("Bo", at("/staff/prints/new?chosen=1&asked=1")),
    "print-page-nothing": ("Bo", at("/staff/prints/new")),
    "print-page-impossible": ("Bo", at("/staff/prints/new?all=1&asked=1&form=a9")),
    "order-refused": ("Bo", order_refused),
    "job-waiting": ("Bo", job("waiting")),
    "job-running": ("Bo", job("drawing")),
    "job-checking": ("Bo", job("checking")),
    "job-cancelled": ("Bo", job("cancelled")),
    "job-deleted": ("Bo", job("deleted")),
    "job-done": ("Bo", job("done")),
    "job-failed": ("Bo", job("failed")),
    "jobs": ("Bo", at("/staff/prints/")),
    "plan-fresh": ("Cleo", at("/staff/plan/")),
    "plan": ("Bo", at("/staff/plan/")),
    "plan-error": ("Bo", plan_error),
    "activity": ("Bo", activity()),
    "activity-error": ("Bo", activity("Mark as done")),
    "activity-done": ("Bo", at("/staff/plan/1")),
    "logo": ("Bo", at("/staff/logo/")),
    "logo-none": ("Cleo", at("/staff/logo/")),
    "logo-error": ("Bo", logo_error),
    "materials": ("Bo", at("/staff/materials/")),
    "account": ("Asta", at("/staff/account/")),
    "passphrase-error": ("Bo", passphrase_error),
    "app": ("Asta", at("/staff/account/app")),
    "passkey": ("Asta", at("/staff/account/passkeys")),
    "recovery-codes": ("Bo", recovery_codes),
    "people": ("Adam", at("/staff/people/")),
    "person": ("Adam", at("/staff/people/1")),
    "invite": ("Adam", at("/staff/people/invite")),
    "invite-error": ("Adam", invite_error),
    "link": ("Adam", link),
    "join-door": ("", join_door),
    "join": ("", join),
    "join-error": ("", join_error),
    "join-dead": ("", at("/staff/join/nothing/")),
    "log": ("Asta", log_opened()),
    "log-none": ("Asta", log_opened("last=2020-01-01")),
    "log-error": ("Asta", log_opened("last=yesterday")),
    "log-shut": ("Adam", at("/staff/log/")),
    "openings": ("Adam", at("/staff/openings/")),
    "texts": ("Adam", at("/staff/texts/")),
    "text": ("Adam", at("/staff/texts/about_more/sv")),
    "text-stale": ("Adam", at("/staff/texts/about_more/ar")),
    "text-error": ("Adam", text_error),
    "letters": ("Asta", letters_in_trouble),
    "letters-tested": ("Adam", letter_tested),
    "calendar": ("Asta", at("/staff/calendar/")),
    "calendar-made": ("Asta", calendar_made),
    "openings-inbox": ("Asta", inbox_open),
    "openings-new": ("Asta", at("/staff/openings/new")),
    "openings-new-error": ("Asta", new_inbox_error),
    "openings-take-away": ("Asta", at("/staff/openings/1/people/2")),
    "kit": ("Asta", at("/staff/openings/1/kit")),
    "kit-printed": ("Asta", kit_made),
    "kit-papers-error": ("Asta", kit_papers_error),
    "kit-test-error": ("Asta", kit_test_error),
    "kit-live": ("Asta", at("/staff/openings/1/kit/live")),
    "leaving": ("Adam", at("/staff/leaving/")),
    "leaving-person": ("Adam", at("/staff/leaving/2")),
    "leaving-refused": ("Adam", part_refused),
    "leaving-ready": ("Adam", at("/staff/leaving/4")),
    "set-up": ("Adam", at("/staff/set-up/")),
    "feedback": ("Adam", feedback_open),
    "feedback-none": ("Asta", at("/staff/feedback/")),
    "duty": ("Adam", at("/staff/duty/")),
    "duty-inbox": ("Adam", at("/staff/duty/1")),
    "duty-error": ("Asta", duty_error),
    "absences": ("Asta", at("/staff/absences/")),
    "absence-error": ("Asta", absence_error),
    "receivers": ("Adam", at("/staff/receivers/")),
    "receiver": ("Adam", at("/staff/receivers/1")),
    "hand-over": ("Asta", hand_over()),
    "hand-over-texts": ("Asta", hand_over("Show the texts")),
    "hand-over-error": ("Asta", hand_over("Note the hand-over")),
    "handed-over": ("Asta", handed_over),
    "registry": ("Asta", registry),
    "copy": ("Asta", copy()),
    "copy-marks": ("Asta", copy("Show the texts and cover")),
    "copy-preview": ("Asta", copy("Show the texts and cover", "Look at the copy")),
    "copy-shut": ("Asta", copy_shut),
    "campaigns": ("Adam", at("/staff/campaigns/")),
    "campaign": ("Adam", at("/staff/campaigns/1")),
    "campaign-new": ("Adam", at("/staff/campaigns/new")),
    "campaign-error": ("Adam", campaign_error),
    "campaign-other": ("Adam", campaign_of_others),
    "event": ("Adam", at("/staff/events/1")),
    "event-new": ("Adam", at("/staff/events/new?campaign=1")),
    "event-error": ("Adam", event_error),
    "event-called-off": ("Adam", called_off),
    "event-words": ("Adam", at("/staff/events/1/in/en")),
    "event-words-error": ("Adam", words_error),
    "purge": ("Asta", at("/staff/purge/")),
    "purge-rule": ("Adam", at("/staff/purge/rule")),
    "purge-protocol": ("Asta", at("/staff/purge/protocol")),
    "rounds": ("Bo", at("/staff/rounds/")),
    "round-list": ("Bo", at("/staff/rounds/list?area=1")),
    "round-list-none": ("Bo", at("/staff/rounds/list?street=Nowhere")),
    "round-error": ("Bo", round_error),
    "round-saved": ("Bo", round_saved),
    "round-undo": ("Bo", round_undo),
    "import": ("Bo", at("/staff/houses/import/")),
    "import-refused": ("Bo", list_read(file="<html>")),
    "import-gone": ("Bo", at(f"/staff/houses/import/{'0' * 32}/")),
    "import-columns": ("Bo", list_read()),
    "import-columns-error": ("Bo", columns_error),
    "import-preview": ("Bo", list_read("Go on")),
    "import-done": ("Bo", list_read("Go on", "Confirm")),
    "import-undone": ("Bo", list_read("Go on", "Confirm", "Undo the import")),
    "stairwell": ("Bo", at("/staff/houses/2")),
    "stairwell-open": ("Bo", stairwell_open),
    "stairwell-error": ("Bo", stairwell_error),
    "stairwell-new": ("Bo", at("/staff/houses/new")),
}
