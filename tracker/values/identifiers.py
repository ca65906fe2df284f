"""Names that identify: patients, facts, regimens, lesions. Refuses what could be mistaken for an anchor or a date."""

from typing import Annotated

from msgspec import Meta

KEY_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z"
"""A key has no dot: ``key.end`` is an anchor, the end of the fact."""

ANCHOR_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9_-]*(\.end)?\Z"
"""A key, or ``key.end``."""

RESERVED_KEYS = frozenset({"time-zero", "unknown", "publication"})
"""Words with a meaning of their own in a time."""

Patient = Annotated[
    str,
    Meta(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\Z", description="pseudonym of the patient"),
]
Key = Annotated[
    str, Meta(min_length=1, max_length=120, pattern=KEY_PATTERN, description="name of a fact, unique in the case")
]
Anchor = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=124,
        pattern=ANCHOR_PATTERN,
        description="a key (the start of that fact) or `key.end` (its end)",
    ),
]
RegimenId = Annotated[
    str, Meta(min_length=1, max_length=120, pattern=KEY_PATTERN, description="name of a regimen, unique in the case")
]
LesionId = Annotated[
    str, Meta(min_length=1, max_length=120, pattern=KEY_PATTERN, description="name of a lesion, unique in the case")
]
