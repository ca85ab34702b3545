"""The life of claims against a model so simple that it cannot be wrong: who has what, until when, in what state."""

import tempfile
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from booth_app.base.db import Database
from booth_app.base.errors import Refused
from booth_app.claims import queries, services
from booth_app.claims.refusals import TermsMissing
from booth_app.claims.services import Beneficiary
from booth_app.claims.states import ACTIVE
from tests.claims.world import TYPED, World, build

BOOTHS, ORGANISATIONS, QUOTA = 5, 3, 3
HOLD, CAP, EXTENSION = 15, 60, 15
BEGINNING = datetime(2026, 12, 6, 8, 0, tzinfo=UTC)

booths = st.integers(0, BOOTHS - 1)
organisations = st.integers(0, ORGANISATIONS - 1)


@dataclass
class Model:
    """One claim. Times in minutes; `until` None: it does not lapse."""

    owner: int
    booths: frozenset[int]
    state: str
    until: float | None
    cap: float
    extended: bool = False


@dataclass
class Knowledge:
    """What the model knows."""

    now: float = 0
    claims: dict[int, Model] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    kept: dict[int, int] = field(default_factory=dict)
    series: dict[tuple[int, int], tuple[float, float]] = field(default_factory=dict)

    def state(self, claim: int) -> str:
        """The state that counts now."""
        it = self.claims[claim]
        return "expired" if it.state == "held" and it.until is not None and it.until <= self.now else it.state

    def holder(self, booth: int) -> int | None:
        """The active claim on a booth."""
        found = [key for key, it in self.claims.items() if booth in it.booths and self.state(key) in ACTIVE]
        assert len(found) <= 1
        return found[0] if found else None

    def used(self, owner: int) -> int:
        """Booths that an organisation has."""
        return sum(len(it.booths) for key, it in self.claims.items() if it.owner == owner and self.state(key) in ACTIVE)

    def why_not(self, owner: int, wanted: frozenset[int], *, series: bool = True) -> str | None:
        """Why an organisation cannot take booths now; None if it can."""
        for booth in sorted(wanted):
            holder = self.holder(booth)
            if holder is not None:
                return "already-yours" if self.claims[holder].owner == owner else "booth-taken"
            if booth in self.closed:
                return "booth-closed"
            if self.kept.get(booth, owner) != owner:
                return "booth-reserved"
        if self.used(owner) + len(wanted) > QUOTA:
            return "quota-reached"
        if max(wanted) - min(wanted) != len(wanted) - 1:
            return "not-adjoining"
        if series and any(self.first(owner, booth) + CAP < self.now + 1 for booth in wanted):
            return "hold-cap"
        return None

    def first(self, owner: int, booth: int) -> float:
        """When the series that a hold of now would belong to began."""
        first, last = self.series.get((owner, booth), (self.now, -1e9))
        return first if self.now < last + HOLD else self.now

    def over(self, claim: int, state: str) -> None:
        """A claim ends now."""
        it = self.claims[claim]
        it.state, it.until = state, None
        for booth in it.booths:
            if (it.owner, booth) in self.series:
                self.series[it.owner, booth] = (self.series[it.owner, booth][0], self.now)


