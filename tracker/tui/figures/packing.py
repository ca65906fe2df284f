"""Labels above what they name, in rows, so that none lies over another. Refuses to drop a label or to cut one.

A label stands over the middle of what it names where that is free. Those that would touch begin where that begins instead, each
higher than what begins under it, and a line leads down that crosses no other; at the right edge the same mirrored.
"""

from collections.abc import Sequence

from msgspec import Struct


class Wish(Struct, frozen=True, kw_only=True):
    """A label and where it would stand; lengths in inches."""

    lines: tuple[str, ...]
    span: tuple[float, float]
    """From where to where is what it names."""
    width: float
    """Of its longest line."""
    ghost: bool = False
    """Drawn dim: still to come."""

    @property
    def at(self) -> float:
        """The middle of what it names."""
        return (self.span[0] + self.span[1]) / 2


class Label(Struct, frozen=True, kw_only=True):
    """A label where it stands."""

    wish: Wish
    left: float
    row: int
    """Of its last line; 0 is the lowest."""

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.wish.width

    @property
    def stem(self) -> float:
        """Where the line stands that leads down from it."""
        return min(max(self.wish.at, self.left), self.right)

    @property
    def top(self) -> int:
        """The row above its first line."""
        return self.row + len(self.wish.lines)


def height_of(labels: Sequence[Label]) -> int:
    """Rows that they take."""
    return max((label.top for label in labels), default=0)


def packed(wishes: Sequence[Wish], room: tuple[float, float], gap: float) -> list[Label]:
    """Give every label its row.

    Args:
        wishes: The labels.
        room: Between which places they stand; a label wider than that begins at the first.
        gap: Between neighbors in a row, at least.
    """
    ordered = sorted(wishes, key=lambda wish: (wish.at, wish.lines))
    clusters: list[list[Label]] = []
    for wish in ordered:
        label = Label(wish=wish, left=_within(wish.at - wish.width / 2, wish, room), row=0)
        if clusters and label.left < max(each.right for each in clusters[-1]) + gap:
            # What touches a cluster belongs to it, and with it what that touches in turn.
            clusters[-1].append(label)
        else:
            clusters.append([label])
    placed = [cluster[0] for cluster in clusters if len(cluster) == 1]
    for cluster in clusters:
        if len(cluster) > 1:
            _stack([label.wish for label in cluster], room, gap, placed)
    return sorted(placed, key=lambda label: (label.wish.at, label.row))


def _stack(wishes: Sequence[Wish], room: tuple[float, float], gap: float, placed: list[Label]) -> None:
    mirrored = any(wish.span[0] + wish.width > room[1] for wish in wishes)
    for wish in wishes if mirrored else reversed(wishes):
        left = _within(wish.span[1] - wish.width if mirrored else wish.span[0], wish, room)
        label = Label(wish=wish, left=left, row=0)
        while not _free(label, placed, gap):
            label = Label(wish=wish, left=left, row=label.row + 1)
        placed.append(label)


def _free(label: Label, placed: Sequence[Label], gap: float) -> bool:
    """Whether it touches no label of its row and no line that leads down through it."""
    for other in placed:
        beside = label.right + gap <= other.left or other.right + gap <= label.left
        if other.row < label.top and label.row < other.top and not beside:
            return False
        if other.row > label.row and label.left - gap / 2 < other.stem < label.right + gap / 2:
            return False
    return True


def _within(left: float, wish: Wish, room: tuple[float, float]) -> float:
    return max(min(left, room[1] - wish.width), room[0])
