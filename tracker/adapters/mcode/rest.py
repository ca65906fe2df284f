"""What a fact says and its FHIR resource cannot, in one extension on that resource. Refuses to say anything twice.

Every field has one home: what the resource says by itself is not in the extension, so that a system that knows nothing of it
may change the resource, and the change counts.
"""

from typing import Any

import msgspec

from tracker.adapters.mcode.elements import Json, extensions, text_at
from tracker.adapters.mcode.terms import REST_OF_FACT
from tracker.events.catalogue import Entered, Fact

_ENCODER = msgspec.json.Encoder(decimal_format="string")
_DECODER: msgspec.json.Decoder[dict[str, Any] | None] = msgspec.json.Decoder(dict[str, Any] | None)
NOT_A_FACT = "null"
"""On a resource that is part of another one, or stands for nothing that the record says."""


def fields_of(entry: Entered) -> Json:
    """A fact as wire names and values; what is default is left out."""
    found: Json = msgspec.to_builtins(entry)
    return found


def rest(entry: Entered, read: Fact | None) -> Json:
    """The fields of a fact that reading its resource does not give; None stands for a field that it does not have.

    Where reading gives no fact, or one of another type, that is all of them.
    """
    said = fields_of(entry)
    if read is None or type(read) is not type(entry):
        return said
    pairs = zip(entry.__struct_fields__, entry.__struct_encode_fields__, strict=True)
    return {name: said.get(name) for field, name in pairs if getattr(entry, field) != getattr(read, field)}


def put(resource: Json, said: str) -> None:
    """Put the extension on a resource, after those that it has."""
    resource["extension"] = [*resource.get("extension", []), {"url": REST_OF_FACT, "valueString": said}]


def encoded(fields: Json) -> str:
    """Fields as the text of the extension."""
    return _ENCODER.encode(fields).decode()


def found_in(resource: Json) -> tuple[bool, Json | None]:
    """Whether the resource has the extension, and the fields in it; None says that it is no fact.

    Raises:
        ValueError: where it is not what this program writes.
    """
    said = next(extensions(resource, REST_OF_FACT), None)
    if said is None:
        return False, None
    try:
        return True, _DECODER.decode(text_at(said, "valueString"))
    except (msgspec.DecodeError, RecursionError) as error:
        raise ValueError(f"its rest-of-fact extension is damaged ({error})") from error


def joined(read: Fact | None, fields: Json) -> Entered:
    """The fact that a resource and its extension say together.

    Raises:
        ValueError: where they make none.
    """
    base = {} if read is None or fields.get("type") else fields_of(read)
    said = {name: value for name, value in (base | fields).items() if value is not None}
    try:
        found: Entered = msgspec.convert(said, Entered)
    except (msgspec.ValidationError, RecursionError) as error:
        raise ValueError(f"its rest-of-fact extension makes no fact ({error})") from error
    return found
