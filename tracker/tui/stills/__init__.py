"""The replay on paper: a month as text or SVG, the whole case as a page or a recording. Draws what the screen draws."""
