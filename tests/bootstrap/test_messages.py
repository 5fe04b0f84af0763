"""What a user reads when the environment cannot be made: every path has words and a remedy, none a traceback."""

from __future__ import annotations

import ast
import errno
import importlib.util
import io
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

import environment
from environment import making, troubles

ROOT = Path(__file__).resolve().parents[2]

SAID_BY_PIP = {
    "no network": (
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('<urllib3.connection."
        "HTTPSConnection object>: Failed to establish a new connection: [Errno -3] Temporary failure in name resolution"
        "')': /simple/babel/\nERROR: Could not find a version that satisfies the requirement babel==2.18.0\n"
        "ERROR: No matching distribution found for babel==2.18.0\n",
        "cannot be reached",
        "network",
    ),
    "proxy": (
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'ProxyError('Cannot connect to proxy.', "
        "OSError('Tunnel connection failed: 407 Proxy Authentication Required'))': /simple/babel/\n"
        "ERROR: No matching distribution found for babel==2.18.0\n",
        "proxy",
        "HTTPS_PROXY",
    ),
    "certificate": (
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'SSLError(SSLCertVerificationError(1, "
        "'[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate'))': /simple/babel/\n",
        "certificate",
        "PIP_CERT",
    ),
    "hash": (
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated the package "
        "versions, please update the hashes.\n",
        "not the one this program was tested with",
        "another network",
    ),
    "no wheel": (
        "ERROR: Could not find a version that satisfies the requirement pikepdf==10.13.0.post1 (from versions: none)\n"
        "ERROR: No matching distribution found for pikepdf==10.13.0.post1\n",
        "(pikepdf==10.13.0.post1)",
        "Python 3.11 to 3.14",
    ),
    "disk": (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n",
        "disk is full",
        "free about",
    ),
    "read-only": (
        "ERROR: Could not install packages due to an OSError: [Errno 30] Read-only file system: '/srv/.venv/lib'\n",
        "cannot be written",
        "copy it",
    ),
    "no pip": ("/srv/.venv/bin/python: No module named pip\n", "has no pip", "delete .venv"),
    "unheard of": ("first\nsecond\nERROR: a surprise\n", "a surprise", "delete .venv"),
    "silence": ("", "pip said nothing", "delete .venv"),
}


@pytest.mark.parametrize("case", SAID_BY_PIP)
def test_pips_words_become_a_cause_and_a_remedy(case: str) -> None:
    output, message_part, hint_part = SAID_BY_PIP[case]
    message, hint = troubles.from_output(output)
    assert message_part in message
    assert hint_part in hint


@pytest.mark.parametrize(
    ("failure", "part"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/.venv"), "cannot be written in. (/srv/.venv)"),
        (OSError(errno.EROFS, "Read-only file system"), "cannot be written in. (/srv)"),
        (FileNotFoundError(errno.ENOENT, "No such file", "/srv/requirements.lock"), "requirements.lock is missing"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_what_the_system_refuses_is_told(failure: OSError, part: str) -> None:
    message, hint = troubles.from_system(failure, "/srv")
    assert part in message
    assert hint


def test_the_messages_are_plain_ascii() -> None:
    """A console of any encoding must be able to show them."""
    sources = [ROOT / "build.py", *(ROOT / "environment").glob("*.py")]
    assert len(sources) == 4
    assert all(path.read_text("utf-8").isascii() for path in sources)


def run_main(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = environment.main(list(arguments), str(root))
    return code, capsys.readouterr().err


@pytest.mark.parametrize(("debian", "remedy"), [(True, "apt install python3-venv"), (False, "python.org")])
def test_a_python_without_ensurepip(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], debian: bool, remedy: str
) -> None:
    find = importlib.util.find_spec

    def lacking(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "ensurepip" else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", lacking)
    monkeypatch.setattr("os.path.exists", lambda path: debian if path == "/etc/debian_version" else Path(path).exists())
    code, said = run_main(copy, capsys)
    assert code == environment.SETUP_EXIT_CODE
    assert "venv and ensurepip" in said
    assert remedy in said


def test_a_folder_that_cannot_be_written(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(path: str, **_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr("os.makedirs", refuse)
    code, said = run_main(copy, capsys)
    assert code == environment.SETUP_EXIT_CODE
    assert "cannot be written" in said
    assert "copy it to a folder of your own" in said


def test_a_failing_ensurepip_on_a_full_disk(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_builder: object, _folder: str) -> None:
        raise subprocess.CalledProcessError(1, "ensurepip", output=b"OSError: [Errno 28] No space left on device")

    monkeypatch.setattr("venv.EnvBuilder.create", fail)
    code, said = run_main(copy, capsys)
    assert code == environment.SETUP_EXIT_CODE
    assert "The disk is full." in said


def test_a_missing_lock(copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(making, "create", lambda root: None)
    (copy / "requirements.lock").unlink()
    code, said = run_main(copy, capsys)
    assert code == environment.SETUP_EXIT_CODE
    assert "requirements.lock is missing" in said


def test_an_interruption_is_no_traceback(
    copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(root: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "create", interrupt)
    code, said = run_main(copy, capsys)
    assert code == 130
    assert "interrupted" in said


NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing answers there


@pytest.mark.parametrize(
    ("variables", "part"),
    [
        ({"PIP_INDEX_URL": f"{NOWHERE}/simple"}, "cannot be reached"),
        ({"PIP_INDEX_URL": "https://127.0.0.1:9/simple", "PIP_PROXY": NOWHERE}, "proxy"),
    ],
)
def test_the_real_pip_without_network_or_proxy(
    copy: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], part: str
) -> None:
    """The sayings above are what this pip really says."""
    (copy / "requirements.lock").write_text(f"a-package-of-nowhere==1.0 --hash=sha256:{'0' * 64}\n")
    settings = {"PIP_CONFIG_FILE": "/dev/null", "PIP_RETRIES": "1", "PIP_NO_CACHE_DIR": "1", "PIP_TIMEOUT": "2"}
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (settings | variables | {"no_proxy": "", "NO_PROXY": ""}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(making, "pip_command", lambda root: [sys.executable, "-m", "pip"])
    monkeypatch.setattr(making, "create", lambda root: None)
    with pytest.raises(environment.SetupError, match=part):
        making.set_up(str(copy), environment.LOCK)


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_script", ROOT / "build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_old_python_is_told_which_one_to_use() -> None:
    build = load_build()
    assert build.refusal((3, 9, 2), "python3.12") == (
        "This program needs Python 3.11 or newer; this is Python 3.9.\n  hint: run  python3.12 build.py  instead\n"
    )
    assert "python.org" in build.refusal((2, 7, 18), "")


def test_an_old_python_stops_before_anything_newer_is_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = io.StringIO()
    monkeypatch.setattr(sys, "version_info", (3, 6, 15))
    monkeypatch.setattr(sys, "stderr", heard)
    monkeypatch.setitem(sys.modules, "environment", None)  # importing it would raise
    source = (ROOT / "build.py").read_text()
    with pytest.raises(SystemExit) as stop:
        exec(compile(source, "build.py", "exec"), {"__name__": "__main__"})
    assert stop.value.code == 2
    assert "this is Python 3.6" in heard.getvalue()


def test_build_py_parses_on_every_python() -> None:
    """Nothing newer than Python 2.7 in its syntax, or an old Python would answer with a syntax error."""
    tree = ast.parse((ROOT / "build.py").read_text(), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Nonlocal, ast.Starred, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert functions
    assert not [f.name for f in functions if f.returns or f.args.kwonlyargs or any(a.annotation for a in f.args.args)]
    futures = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert not futures
