"""A clone with nothing but Python becomes a built report: checks the Python, then lets environment.py do the rest.

    python3 build.py              builds the report project this file stands in
    python3 build.py VERB ...     any verb of the command `report` (python3 build.py --help)
    python3 build.py test ...     runs the program's own checks and tests

This file has to parse on every Python there is, so that an old one gets an answer instead of a syntax error.
"""

import sys

OLDEST = (3, 11)


def refusal(version, found):
    """Say what is wrong with this Python and which one to use instead; `found` is the name of a newer one or ''."""
    lines = [
        "This program needs Python %d.%d or newer; this is Python %d.%d." % (OLDEST + tuple(version[:2])),
        "  hint: run  %s build.py  instead" % found
        if found
        else "  hint: install a newer Python (python.org, or your system's packages) and run this again with it",
    ]
    return "\n".join(lines) + "\n"


def newer_python():
    """Name of a newer Python on the search path, '' when there is none."""
    try:
        from shutil import which
    except ImportError:  # Python 2
        return ""
    for minor in range(14, OLDEST[1] - 1, -1):
        if which("python3.%d" % minor):
            return "python3.%d" % minor
    return ""


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        sys.stderr.write(refusal(sys.version_info, newer_python()))
        sys.exit(2)
    import environment

    sys.exit(environment.main(sys.argv[1:]))
