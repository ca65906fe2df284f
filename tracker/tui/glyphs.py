"""The signs the screens draw with, in three sets: braille, block and ASCII; every one of them is one cell wide.

Refuses emoji and anything a terminal may draw two cells wide.
"""

from enum import StrEnum

from msgspec import Struct

from tracker.projections.picture import MilestoneKind, Tendency


class GlyphSet(StrEnum):
    """Which signs a terminal can show."""

    BRAILLE = "braille"
    BLOCK = "block"
    ASCII = "ascii"


class Glyphs(Struct, frozen=True, kw_only=True):
    """One set of signs. A curve is drawn in dots, `dots_wide` by `dots_high` in a cell."""

    name: GlyphSet
    dots_wide: int
    dots_high: int
    dot_cells: str
    """The sign of every combination of dots; bit `y * dots_wide + x` is the dot at (x, y) from the top left."""
    point: str
    hollow: str
    line: str
    """Horizontal, left end and right end of a whisker."""
    reaching: str
    """The right end of a whisker that is cut at a hidden cursor: how far it reaches is still to come."""
    overlap: str
    """Where two whiskers lie over each other."""
    decade: str
    cursor: str
    progression: str
    maybe: str
    """A milestone that is a progression only biochemically, or not confirmed."""
    hatch: str
    doubt: str
    """A cell of a treatment that is not stated as given: heavy enough to be seen in a single row."""
    hidden: str
    past: str
    coming: str
    sparks: str
    box: str
    """Top left, top right, bottom left, bottom right, horizontal, vertical."""
    axis: str
    """Plain and with a tick."""
    milestones: dict[MilestoneKind, str]
    tendencies: dict[Tendency, str]
    """Of results that give no number."""
    back: str
    on: str
    playing: str
    given: str
    """A cell of a treatment."""
    begun: str
    """The first cell of a treatment."""
    ongoing: str
    """The last cell of a treatment that goes on."""
    ended: str
    """The last cell of a treatment that has ended."""
    more_up: str
    more_down: str
    selected: str
    marked: str
    """Before and after a marked passage of a text."""
    ellipsis: str

    @property
    def ascii_only(self) -> bool:
        """Whether nothing but ASCII may be shown."""
        return self.name is GlyphSet.ASCII


def _braille() -> str:
    bits = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
    cells = []
    for mask in range(256):
        code = 0x2800 + sum(bits[i // 2][i % 2] for i in range(8) if mask >> i & 1)
        cells.append(chr(code) if mask else " ")
    return "".join(cells)


BRAILLE = Glyphs(
    name=GlyphSet.BRAILLE,
    dots_wide=2,
    dots_high=4,
    dot_cells=_braille(),
    point="●",
    hollow="○",
    line="─╶╴",
    reaching="▸",
    overlap="═",
    decade="┈",
    cursor="│",
    progression="┊",
    maybe="△",
    hatch="╱",  # noqa: RUF001 - hatching is drawn with it
    doubt="▞",
    hidden="░",
    past="─",
    coming="┄",
    sparks="▁▂▃▄▅▆▇█",
    box="╭╮╰╯─│",
    axis="│┤",
    milestones={
        MilestoneKind.DIAGNOSIS: "◆",
        MilestoneKind.PROGRESSION: "▲",
        MilestoneKind.SCAN: "○",
        MilestoneKind.REGIMEN: "▮",
        MilestoneKind.DEATH: "✝",
    },
    tendencies={Tendency.UP: "▲", Tendency.DOWN: "▼", Tendency.LEVEL: "=", Tendency.UNKNOWN: "?"},
    back="◀",
    on="▶",
    playing="»",
    given="━",
    begun="├",
    ongoing="▸",
    ended="┤",
    more_up="↑",
    more_down="↓",
    selected="▸",
    marked="»«",
    ellipsis="…",
)

BLOCK = Glyphs(
    name=GlyphSet.BLOCK,
    dots_wide=1,
    dots_high=2,
    dot_cells=" ▀▄█",
    point=BRAILLE.point,
    hollow=BRAILLE.hollow,
    line=BRAILLE.line,
    reaching=BRAILLE.reaching,
    overlap=BRAILLE.overlap,
    decade=BRAILLE.decade,
    cursor=BRAILLE.cursor,
    progression=BRAILLE.progression,
    maybe=BRAILLE.maybe,
    hatch=BRAILLE.hatch,
    doubt=BRAILLE.doubt,
    hidden=BRAILLE.hidden,
    past=BRAILLE.past,
    coming=BRAILLE.coming,
    sparks=BRAILLE.sparks,
    box=BRAILLE.box,
    axis=BRAILLE.axis,
    milestones=BRAILLE.milestones,
    tendencies=BRAILLE.tendencies,
    back=BRAILLE.back,
    on=BRAILLE.on,
    playing=BRAILLE.playing,
    given=BRAILLE.given,
    begun=BRAILLE.begun,
    ongoing=BRAILLE.ongoing,
    ended=BRAILLE.ended,
    more_up=BRAILLE.more_up,
    more_down=BRAILLE.more_down,
    selected=BRAILLE.selected,
    marked=BRAILLE.marked,
    ellipsis=BRAILLE.ellipsis,
)

ASCII = Glyphs(
    name=GlyphSet.ASCII,
    dots_wide=1,
    dots_high=1,
    dot_cells=" *",
    point="@",
    hollow="o",
    line="-<>",
    reaching="~",
    overlap="=",
    decade=".",
    cursor="|",
    progression=":",
    maybe="p",
    hatch="/",
    doubt="/",
    hidden="#",
    past="-",
    coming=".",
    sparks="_.-=*#",
    box="++++-|",
    axis="|+",
    milestones={
        MilestoneKind.DIAGNOSIS: "D",
        MilestoneKind.PROGRESSION: "P",
        MilestoneKind.SCAN: "o",
        MilestoneKind.REGIMEN: "R",
        MilestoneKind.DEATH: "X",
    },
    tendencies={Tendency.UP: "^", Tendency.DOWN: "v", Tendency.LEVEL: "=", Tendency.UNKNOWN: "?"},
    back="<",
    on=">",
    playing=">",
    given="_",
    begun="[",
    ongoing=">",
    ended="]",
    more_up="^",
    more_down="v",
    selected=">",
    marked="><",
    ellipsis="~",
)

GLYPHS = {GlyphSet.BRAILLE: BRAILLE, GlyphSet.BLOCK: BLOCK, GlyphSet.ASCII: ASCII}


def signs_of(glyphs: Glyphs) -> str:
    """Every sign of a set, for the test that all of them are one cell wide."""
    words = [str(getattr(glyphs, name)) for name in glyphs.__struct_fields__ if name not in _NO_SIGNS]
    return "".join([*words, *glyphs.milestones.values(), *glyphs.tendencies.values()])


_NO_SIGNS = frozenset({"name", "dots_wide", "dots_high", "milestones", "tendencies"})
