"""`python -m policykit`: the command line where the folder of installed commands is not on the path."""

import sys

from policykit.cli import main

sys.exit(main())
