"""One long afternoon in the town, with a canary in everything that anybody sends: over a wire, or without one."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from canaries import Canaries
from flask import Flask
from served import Answer, ask
from sqlalchemy import select, text
from town import Person, Town, hidden

from huskurage.core.concern import TEXT_LIMIT
from huskurage.store.engine import Database
from huskurage.store.reports import Entry

NEIGHBOURS, STAFF = "127.0.0.77", "127.0.0.78"  # where they sit: nobody may know
PHONE = "070-174 06 05"  # from the series that PTS keeps free for fiction
Send = Callable[..., Answer]  # (path, *, form, body, headers, source)


def over_the_wire(port: int) -> Send:
    def send(path: str, **request: object) -> Answer:
        return ask(port, path, **request)  # type: ignore[arg-type]  # handed on as it is

    return send


def within(app: Flask) -> Send:
    """The same without a server: straight into the app."""
    client = app.test_client(use_cookies=False)

    def send(
        path: str,
        *,
        form: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        source: str = "127.0.0.1",
    ) -> Answer:
        sent = form if body is None else body
        response = client.open(
            path,
            method="GET" if sent is None else "POST",
            headers=dict(headers or {}),
            environ_overrides={"REMOTE_ADDR": source},
            data=sent,
        )
        return Answer(response.status_code, tuple(response.headers.items()), response.get_data())

    return send


@dataclass
class Story:
    """Who sends what. Afterwards: the receipt codes, the staff's cookies, and every cookie that was ever set."""

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

    @property
    def path(self) -> str:
        return f"/en/{self.town.tags['Kyrkogatan 4 A']}/write"

    def tell(self) -> None:
        """The whole afternoon, in the order it happens."""
        self.look_around()
        tickets = [self.ticket() for _ in range(4)]
        self.wait(3.2)
        self.send_badly(tickets[0])
        self.miss_a_poster(tickets[0])
        self.tell_what_does_not_work(tickets[0])
        self.send_well(tickets)
        self.come_back_lost()
        self.read_what_does_not_work()
        self.sign_in()
        self.work()
        self.answer_back()
        self.pass_on()
        self.send_in_vain(tickets[3])

    def neighbour(self, path: str, **request: object) -> Answer:
        """A neighbour's request: their browser says more than it was asked for."""
        names = (
            "User-Agent",
            "Referer",
            "X-Forwarded-For",
            "X-Real-IP",
            "Forwarded",
            "From",
            "Origin",
            "Authorization",
        )
        told = {name: self.sing(f"header{name.replace('-', '').lower()}") for name in names}
        told |= {
            "Accept-Language": f"en, x-{self.sing('tongue')}",
            "Cookie": f"key={self.sing('cookie')}; form={self.sing('form')}",
        }
        told |= request.pop("headers", {})  # type: ignore[call-overload]  # headers of this one request
        answer = self.send(path, headers=told, source=NEIGHBOURS, **request)
        assert not answer.cookies, "a neighbour was given a cookie"
        return answer

    def post(self, name: str, path: str, status: int, **form: str) -> Answer:
        answer = self.neighbour(path, form=form)
        assert answer.status == status, f"{name}: {answer.status}\n{answer.page.partition('<main')[2]}"
        self.statuses[name] = answer.status
        return answer

    def ticket(self) -> str:
        return hidden(self.neighbour(self.path).page, "ticket")

    def look_around(self) -> None:
        sing = self.sing
        assert self.neighbour(f"/{self.town.tags['Kyrkogatan 4 A']}?from={sing('query')}").status == 200
        assert self.neighbour(f"/sv/{sing('path')}").status == 404
        assert self.neighbour(f"/{sing('method')}", body=sing("body").encode()).status == 404

    def send_badly(self, ticket: str) -> None:
        """Everything that the form refuses or hands back."""
        sing, path, at = self.sing, self.path, {"ticket": ticket}
        typed = self.fields("switched")
        assert typed["text"] in self.post("switch", path, 200, switch="1", **at, **typed).page
        self.post("bad fields", path, 422, ticket=sing("ticket"), happening=sing("bad"), about=sing("worse"), text="")
        self.post("strange ticket", path, 422, **self.fields("strange"), ticket=sing("strangeticket"))
        self.post("too long", path, 422, **at, text=f"{sing('long')} " * (TEXT_LIMIT // 10))
        self.post("too long a line", path, 422, **at, text="x", floor=sing("line") * 20)
        big = self.neighbour(path, body=f"text={sing('huge')}&".encode() + b"x" * 300_000)
        assert big.status == 413
        kind = "multipart/form-data; boundary=edge"
        part = '--edge\r\nContent-Disposition: form-data; name="text"; filename="{}"\r\n\r\n{}\r\n--edge--\r\n'
        body = part.format(sing("filename"), sing("upload")).encode()
        assert self.neighbour(path, body=body, headers={"Content-Type": kind}).status == 422
        broken = f"text=%00%ED%A0%80{sing('surrogate')}&ticket=%FF".encode()
        assert self.neighbour(path, body=broken).status == 422
        self.neighbour(
            path, body=f'{{"text": "{sing("json")}"}}'.encode(), headers={"Content-Type": "application/json"}
        )

    def miss_a_poster(self, ticket: str) -> None:
        """A stairwell in no register, one that is typed wrongly, and one that a machine fills in."""
        house = {one: self.sing(f"gone{one[:1]}") for one in ("street", "number", "entrance", "postcode")}
        self.post("no poster", "/en/no-poster", 200, ticket=ticket, **house)
        self.post("no poster, trap", "/en/no-poster", 200, ticket=ticket, website=self.sing("missingtrap"), **house)
        self.post("no poster, no number", "/en/no-poster", 422, ticket=ticket, street=self.sing("missingstreet"))

    def tell_what_does_not_work(self, ticket: str) -> None:
        """Violence told of in the wrong place, by hand, by a machine, too long, without words, in another language."""
        at, path = {"ticket": ticket}, "/en/accessibility/tell"
        typed = {"text": f"{self.sing('violence')} call {PHONE}", "part": self.sing("part")}
        assert "Thank you" in self.post("feedback", path, 200, **at, **typed).page
        self.post("feedback, trap", path, 200, **at, text=self.sing("fast"), website=self.sing("feedbacktrap"))
        self.post("feedback, too long", path, 422, **at, text=f"{self.sing('longwinded')} " * 300)
        self.post("feedback, no words", path, 422, **at, part=self.sing("partonly"))
        assert typed["part"] in self.post("feedback, switch", path, 200, switch="1", **at, **typed).page

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

    def send_well(self, tickets: list[str]) -> None:
        """A plain concern, one that happens now, one with a telephone number in it, one that a machine fills in."""
        first = self.fields("plain")
        self.receipt(self.post("plain", self.path, 200, ticket=tickets[0], **first))
        self.receipt(self.post("again", self.path, 200, ticket=tickets[0], **first | {"text": self.sing("changed")}))
        now = self.fields("now") | {"happening": "yes", "ticket": tickets[1]}
        assert "NOT sent" in self.post("call first", self.path, 200, **now).page
        self.receipt(self.post("called", self.path, 200, **now, called="1"))
        mine = self.fields("mine") | {"ticket": tickets[2]}
        mine["text"] += f" call me {PHONE}"
        self.post("giveaway", self.path, 422, **mine)
        self.receipt(self.post("kept", self.path, 200, **mine, kept="1"))
        machine = self.fields("machine") | {"website": self.sing("trap"), "ticket": self.ticket()}
        self.receipt(self.post("trap", self.path, 200, **machine))
        assert len(set(self.codes)) == 4

    def come_back_lost(self) -> None:
        self.post("no code", "/en/code", 422, code=self.sing("code"), open="1")
        self.post("no such code", "/en/code", 422, code="0" * 18 + "98", text=self.sing("astray"), say="1")

    def sign_in(self) -> None:
        """First badly, then well."""
        form = {"login": self.sing("login"), "passphrase": self.sing("passphrase"), "code": self.sing("factor")}
        assert self.staff("/staff/sign-in", **form).status == 422
        asta = self.town.asta
        form = {"login": asta.name, "passphrase": asta.passphrase, "code": self.second_factor(asta)}
        assert self.staff("/staff/sign-in", **form).status == 303

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

    def answer_back(self) -> None:
        sing = self.sing
        seen = self.post("visit", "/en/code", 200, code=self.codes[0], open="1")
        assert sing.stem in seen.page, "the question is there to be read"
        self.post("answer", "/en/code", 200, code=self.codes[0], text=sing("answer"), say="1")
        self.post("long answer", "/en/code", 422, code=self.codes[0], text=sing("longanswer") * 400, say="1")
        self.post("addition", "/en/code", 200, code=self.codes[1], text=sing("addition"), say="1")

    def send_in_vain(self, ticket: str) -> None:
        """The site's own faults must not repeat what was said either."""
        typed = self.fields("vain")
        with self.a_table_gone():
            assert typed["text"] in self.post("no disk", self.path, 503, ticket=ticket, **typed).page
            answer = self.neighbour("/en/code", form={"code": self.codes[0], "text": self.sing("nodisk"), "say": "1"})
            assert answer.status in {500, 503}
        with self.tampered_entries():
            self.post("fault", "/en/code", 500, code=self.codes[0], text=self.sing("fault"), say="1")

    @contextmanager
    def a_table_gone(self) -> Iterator[None]:
        self._change("ALTER TABLE content_keys RENAME TO content_keys_away")
        yield
        self._change("ALTER TABLE content_keys_away RENAME TO content_keys")

    @contextmanager
    def tampered_entries(self) -> Iterator[None]:
        """Ciphertexts lie backwards: what somebody who can write in the database might do."""
        with self.database.reads() as session:
            there = list(session.scalars(select(Entry.id)))
        self._turn_ciphertexts(there)
        yield
        self._turn_ciphertexts(there)  # and not what was written meanwhile

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

    def _change(self, statement: str) -> None:
        with self.database.engine.begin() as connection:
            connection.execute(text(statement))

    def _turn_ciphertexts(self, entries: list[str]) -> None:
        with self.database.writes() as session:
            for entry in session.scalars(select(Entry).where(Entry.id.in_(entries))):
                entry.ciphertext = entry.ciphertext[::-1]
            session.commit()
