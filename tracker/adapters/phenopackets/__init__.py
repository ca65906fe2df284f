"""Phenopackets, schema v2 of GA4GH: a case as one Phenopacket in JSON. Refuses to leave anything out without saying so in it."""
