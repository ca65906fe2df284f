"""Treatment: regimens, cycles, radiotherapy, procedures. Refuses to complete a dose the source leaves open."""

from decimal import Decimal
from typing import Annotated

from msgspec import Meta, Struct

from tracker.events.fact import LastingFact, PositiveInt, RecordedFact, Site, Text, Words
from tracker.values.durations import DurationText
from tracker.values.identifiers import Key, RegimenId
from tracker.values.vocabularies import ChangeReason, Delivery, DrugStatus, Per, Phase

LineNumber = Annotated[int, Meta(ge=1, le=100)]
Dose = Decimal
Days = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{1,3}(-[0-9]{1,3})?(, ?[0-9]{1,3}(-[0-9]{1,3})?)*\Z",
        max_length=200,
        description="days of the cycle, such as 1 or 1-14 or 1, 8",
    ),
]


class RegimenDrug(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A drug of a regimen; `not-stated` where the source leaves open whether it was given or went on.

    The dose is the one the source gives for the regimen as a whole, in the words of `DrugGiven`. It is no administration:
    totals are counted from cycles alone.
    """

    drug: Words
    """Generic name."""
    status: DrugStatus = DrugStatus.GIVEN
    """Whether it was given, or that is left open."""
    dose: Dose | None = None
    """In `unit`, or the least of a stated range."""
    dose_most: Dose | None = None
    """Greatest dose of a stated range."""
    unit: Words = ""
    """UCUM."""
    per: Per = Per.NOT_STATED
    """What the dose is for."""
    times_per_day: Annotated[int, Meta(ge=1, le=24)] = 1
    """Administrations on each of `days`."""
    days: Days | None = None
    """Days of the cycle, day 1 first: `1`, `1-14`, `1, 8`."""


class RegimenStarted(
    RecordedFact, tag="regimen-started", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A regimen began. `line` is the line of therapy as asserted; rules may count differently."""

    regimen: RegimenId
    """Names the regimen; what else happens to it carries the same name."""
    name: Words = ""
    """As the source calls it."""
    drugs: tuple[RegimenDrug, ...] = ()
    """What it consists of."""
    phase: Phase = Phase.NOT_STATED
    """Purpose within its line."""
    line: LineNumber | None = None
    """Counted from 1."""
    reason: ChangeReason = ChangeReason.NOT_STATED
    """Why it was started."""
    referred_to_as: Words = ""
    """How the source names the regimen where it does not list the drugs, such as `original treatment regimen`."""
    concurrent_with: Key | None = None
    """A regimen or radiotherapy course beside which it is given; it does not end that one."""
    every: DurationText | None = None
    """Length of its cycles as stated; left out where the source does not state it."""


class RegimenHeld(
    RecordedFact, tag="regimen-held", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A regimen was interrupted."""

    regimen: RegimenId
    """Which regimen."""
    reason: ChangeReason = ChangeReason.NOT_STATED
    """Why it was interrupted."""
    words: Words = ""
    """How the source puts the reason."""


class RegimenResumed(
    RecordedFact, tag="regimen-resumed", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A held regimen went on."""

    regimen: RegimenId
    """Which regimen."""
    reason: ChangeReason = ChangeReason.NOT_STATED
    """Why it went on."""
    words: Words = ""
    """How the source puts the reason."""


class RegimenStopped(
    RecordedFact, tag="regimen-stopped", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A regimen ended."""

    regimen: RegimenId
    """Which regimen."""
    reason: ChangeReason = ChangeReason.NOT_STATED
    """Why it ended."""
    words: Words = ""
    """How the source puts the reason."""


class DrugGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A drug within a cycle. `dose` to `dose_most` is a range where the source gives one.

    `per` says whether the dose is for one administration (`times_per_day` of them on each of `days`), for a day or for
    the whole cycle; `not-stated` leaves day or cycle open, and both readings bound the total.
    """

    drug: Words
    """Generic name."""
    dose: Dose | None = None
    """In `unit`, or the least of a stated range; left out where not stated."""
    dose_most: Dose | None = None
    """Greatest dose of a stated range."""
    unit: Words = ""
    """UCUM."""
    per: Per = Per.NOT_STATED
    """What the dose is for."""
    times_per_day: Annotated[int, Meta(ge=1, le=24)] = 1
    """Administrations on each of `days`."""
    days: Days | None = None
    """Days of the cycle, day 1 first: `1`, `1-14`, `1, 8`."""
    status: DrugStatus = DrugStatus.GIVEN
    """Whether it was given, or that is left open."""


class CycleGiven(
    LastingFact, tag="cycle-given", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One cycle of a regimen was given, with its doses as administered."""

    regimen: RegimenId
    """Which regimen it is a cycle of."""
    number: PositiveInt
    """Within the regimen, from 1."""
    drugs: tuple[DrugGiven, ...] = ()
    """What was given."""


class RadiotherapyVolume(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One target volume. Volumes are never summed."""

    name: Words
    """Such as `GTV` or `PTV`."""
    sites: tuple[Site, ...] = ()
    """What it covers."""
    dose_gy: Decimal | None = None
    """Total dose in Gy."""
    fractions: Annotated[int, Meta(ge=1, le=200)] | None = None
    """Number of fractions of that dose."""
    volume_ml: Decimal | None = None
    """Size in mL."""
    words: Words = ""
    """How the source puts it."""


class RadiotherapyGiven(
    LastingFact, tag="radiotherapy-given", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A course of radiotherapy. Doses in Gy as decimals, per volume."""

    intents: tuple[Words, ...] = ()
    """What it was meant for."""
    volumes: Annotated[tuple[RadiotherapyVolume, ...], Meta(min_length=1)]
    """What was irradiated, each volume with its dose."""
    delivery: Delivery = Delivery.NOT_STATED
    """Whether the plan is known to have been carried out."""
    left_out: tuple[Words, ...] = ()
    """What the source says was not irradiated."""
    imaging_basis: Words = ""
    """Images that the volumes were drawn on."""
    concurrent_regimen: RegimenId | None = None
    """Regimen that was given beside it."""
    line: LineNumber | None = None
    """Line of therapy as asserted, from 1."""


class ProcedurePerformed(
    RecordedFact, tag="procedure-performed", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A procedure: biopsy, surgery, transfusion, a supportive substance."""

    procedure: Words
    """What was done."""
    site: Site | None = None
    """Where."""
    intent: Words = ""
    """What it was meant for."""
    substance: Words = ""
    """What was given, such as `red cells`."""
    outcome: Text = ""
    """What came of it, in the curator's words."""
