"""What holds for every test: nobody's own settings and folders."""

import os

os.environ["TRACKER_CONFIG"] = os.devnull
