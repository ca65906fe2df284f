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
Days = Annotated[str, Meta(pattern=r"^[0-9]{1,3}(-[0-9]{1,3})?(, ?[0-9]{1,3}(-[0-9]{1,3})?)*\Z", max_length=200)]


class RegimenDrug(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A drug of a regimen; `not-stated` where the source leaves open whether it was given or went on.

    The dose is the one the source gives for the regimen as a whole, in the words of `DrugGiven`. It is no administration:
    totals are counted from cycles alone.
    """

    drug: Words
    status: DrugStatus = DrugStatus.GIVEN
    dose: Dose | None = None
    dose_most: Dose | None = None
    unit: Words = ""
    """UCUM."""
    per: Per = Per.NOT_STATED
    times_per_day: Annotated[int, Meta(ge=1, le=24)] = 1
    days: Days | None = None
    """Days of the cycle, day 1 first: `1`, `1-14`, `1, 8`."""


class RegimenStarted(
    RecordedFact, tag="regimen-started", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A regimen began. `line` is the line of therapy as asserted; rules may count differently."""

    regimen: RegimenId
    name: Words = ""
    drugs: tuple[RegimenDrug, ...] = ()
    phase: Phase = Phase.NOT_STATED
    line: LineNumber | None = None
    reason: ChangeReason = ChangeReason.NOT_STATED
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
    reason: ChangeReason = ChangeReason.NOT_STATED
    words: Words = ""


class RegimenResumed(
    RecordedFact, tag="regimen-resumed", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A held regimen went on."""

    regimen: RegimenId
    reason: ChangeReason = ChangeReason.NOT_STATED
    words: Words = ""


class RegimenStopped(
    RecordedFact, tag="regimen-stopped", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A regimen ended."""

    regimen: RegimenId
    reason: ChangeReason = ChangeReason.NOT_STATED
    words: Words = ""


class DrugGiven(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A drug within a cycle. `dose` to `dose_most` is a range where the source gives one.

    `per` says whether the dose is for one administration (`times_per_day` of them on each of `days`), for a day or for
    the whole cycle; `not-stated` leaves day or cycle open, and both readings bound the total.
    """

    drug: Words
    dose: Dose | None = None
    dose_most: Dose | None = None
    unit: Words = ""
    """UCUM."""
    per: Per = Per.NOT_STATED
    times_per_day: Annotated[int, Meta(ge=1, le=24)] = 1
    days: Days | None = None
    """Days of the cycle, day 1 first: `1`, `1-14`, `1, 8`."""
    status: DrugStatus = DrugStatus.GIVEN


class CycleGiven(
    LastingFact, tag="cycle-given", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """One cycle of a regimen was given. Doses are as administered, in `DrugGiven.unit`."""

    regimen: RegimenId
    number: PositiveInt
    drugs: tuple[DrugGiven, ...] = ()


class RadiotherapyVolume(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One target volume. Volumes are never summed."""

    name: Words
    sites: tuple[Site, ...] = ()
    dose_gy: Decimal | None = None
    fractions: Annotated[int, Meta(ge=1, le=200)] | None = None
    volume_ml: Decimal | None = None
    words: Words = ""


class RadiotherapyGiven(
    LastingFact, tag="radiotherapy-given", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A course of radiotherapy. Doses in Gy as decimals, per volume."""

    intents: tuple[Words, ...] = ()
    volumes: Annotated[tuple[RadiotherapyVolume, ...], Meta(min_length=1)]
    delivery: Delivery = Delivery.NOT_STATED
    left_out: tuple[Words, ...] = ()
    """What the source says was not irradiated."""
    imaging_basis: Words = ""
    concurrent_regimen: RegimenId | None = None
    line: LineNumber | None = None


class ProcedurePerformed(
    RecordedFact, tag="procedure-performed", frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A procedure: biopsy, surgery, transfusion, a supportive substance."""

    procedure: Words
    site: Site | None = None
    intent: Words = ""
    substance: Words = ""
    outcome: Text = ""
