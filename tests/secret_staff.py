"""What the staff do on the long afternoon, with a canary in everything that they type."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from canaries import Canaries
from secret_wires import Send
from served import Answer
from town import Person, Town, hidden

from huskurage.store.engine import Database

STAFF = "127.0.0.78"  # where they sit: nobody may know


@dataclass
class Staff:
    """Asta and Adam. Afterwards: the receipt codes, the staff's cookies, and every cookie that was ever set."""

    send: Send
    wait: Callable[[float], None]
    second_factor: Callable[[Person], str]
    town: Town
    database: Database
    sing: Canaries = field(default_factory=Canaries)
    codes: list[str] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)
    every_cookie: list[str] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)

    def fields(self, name: str) -> dict[str, str]:
        """A filled-in form with a canary in everything that can be typed."""
        typed = {one: self.sing(f"{name}{one.replace('_', '')}") for one in ("typed_house", "floor", "text")}
        return typed | {"about": "neighbour", "children": "yes", "stated_house": "other", "heard_by": "few"}

    def receipt(self, answer: Answer) -> None:
        code = "".join(re.findall(r"<span>(\d{4})</span>", answer.page))
        assert len(code) == 20
        self.codes += [code] if code not in self.codes else []

    def staff(self, path: str, at: str = "/staff/sign-in", **form: str) -> Answer:
        """A request of Asta's, as her browser sends it: with cookies, and with the token of the page before."""
        told = {"User-Agent": self.sing("staffagent"), "Referer": self.sing("staffreferer")}
        posts = bool(form) or path.endswith("/read")
        if posts:
            form["csrf_token"] = hidden(self.staff(at).page, "csrf_token")
        told["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.send(path, headers=told, source=STAFF, **{"form": form} if posts else {})
        self.cookies |= answer.cookies
        self.every_cookie += answer.cookies.values()
        return answer

    def sign_in(self) -> None:
        """First badly, then well."""
        form = {"login": self.sing("login"), "passphrase": self.sing("passphrase"), "code": self.sing("factor")}
        assert self.staff("/staff/sign-in", **form).status == 422
        asta = self.town.asta
        form = {"login": asta.name, "passphrase": asta.passphrase, "code": self.second_factor(asta)}
        assert self.staff("/staff/sign-in", **form).status == 303

    def read_what_does_not_work(self) -> None:
        """Adam opens what was told, and deletes one of the two."""
        adam, where = self.town.adam, "/staff/feedback/"
        form = {"login": adam.name, "passphrase": adam.passphrase, "code": self.second_factor(adam)}
        assert self.staff("/staff/sign-in", **form).status == 303
        page = self.staff(where).page
        assert page.count(self.sing.stem) >= 2
        number = re.findall(r"/staff/feedback/([0-9a-f]{32})/dealt-with", page)[0]
        assert self.staff(f"{where}{number}/dealt-with", at=where, sure="1").status == 303
        self.cookies = {}

    def work(self) -> None:
        """Asta reads, notes, asks, and closes one."""
        reports = re.findall(r"/staff/reports/[0-9a-f]{32}", self.staff("/staff/inbox/").page)
        said = [(one, self.staff(f"{one}/read", at=one).page) for one in dict.fromkeys(reports)]
        assert len(said) == 3
        for one, page in said:
            assert self.sing.stem in page
            assert self.staff(f"{one}/note", at=one, text=self.sing("note")).status == 303
            assert self.staff(f"{one}/note", at=one, text=self.sing("longnote") * 400).status == 422
            assert self.staff(f"{one}/propose", at=one, text=self.sing("proposal")).status == 303
            assert self.sing.stem in self.staff(f"{one}/ask", at=one, text=self.sing("preview"), preview="1").page
            assert self.staff(f"{one}/ask", at=one, text=self.sing("question")).status == 303
            assessed = self.staff(f"{one}/assess", at=one, decision="made", text=self.sing("assessment"))
            assert assessed.status == 303
        numbers = [one.rpartition("/")[2] for one, _ in said]
        assert self.staff(f"{said[0][0]}/link", at=said[0][0], kind="same", other=numbers[1]).status == 303
        self.write_down_a_call()
        assert self.staff(f"{said[0][0]}/close", at=said[0][0], reason=self.sing("reason")).status == 422
        self.staff(f"/staff/houses/?search={self.sing('search')}")

    def write_down_a_call(self) -> None:
        at, typed = "/staff/intake/", {"channel": "phone", "language": "sv", **self.fields("call")}
        typed["ticket"] = hidden(self.staff(at).page, "ticket")
        self.receipt(self.staff(at, at=at, **typed))
        self.staff(at, at=at, **typed | {"ticket": self.sing("badticket"), "tag": self.sing("tag")})

    def pass_on(self) -> None:
        """Asta hands one over, takes the documents out, makes a copy of it, and holds it back from purging."""
        listed = re.findall(r"/staff/reports/[0-9a-f]{32}", self.staff("/staff/inbox/").page)
        one = next(path for path in listed if self.staff(f"{path}/hand-over").status == 200)  # she has read that one
        receiver = {"kind": "police", "name": "Polisen", "reached_by": "114 14"}
        assert self.staff("/staff/receivers/", at="/staff/receivers/", **receiver).status == 303
        choice = self.staff(f"{one}/hand-over").page
        form = {name: re.findall(f'name="{name}" value="([^"]+)"', choice)[-1] for name in ("receiver", "way", "part")}
        form |= {"day": "2020-01-01", "reference": self.sing("reference"), "registry_number": self.sing("registry")}
        assert self.staff(f"{one}/hand-over", at=one, **form).status == 303
        place = re.findall(rf"{one}/hand-over/[0-9a-f]{{32}}", self.staff(f"{one}/hand-over").page)[0]
        assert self.sing.stem in self.staff(f"{place}.json", at=place, take="1").page
        assert self.staff(f"{place}.pdf", at=place, take="1").body.startswith(b"%PDF-")
        self.copy(one)
        assert self.staff(f"{one}/registry", at=one, reason=self.sing("why") * 40).status == 422
        assert self.staff(f"{one}/hold", at=one, why=self.sing("held")).status == 303

    def copy(self, one: str) -> None:
        """A redacted copy of the first entry, first with a text of another's."""
        entry = re.findall('name="entry" value="([^"]+)"', self.staff(f"{one}/copy").page)[0]
        page = self.staff(f"{one}/copy", at=one, entry=entry).page
        marked = {f"text-{entry}": re.findall(r"<textarea[^>]*>\n([^<]*)</textarea>", page)[0]}
        assert self.sing.stem in marked[f"text-{entry}"]
        assert self.staff(f"{one}/copy/preview", at=one, **{f"text-{entry}": self.sing("marked")}).status == 422
        assert self.staff(f"{one}/copy/file", at=one, **marked).body.startswith(b"%PDF-")
