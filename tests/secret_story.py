"""One long afternoon in the town, with a canary in everything that anybody sends: over a wire, or without one."""

from faults import a_table_gone, tampered_entries
from secret_staff import Staff
from served import Answer
from town import hidden

from huskurage.core.concern import TEXT_LIMIT

NEIGHBOURS = "127.0.0.77"  # where they sit: nobody may know
PHONE = "070-174 06 05"  # from the series that PTS keeps free for fiction


class Story(Staff):
    """Who sends what: neighbours, and the staff in between."""

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
        with a_table_gone(self.database):
            assert typed["text"] in self.post("no disk", self.path, 503, ticket=ticket, **typed).page
            answer = self.neighbour("/en/code", form={"code": self.codes[0], "text": self.sing("nodisk"), "say": "1"})
            assert answer.status in {500, 503}
        with tampered_entries(self.database):
            self.post("fault", "/en/code", 500, code=self.codes[0], text=self.sing("fault"), say="1")
