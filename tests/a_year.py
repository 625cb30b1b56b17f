"""A year of Lindbacka that a test lives through: concerns, holidays, absences, a departure, a week without mail."""

import heapq
import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from town import OFFICE

from huskurage.actions.closing import close, mark_seen
from huskurage.actions.delivery import deliver_letters
from huskurage.actions.escalation import escalate
from huskurage.actions.guidance import spot_for
from huskurage.actions.handover import register
from huskurage.actions.letters import order_letter
from huskurage.actions.notices import settle
from huskurage.actions.people import Unlocked
from huskurage.actions.reporting import answer, file_report, withdraw
from huskurage.actions.retention import purge_day, purge_due
from huskurage.actions.threads import read_thread
from huskurage.actions.triage import ask, take
from huskurage.core.codes import CodeKeys
from huskurage.core.concern import About, Concern, Words
from huskurage.core.hours import next_open
from huskurage.core.letters import Letterhead, LetterProblem, Message, NotDelivered
from huskurage.core.lifecycle import CloseReason, State
from huskurage.core.sealing import new_key_pair
from huskurage.core.swedish_time import is_holiday, local, moment
from huskurage.store.engine import Database
from huskurage.store.inboxes import Duty, Opening, Part
from huskurage.store.outbox import Letter
from huskurage.store.people import Account, absent_on
from huskurage.store.places import Municipality
from huskurage.store.purges import Purge
from huskurage.store.reports import Notice, NoticeKind, Report, Told

