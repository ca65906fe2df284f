"""An event-sourced longitudinal patient tracker for oncology.

Imports go one way: ``cli > tui > casebook > store | adapters > decisions > projections > events > values``.
"""
