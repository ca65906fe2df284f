"""Intervals and endpoints that follow from a history, one file each. A derivation states its convention and its source.

What cannot be computed is not evaluable, with the reason; nothing is guessed, and nothing asserted is overwritten.
"""
