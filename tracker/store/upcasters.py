"""Pure functions from the payload of version n of a type to version n + 1. Refuses to rewrite what is stored.

An upcaster is named `<event_type>_v<from>` and entered in `UPCASTERS` under the wire name and the version it reads. A
replacement inside a `fact-amended` is a payload of its own: raising the version of a fact therefore raises that of
`fact-amended` too, with `in_replacement(wire name, upcaster)` as the step.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Payload = dict[str, Any]
Upcaster = Callable[[Payload], Payload]

UPCASTERS: Mapping[tuple[str, int], Upcaster] = MappingProxyType({})
"""(wire name, version it reads) to the step; every version ever released below the current one has one."""


def in_replacement(wire_name: str, upcaster: Upcaster) -> Upcaster:
    """The step for `fact-amended` that goes with a fact's own: it changes replacements of that type only."""

    def fact_amended(payload: Payload) -> Payload:
        replacement = payload["replacement"]
        if replacement["type"] != wire_name:
            return payload
        return payload | {"replacement": upcaster(replacement)}

    return fact_amended


def upcast(
    wire_name: str,
    version: int,
    payload: Payload,
    *,
    to: int,
    upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS,
) -> Payload:
    """Raise a payload to a version, step by step.

    Args:
        wire_name: The type as stored.
        version: The version as stored.
        payload: The stored payload, decoded to plain objects.
        to: The version that the classes describe.
        upcasters: The registry.

    Raises:
        LookupError: when a step is missing or the payload is newer than this version of the tracker.
    """
    if version > to:
        raise LookupError(f"{wire_name} version {version} is newer than this tracker knows ({to}): update tracker")
    for step in range(version, to):
        try:
            upcaster = upcasters[wire_name, step]
        except KeyError:
            raise LookupError(f"no upcaster reads {wire_name} version {step}") from None
        payload = upcaster(payload)
    return payload
