"""What every clinical fact carries: its key, its times, who says so and where it stands. Refuses to hold a sentence of the source."""

from typing import Annotated

from msgspec import Meta, Struct

from tracker.values.identifiers import Key
from tracker.values.vocabularies import Certainty, Laterality
from tracker.values.when import Lasting, When

Text = Annotated[str, Meta(max_length=4000)]
Words = Annotated[str, Meta(max_length=400, description="the source's own short term, never a sentence")]
PositiveInt = Annotated[int, Meta(ge=1, le=100_000)]
Offset = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class Source(Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where in which document a fact stands. A locator, never the sentence itself."""

    document: (
        Annotated[
            str, Meta(pattern=r"^[0-9a-f]{64}\Z", description="the SHA-256 of a document, 64 digits and letters a to f")
        ]
        | None
    ) = None
    """Which document; left out for a source outside of every document that is listed."""
    locator: Words
    """Such as `§2 ¶1` or `Table 1 row 3`."""
    span: tuple[Offset, Offset] | None = None
    """Half-open range of characters (code points) in the document's text."""


class Site(Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A place in the body, with how sure the source is that disease is there."""

    name: Words
    """Organ, region or node level."""
    laterality: Laterality = Laterality.NOT_STATED
    """Side of the body."""
    certainty: Certainty = Certainty.CONFIRMED
    """How sure the source is that disease is there."""
    code: Words = ""
    """ICD-O-3 topography where sure."""


class Entry(
    Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="type"
):
    """Anything that can be corrected: it has a key, an author and a place in a source."""

    key: Key
    """Names the fact in its case: corrections, times and evidence point to it. Never used for another fact."""
    certainty: Certainty = Certainty.CONFIRMED
    """How sure the source is of the fact itself, whenever it was."""
    asserted_by: Words = ""
    """Who says so; empty where not stated."""
    note: Text = ""
    """What the curator has to say about the entry, in the curator's own words."""
    sources: tuple[Source, ...] = ()
    """Where it stands; several places may say the same."""
    extra: dict[str, str] = {}
    """Columns of an import that no field holds, name to text."""


class RecordedFact(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="type"):
    """A clinical fact with its two times in the world; the third, `recorded_at`, is the log's."""

    occurred: When
    """When it was true in the patient."""
    known: When | None = None
    """When the treating team could know it; left out, it is `occurred` itself."""


class LastingFact(
    RecordedFact, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="type"
):
    """A clinical fact that has a length, and therefore an end that other times can hang on."""

    lasting: Lasting | None = None
    """Time from its start to its end; left out where nothing is known of it."""
