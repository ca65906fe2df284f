"""Telling FHIR JSON from a case file by its first bytes. Refuses to look into it: what is wrong with it is for the reader to say."""

import re

LARGEST_BUNDLE = 20_000_000
"""Bytes of a bundle."""

LOOKED_AT = 1_000_000
"""Bytes in which FHIR JSON has named a resource type."""

_RESOURCE = re.compile(rb'"resourceType"\s*:')
_CASE_FILE = re.compile(rb'\{\s*"(?:format|case|patient)"')


def looks_like_fhir(data: bytes) -> bool:
    """Whether bytes are a FHIR resource in JSON rather than a case file.

    >>> looks_like_fhir(b'{"resourceType": "Bundle"}'), looks_like_fhir(b"format: 1"), looks_like_fhir(b'{"format": 1}')
    (True, False, False)
    """
    start = data[:LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and _CASE_FILE.match(start) is None and _RESOURCE.search(start) is not None
