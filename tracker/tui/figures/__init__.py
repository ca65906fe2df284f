"""Figures for papers, through matplotlib (extra `plot`): a case, a cohort. Draws the pictures that the screens draw.

Refuses to be imported by a face before somebody wants a figure.
"""
