"""What pip or the system said when the environment could not be made, in words a user can act on."""

from __future__ import annotations

import errno
import os
import re
import sys

Trouble = tuple[str, str]  # what happened, what to do

DISK_FULL: Trouble = ("The disk is full.", "free about 500 MB and run this again; it starts where it has to")
HASHES: Trouble = (
    "A package that the index served is not the one this program was tested with, so it was not installed.",
    "try again later or from another network; if it persists, tell whoever runs the package index",
)
NOT_WRITABLE: Trouble = ("This folder cannot be written in.", "copy it to a folder of your own and run build.py there")

# In this order: a full disk or a failing proxy also shows as a failed connection further down.
SAYINGS: tuple[tuple[str, Trouble], ...] = (
    (r"No space left on device|\[Errno 28\]|Disk quota exceeded|WinError 112", DISK_FULL),
    (r"DO NOT MATCH THE HASHES|HashMismatch", HASHES),
    (
        r"ProxyError|Cannot connect to proxy|Tunnel connection failed|407 Proxy Authentication|Proxy URL",
        (
            "The proxy between this machine and the package index refused or failed.",
            "set HTTPS_PROXY (or PIP_PROXY) to the proxy's address, with name and password if it wants them",
        ),
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError|SSLCertVerificationError|certificate verify failed",
        (
            "The package index's certificate is not trusted here; a proxy that opens secure traffic often causes this.",
            "set PIP_CERT to your organisation's certificate file (.pem)",
        ),
    ),
    (
        r"NewConnectionError|NameResolutionError|ConnectTimeout|ReadTimeout|ConnectionResetError|Connection refused"
        r"|Connection aborted|Temporary failure in name resolution|getaddrinfo failed|Network is unreachable"
        r"|nodename nor servname|Retrying \(",
        (
            "The package index cannot be reached.",
            "check the network; behind a proxy set HTTPS_PROXY, with an index of your own set PIP_INDEX_URL",
        ),
    ),
    (
        r"No matching distribution found|Could not find a version|is not a supported wheel",
        (
            f"One of the packages has no ready-made file for Python {sys.version_info[0]}.{sys.version_info[1]} on this"
            " machine.",
            "use Python 3.11 to 3.14 on Linux, Windows, or macOS 14 (Apple processors) or 15 (Intel)",
        ),
    ),
    (r"Permission denied|Read-only file system|Access is denied|\[Errno 13\]|\[Errno 30\]", NOT_WRITABLE),
    (
        r"No module named '?pip|No module named '?ensurepip",
        ("The environment has no pip.", "delete .venv and run this again"),
    ),
)


def from_output(output: str) -> Trouble:
    """Say what pip's output means. Output that nothing here knows is passed on, as its last lines."""
    for saying, (message, hint) in SAYINGS:
        if re.search(saying, output):
            culprit = re.search(r"(?:No matching distribution found for|from) (\S+==\S+)", output)
            named = f" ({culprit[1]})" if culprit and "ready-made" in message else ""
            return f"{message}{named}", hint
    last = [line.strip() for line in output.splitlines() if line.strip()][-3:]
    return f"The packages could not be installed: {' / '.join(last) or 'pip said nothing'}", "delete .venv, run again"


def from_system(failure: OSError, root: str) -> Trouble:
    """Say what the operating system refused."""
    if failure.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", -1)):
        return DISK_FULL
    if failure.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{NOT_WRITABLE[0]} ({failure.filename or root})", NOT_WRITABLE[1]
    if isinstance(failure, FileNotFoundError):
        name = os.path.relpath(failure.filename, root) if failure.filename else "a file"
        return f"{name} is missing.", "get a complete copy of this program; or delete .venv and run this again"
    return f"The environment could not be made: {failure.strerror or failure}", "delete .venv and run this again"
