import sys

from commonground.cli import main

sys.exit(main())
