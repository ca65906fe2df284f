"""Events to stored bytes and back. Refuses a payload that it cannot decode completely: nothing is skipped or guessed.

The stored JSON is what msgspec writes for the classes of the catalogue, defaults left out, decimals as plain numbers
with the digits the source gave.
"""

from collections.abc import Mapping
from decimal import Decimal

import msgspec

from tracker.events.catalogue import SCHEMA_VERSIONS, Event, wire_name
from tracker.store.upcasters import UPCASTERS, Payload, Upcaster, upcast


class PayloadRefused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A payload cannot be decoded; the message is the reason. The log adds where it stands."""


_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_plain_decoder: msgspec.json.Decoder[Payload] = msgspec.json.Decoder(Payload, float_hook=Decimal)


def encode(event: Event) -> bytes:
    """The bytes to store. Equal events give equal bytes."""
    return _encoder.encode(event)


def decode(
    stored_type: str,
    schema_version: int,
    payload: bytes | str,
    *,
    upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
    versions: Mapping[str, int] = SCHEMA_VERSIONS,
) -> Event:
    """Read a stored payload with the classes of today.

    Args:
        stored_type: Wire name in the column `type`.
        schema_version: Version of the payload as stored.
        payload: The stored JSON.
        upcasters: Steps from older versions.
        versions: The versions that the classes describe.

    Raises:
        PayloadRefused: for an unknown type, an unknown version, a payload that its class refuses, or one of another type
            than the column says.
    """
    current = versions.get(stored_type)
    try:
        if current != schema_version:
            if current is None:
                raise PayloadRefused(f"the type {stored_type} is unknown: update tracker")
            raised = upcast(
                stored_type, schema_version, _plain_decoder.decode(payload), to=current, upcasters=upcasters
            )
            payload = _encoder.encode(raised)
        event = _decoder.decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, LookupError, TypeError) as error:
        raise PayloadRefused(f"{stored_type} version {schema_version}: {error}") from error
    if wire_name(event) != stored_type:
        raise PayloadRefused(f"the column says {stored_type}, the payload {wire_name(event)}")
    return event
