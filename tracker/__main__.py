"""Where `tracker` and `python -m tracker` begin. Refuses to do anything but hand over."""

import gc
import sys

from tracker.cli.guard import run

OBJECTS_BETWEEN_LOOKS = 50_000
"""Facts, rows and frames are trees, without circles that the garbage collector would have to find, and it looks at all of them."""


def main() -> None:
    """Run the command line of this process."""
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            # A terminal that cannot show a sign gets its code instead of an error.
            reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