BEGIN, END = datetime(2027, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
TICK = timedelta(minutes=20)
LEAVES = datetime(2027, 6, 14, 15, tzinfo=UTC)  # Asta's last day; Maja takes her parts
NO_MAIL = (datetime(2027, 9, 6, tzinfo=UTC), datetime(2027, 9, 13, tzinfo=UTC))
UNREAD = {State.RECEIVED, State.ANSWERED}
AWAY = {
    "asta": [("2027-02-15", "2027-02-21"), ("2027-03-27", "2027-04-05"), ("2027-05-06", "2027-05-09")],
    "astrid": [("2027-02-22", "2027-02-28"), ("2027-07-05", "2027-08-01"), ("2027-10-29", "2027-11-02")],
    "maja": [("2027-08-02", "2027-08-22"), ("2027-12-24", "2027-12-31")],
    "adam": [("2027-02-15", "2027-03-07"), ("2027-07-12", "2027-08-15")],
}


@dataclass
class Year:
    """The town and its clock: what is to happen when, and what was told to whom."""

    database: Database
    session: Session
    desks: dict[str, Unlocked]
    chance: random.Random
    now: datetime = BEGIN
    ahead: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    number: Iterator[int] = field(default_factory=count)
    away: dict[date, set[int]] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    post: "YearsPost" = field(init=False)
    purged_until: date = date(2027, 1, 1)

    def __post_init__(self) -> None:
        self.post = YearsPost(self)

    def at(self, when: datetime, what: Callable[[], None]) -> None:
        heapq.heappush(self.ahead, (when, next(self.number), what))

    def account(self, name: str) -> Account:
        return self.desks[name].account

    def there(self, account: Account) -> bool:
        today = local(self.now).date()
        if today not in self.away:
            self.away = {today: absent_on(self.session, today)}
        return account.left_on is None and account.id not in self.away[today]

    def file(self) -> None:
        """A neighbour sends a concern, which lands on the days that the calendar on the wall says."""
        keys = CodeKeys(self.chance.randbytes(16), new_key_pair())
        about = self.chance.choice([About.CHILD, About.NEIGHBOUR, None])
        concern, tray = Concern(text="Screams", about=about), self.chance.random() < 0.05
        place = self.session.scalars(select(Municipality.id)).one()
        file_report(
            self.session, concern=concern, keys=keys, municipality_id=place, now=self.now, quarantined=tray
        )  # fmt: skip
        report = self.session.scalars(select(Report).where(Report.lookup == keys.lookup)).one()
        assert (report.look_by, report.protect_by, report.decide_by) == days_on_the_wall(self.now)
        if self.chance.random() < 0.05:
            self.at(self.now + timedelta(hours=self.chance.uniform(0.2, 30)), lambda: self.take_back(report, keys))
        elif self.chance.random() < 0.3:
            self.at(self.now + timedelta(days=self.chance.uniform(0, 12)), lambda: self.add(report, keys))

    def add(self, report: Report, keys: CodeKeys) -> None:
        if report.state not in {State.WITHDRAWN, State.QUARANTINED}:
            answer(self.session, keys=keys, words=Words(text="Again", language="sv"), now=self.now)
            self.seen["added"] += 1

    def take_back(self, report: Report, keys: CodeKeys) -> None:
        if report.state in {State.RECEIVED, State.READ, State.ASKED, State.ANSWERED}:
            withdraw(self.session, keys=keys, now=self.now)

    def letter(self, session: Session, account: Account, now: datetime) -> None:
        """Somebody is to be told; the letter waits in the outbox."""
        assert self.there(account)
        assert order_letter(session, account, now=now, draw=self.chance.randrange)

    def deliver(self) -> None:
        """The mail goes out, but for one week; whoever gets a letter mostly comes to work, and sometimes forgets."""
        if self.session.scalars(select(Letter).where(Letter.not_before <= self.now)).first() is None:
            return
        self.session.commit()
        done = deliver_letters(self.begin, now=self.now, post=self.post, draw=self.chance.randrange)
        self.seen["letters"] += done.delivered
        self.seen["dropped"] += done.dropped
        self.seen["refused"] += done.failed

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A transaction of a job's own."""
        with self.database.writes() as session:
            yield session
            session.commit()

    def told(self, address: str) -> None:
        """Whoever gets a letter mostly comes to work, and sometimes forgets."""
        if self.chance.random() < 0.7:
            when = self.now + timedelta(minutes=self.chance.uniform(3, 240))
            self.at(next_open(OFFICE, when), lambda: self.work(address.partition("@")[0]))

    def purge(self) -> None:
        """At the beginning of each day: what is due is forgotten, on its very day, and nothing else."""
        today = local(self.now).date()
        if today <= self.purged_until:
            return
        self.purged_until = today
        ended = select(Report).where(Report.closed_on.is_not(None), Report.registered_on.is_not(None))
        days = {report.id: purge_day(self.session, report) for report in self.session.scalars(ended)}
        due = {report_id for report_id, day in days.items() if day is not None and day <= today}
        assert all(days[report_id] == today for report_id in due)  # nothing lies longer than to its very day
        self.session.commit()
        assert purge_due(self.begin, now=self.now) == len(due)
        gone = self.session.scalars(select(Purge).where(Purge.purged_on == today)).all()
        assert {one.report_id for one in gone} == due
        assert not self.database.key_store.keys_of(due)
        self.seen["purged"] += len(due)

    def work(self, name: str) -> None:
        """A coordinator does what waits; Adam sees to it that somebody does."""
        able = [one for one in self.desks.values() if self.there(one.account)]
        desk = next((one for one in able if one.account.login == name), None) or next(iter(able), None)
        waiting = select(Report).where(Report.notices.any()).order_by(Report.look_by, Report.lookup)
        for report in self.session.scalars(waiting).all() if desk else ():
            if desk and self.chance.random() < 0.9:
                self.deal(desk, report)

    def look_in(self) -> None:
        """On some mornings Astrid looks into the inbox without having been told."""
        if self.chance.random() < 0.4:
            self.work("astrid")

    def deal(self, desk: Unlocked, report: Report) -> None:
        """Read it, assess it, and then ask, or close it, now or on some later day."""
        if report.state is State.WITHDRAWN:
            mark_seen(self.session, desk, report, now=self.now)
            return
        if report.state in UNREAD | {State.QUARANTINED}:
            read_thread(self.session, desk, report, now=self.now)
        if report.state is State.QUARANTINED:
            return
        if self.chance.random() < 0.8:
            settle(report, NoticeKind.PROTECT)
        if self.chance.random() < 0.5:
            take(self.session, desk, report, now=self.now)
        if report.state is State.READ and self.chance.random() < 0.2:
            ask(self.session, desk, report, text="Which floor?", language="sv", now=self.now)
            self.seen["asked"] += 1
        elif report.state in {State.READ, State.ASKED} and self.chance.random() < 0.7:
            close(self.session, desk, report, reason=CloseReason.HELP_GIVEN, now=self.now)
            if self.chance.random() < 0.6:
                register(self.session, desk, report, number=f"SOC 2027/{next(self.number)}", now=self.now)

    def round(self) -> None:
        """One round of the jobs, and everything that must be true of it."""
        ordered: set[int] = set()

        def order(session: Session, account: Account, now: datetime) -> None:
            assert account.id not in ordered
            ordered.add(account.id)
            self.letter(session, account, now)

        notices = self.session.scalars(select(Notice)).all()
        before = [notice.people_told for notice in notices]
        escalate(self.session, now=self.now, order_letter=order)
        new: set[int] = set()
        for notice, was in zip(notices, before, strict=True):
            told = notice.people_told
            assert len(set(told)) == len(told)
            if told != was:
                assert notice.report.state is not State.CLOSED
                assert told[:-1] == was
                new.add(told[-1])
        self.session.flush()
        assert ordered == new  # nobody is told who need not act, and whoever is told has something to do
        if next(self.number) % 3 == 0:
            self.mind_the_unread()

    def mind_the_unread(self) -> None:
        """Nothing lies unread past its day without the highest one who is there having been told."""
        duty = {one.part: one.account for one in self.session.scalars(select(Duty))}
        here = [duty[part] for part in Part if part in duty and self.there(duty[part])]
        late = False
        for report in self.session.scalars(select(Report).where(Report.state.in_(UNREAD))):
            over = moment(report.look_by, time(16))
            late = late or over <= self.now
            if over + 4 * TICK < self.now and local(self.now).time() > time(2) and here:
                notice = next(one for one in report.notices if one.kind is NoticeKind.LOOK)
                assert here[-1].id in notice.people_told or notice.told is Told.MANAGER, (self.now, report)
                self.seen["late and told"] += 1
        if next(self.number) % 10 == 0:
            spot = spot_for(self.session, None, now=self.now)
            assert spot is not None
            assert spot.overdue == late
            self.seen["promise broken"] += late

    def run(self) -> None:
        """Go through the year: rounds while something waits, and at night only for an hour after something happened."""
        happened = self.now
        while self.now < END and (self.ahead or self.session.scalars(select(Notice)).first()):
            while self.ahead and self.ahead[0][0] <= self.now:
                happened = self.now
                heapq.heappop(self.ahead)[2]()
            self.session.flush()
            following = self.ahead[0][0] if self.ahead else END
            if self.session.scalars(select(Notice)).first() is None:
                self.now = following
            elif by_day(self.now) or self.now < happened + timedelta(hours=1):
                self.round()
                self.deliver()
                self.now += TICK
            else:
                self.now = min(following, self.now + TICK * 4)


class YearsPost:
    """The mail, which takes nothing for one week."""

    def __init__(self, year: Year) -> None:
        self.year = year
        self.head = Letterhead(
            sender="huskurage@lindbacka.example", host="huskurage.example", sign_in="https://huskurage.example/staff/"
        )

    def send(self, message: Message) -> None:
        self.greet()
        self.year.told(message.recipient)

    def greet(self) -> None:
        if NO_MAIL[0] <= self.year.now < NO_MAIL[1]:
            raise NotDelivered(LetterProblem.NO_CONNECTION)


def by_day(now: datetime) -> bool:
    return time(6) <= local(now).time() <= time(20)


def days_on_the_wall(now: datetime) -> tuple[date, date, date]:
    """The days by which a concern is read, assessed and decided: a second way, by wall clock and calendar alone."""
    day, clock = local(now).date(), local(now).time()
    look = day
    while not works(look) or (look == day and clock >= time(16)):
        look += timedelta(1)
    return look, day + timedelta(clock >= time(15)), day + timedelta(14)


def works(day: date) -> bool:
    return day.weekday() < 5 and not is_holiday(day, eves=True)


def leave(year: Year) -> None:
    """Asta leaves; Maja, whom she has let in, has her part from now on."""
    asta, maja = year.account("asta"), year.account("maja")
    asta.left_on = local(year.now).date()
    for duty in year.session.scalars(select(Duty).where(Duty.account_id == asta.id)):
        duty.account_id = maja.id
    year.session.execute(delete(Opening).where(Opening.account_id == asta.id))
    for report in year.session.scalars(select(Report).where(Report.taken_by_id == asta.id)):
        report.taken_by_id = maja.id
    del year.desks["asta"]
