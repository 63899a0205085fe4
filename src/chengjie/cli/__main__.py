"""`python -m chengjie.cli`."""

from chengjie.cli.main import main

main()
