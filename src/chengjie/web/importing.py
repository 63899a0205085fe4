"""One import in a process of its own: `python -m chengjie.web.importing IDENTITY`, which the site starts by itself."""

from __future__ import annotations

import sys


def main(arguments: list[str]) -> int:
    """Do what was begun."""
    import django

    django.setup()
    from chengjie.web.imports import running
    from chengjie.web.records.registers import RegisterImport

    running.work(RegisterImport.objects.get(pk=arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
