"""`python -m report` is the command `report`."""

import sys

from report.cli import main

sys.exit(main())