class Life(RuleBasedStateMachine):
    """Every verb in every order; each answers as the model says."""

    claims = Bundle("claims")
    database: Database
    world: World

    def __init__(self):
        super().__init__()
        self.database = new_database()
        self.world = build(
            self.database,
            BEGINNING,
            booths=BOOTHS,
            organisations=ORGANISATIONS,
            quota=QUOTA,
            hold_cap_minutes=CAP,
            slug=f"run-{uuid.uuid4().hex[:12]}",
        )
        self.model = Knowledge()
        self.acknowledged: set[int] = set()

    def teardown(self):
        self.database.dispose()

    def does(self, expected, service, who, *args, **named):
        """The service does it, or refuses by the name that the model gives."""
        done, code = None, None
        try:
            done = self.world.do(service, who, *args, at=self.model.now, **named)
        except Refused as refused:
            code = refused.code
        assert code == expected
        return done

    @rule(minutes=st.sampled_from([0.5, 2, 7, 14.5, 15, 40]))
    def time_goes_by(self, minutes):
        self.model.now += minutes

    @rule(target=claims, n=organisations, first=booths, width=st.sampled_from([1, 1, 1, 2, 2, 3]), gap=st.booleans())
    def hold(self, n, first, width, gap):
        model = self.model
        wanted = frozenset(range(first, min(first + width, BOOTHS)))
        if gap and len(wanted) == 3:
            wanted -= {first + 1}
        holders = {model.holder(booth) for booth in wanted}
        mine = next(iter(holders)) if len(holders) == 1 else None
        if mine is not None and model.claims[mine].owner == n:
            held = self.does(None, services.hold, self.world.who(n), self.ids(wanted), request_key=self.world.key())
            assert (held.claim_id, held.already) == (mine, True)
            return multiple()
        why = model.why_not(n, wanted)
        held = self.does(why, services.hold, self.world.who(n), self.ids(wanted), request_key=self.world.key())
        if held is None:
            return multiple()
        first_at = {booth: model.first(n, booth) for booth in wanted}
        cap = min(first_at.values()) + CAP
        until = min(model.now + HOLD, cap)
        assert held.until == self.world.at(until)
        model.series |= {(n, booth): (first_at[booth], until) for booth in wanted}
        model.claims[held.claim_id] = Model(n, wanted, "held", until, cap)
        self.acknowledged.add(held.claim_id)
        return held.claim_id

    @rule(target=claims, n=organisations, booth=booths, confirmed=st.booleans())
    def assign(self, n, booth, confirmed):
        why = self.model.why_not(n, frozenset({booth}), series=False)
        given = {"booth_ids": self.ids({booth}), "confirmed": confirmed}
        done = self.does(why, services.assign, self.world.staff, self.world.organisations[n], **given)
        if done is None:
            return multiple()
        state = "confirmed" if confirmed else "submitted"
        self.model.claims[done.claim_id] = Model(n, frozenset({booth}), state, None, 1e9)
        self.acknowledged.add(done.claim_id)
        return done.claim_id

    @rule(claim=claims)
    def extend(self, claim):
        it, state = self.model.claims[claim], self.model.state(claim)
        end = min((it.until or 0) + EXTENSION, it.cap)
        why = (
            "hold-over" if state == "expired"
            else "wrong-state" if state != "held"
            else "already-extended" if it.extended
            else "no-extension" if end <= (it.until or 0)
            else None
        )  # fmt: skip
        done = self.does(why, services.extend, self.world.who(it.owner), claim)
        if done:
            assert done.until == self.world.at(end)
            it.until, it.extended = end, True
            for booth in it.booths:  # a booth that staff moved it to has no series
                if (it.owner, booth) in self.model.series:
                    self.model.series[it.owner, booth] = (self.model.series[it.owner, booth][0], end)

    @rule(target=claims, claim=claims, terms=st.sampled_from([1, 1, 1, None]))
    def submit(self, claim, terms):
        it, state = self.model.claims[claim], self.model.state(claim)
        given = {"terms_version": terms, "request_key": self.world.key()}
        if terms is None:
            why = TermsMissing.code
        elif state == "held":
            why = None
        elif state == "expired":
            why = self.model.why_not(it.owner, it.booths, series=False)
        else:
            why = "wrong-state"
        done = self.does(why, services.submit, self.world.who(it.owner), claim, TYPED, **given)
        if done is None:
            return multiple()
        assert done.again is (state == "expired")
        if not done.again:
            it.state, it.until = "submitted", None
            return multiple()
        it.state = "expired"
        self.model.claims[done.claim_id] = Model(it.owner, it.booths, "submitted", None, 1e9)
        self.acknowledged.add(done.claim_id)
        return done.claim_id

    @rule(claim=claims, verb=st.sampled_from(["release", "withdraw", "cancel", "approve", "reject", "vacate"]))
    def decide_or_leave(self, claim, verb):
        it, state = self.model.claims[claim], self.model.state(claim)
        ways = {
            "release": {"held": "released"},
            "withdraw": {"submitted": "withdrawn"},
            "cancel": {"confirmed": "cancelled"},
            "approve": {"submitted": "confirmed"},
            "reject": {"submitted": "rejected"},
            "vacate": {"held": "released", "submitted": "rejected", "confirmed": "cancelled"},
        }[verb]
        over = state == "expired" and verb in ("release", "vacate")
        why = None if state in ways else "hold-over" if over else "wrong-state"
        who = self.world.who(it.owner) if verb in ("release", "withdraw", "cancel") else self.world.staff
        named = {"reason": "سبب"} if verb in ("reject", "vacate") else {}
        done = self.does(why, getattr(services, verb), who, claim, **named)
        if done and verb == "approve":
            it.state = "confirmed"
        elif done:
            self.model.over(claim, ways[state])

    @rule(claim=claims, to=booths)
    def move(self, claim, to):
        it, state = self.model.claims[claim], self.model.state(claim)
        old = min(it.booths)
        if to in it.booths:
            return
        after = it.booths - {old} | {to}
        holder = self.model.holder(to)
        why = (
            "hold-over" if state == "expired"
            else "wrong-state" if state not in ACTIVE
            else "booth-taken" if holder is not None
            else "booth-closed" if to in self.model.closed
            else "booth-reserved" if self.model.kept.get(to, it.owner) != it.owner
            else "not-adjoining" if max(after) - min(after) != len(after) - 1
            else None
        )  # fmt: skip
        ids = {self.world.booths[old]: self.world.booths[to]}
        if self.does(why, services.move, self.world.staff, claim, ids):
            it.booths = after

    @rule(booth=booths, shut=st.booleans())
    def close_or_reopen(self, booth, shut):
        taken = self.model.holder(booth) is not None
        verb = services.close if shut else services.reopen
        why = "booth-taken" if shut and taken else None
        self.does(why, verb, self.world.staff, self.world.booths[booth])
        if why is None:
            (self.model.closed.add if shut else self.model.closed.discard)(booth)

    @rule(booth=booths, n=organisations, end=st.booleans())
    def reserve_or_not(self, booth, n, end):
        staff, key = self.world.staff, self.world.booths[booth]
        if end:
            why = None if booth in self.model.kept else "not-found"
            self.does(why, services.unreserve, staff, key)
            self.model.kept.pop(booth, None)
            return
        why = "booth-taken" if self.model.holder(booth) is not None else None
        body = Beneficiary(self.world.organisations[n])
        self.does(why, services.reserve, staff, key, beneficiary=body, until=None)
        if why is None:
            self.model.kept[booth] = n

    @rule()
    def sweep(self):
        with self.database.write() as session:
            services.sweep(session, now=self.world.at(self.model.now))

    @rule(claim=consumes(claims))
    def forget(self, claim):
        """Nobody asks for this claim any more."""

    @invariant()
    def every_booth_is_shown_as_the_model_has_it(self):
        with self.database.read() as session:
            shown = queries.states(session, self.world.exhibition, now=self.world.at(self.model.now))
        for n, key in enumerate(self.world.booths):
            holder = self.model.holder(n)
            expected = (
                self.model.state(holder) if holder is not None
                else "closed" if n in self.model.closed
                else "reserved" if n in self.model.kept
                else "free"
            )  # fmt: skip
            assert (shown[key].state, shown[key].claim_id) == (expected, holder)

    @invariant()
    def what_was_acknowledged_is_stored(self):
        with self.database.read() as session:
            stored = {
                each.id: each.state
                for each in queries.queue(
                    session, self.world.staff, now=self.world.at(self.model.now), states=(), limit=10_000
                )
            }
        assert self.acknowledged == stored.keys()
        assert {key: self.model.state(key) for key in stored} == stored

    def ids(self, wanted):
        return [self.world.booths[n] for n in sorted(wanted)]


_new: list = []


def new_database() -> Database:
    return _new[-1]()


EXAMPLES = settings(
    max_examples=12, stateful_step_count=35, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True
)


@pytest.mark.timeout(300)
def test_the_life_of_claims_is_what_the_model_says_on_sqlite(sqlite_template):
    with tempfile.TemporaryDirectory() as folder:

        def make() -> Database:
            path = Path(folder) / f"{uuid.uuid4().hex}.sqlite3"
            path.write_bytes(sqlite_template.read_bytes())
            return Database(f"sqlite:///{path}", pool_size=2)

        _new.append(make)
        try:
            run_state_machine_as_test(Life, settings=settings(EXAMPLES, max_examples=25))
        finally:
            _new.pop()


@pytest.mark.service
@pytest.mark.timeout(300)
def test_the_life_of_claims_is_what_the_model_says_on_postgresql(postgres_url):
    """One database for all runs: each has an exhibition of its own."""

    def make() -> Database:
        return Database(postgres_url, pool_size=2)

    _new.append(make)
    try:
        run_state_machine_as_test(Life, settings=EXAMPLES)
    finally:
        _new.pop()
