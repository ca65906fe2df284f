"""Where `tracker` and `python -m tracker` begin. Refuses to do anything but hand over."""

import gc
import sys

from tracker.cli.guard import run

LOOKS_OF_THE_COLLECTOR = (20_000, 10, 10)
"""How many objects the garbage collector waits for, and how often it looks at older ones: the library's 700 make it look at
all facts, rows and frames again and again, and they are trees, without circles that it would have to find. Screens leave
circles behind with every key."""

BEFORE_THE_FIRST_LOOK = 200_000
"""More than a start makes: modules and a case stay, and looking at them delays the first frame."""


def main() -> None:
    """Run the command line of this process."""
    gc.set_threshold(BEFORE_THE_FIRST_LOOK)
    gc.callbacks.append(_looks_as_usual)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A terminal that cannot show a sign gets its code instead of an error.
            reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def _looks_as_usual(phase: str, _: object) -> None:
    if phase == "stop":
        gc.callbacks.remove(_looks_as_usual)
        gc.set_threshold(*LOOKS_OF_THE_COLLECTOR)


if __name__ == "__main__":
    main()
