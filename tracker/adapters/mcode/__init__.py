"""FHIR R4 bundles of the mCODE implementation guide, STU4: to events and back. Reads bytes and gives data; touches no file.

`reading.read_bundle` gives the cases of a bundle and what no fact holds of it; `writing.write_bundle` gives a bundle and what no
other reader finds in it. Refuses to run without `fhir.resources`, the extra `fhir`: every bundle is checked by its R4B models,
which are loaded with the first bundle and not before.
"""
