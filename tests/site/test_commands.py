"""bin/serve and bin/test before anything else happens: options, Python, port, environment."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COPIED = ["bin", "requirements", "requirements.txt"]


@pytest.fixture
def project(tmp_path):
    """A copy of the commands alone, in a folder whose name has spaces, without an environment."""
    folder = tmp_path / "my own site"
    folder.mkdir()
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def make_python(tmp_path):
    """make_python(body): a directory to stand for PATH, whose python3 is the shell script `body`."""

    def make(body: str) -> str:
        folder = tmp_path / "programs"
        folder.mkdir()
        for tool in ("sh", "dirname", "basename", "cat", "cksum"):
            (folder / tool).symlink_to(shutil.which(tool))
        python = folder / "python3"
        python.write_text(f"#!/bin/sh\n{body}\n")
        python.chmod(0o755)
        return str(folder)

    return make


def run(command: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [command, *arguments], cwd="/", env=os.environ | environment, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize("name", ["serve", "test"])
def test_help_tells_what_the_command_does_and_makes_nothing(project, name):
    told = run(project / "bin" / name, "--help")
    assert told.returncode == 0
    assert told.stdout.startswith(f"Usage: bin/{name}")
    assert not (project / ".venv").exists()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--prot", "8001"], "--prot"),
        (["8001"], "8001"),
        (["--port"], "--port"),
        (["--port", "eighty"], "eighty"),
        (["--port", "0"], "0"),
        (["--port=65536"], "65536"),
        (["--port", "99999999999999999999"], "99999999999999999999"),
    ],
)
def test_a_wrong_option_is_named_in_one_line(project, arguments, named):
    refused = run(project / "bin/serve", *arguments)
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
    assert named in refused.stderr
    assert not (project / ".venv").exists()


def test_a_taken_port_is_told_before_anything_is_made(project):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        refused = run(project / "bin/serve", "--port", port)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"Port {port} is taken")
    assert len(refused.stderr.splitlines()) == 1
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("name", ["serve", "test"])
def test_an_old_python_is_named_in_one_line(project, make_python, name):
    old = 'case $2 in *platform*) echo 3.9.2 ;; *) exit 1 ;; esac'
    refused = run(project / "bin" / name, PATH=make_python(old))
    assert refused.returncode == 1
    assert "needs Python 3.11 or newer; found here: 3.9.2" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_without_any_python_the_message_says_so(project, make_python):
    path = make_python("")
    Path(path, "python3").unlink()
    refused = run(project / "bin/serve", PATH=path)
    assert "found here: none" in refused.stderr


def test_a_missing_venv_module_is_named_with_its_debian_package(project, make_python, free_port):
    without_venv = f'case $2 in *ensurepip*) exit 1 ;; esac; exec "{sys.executable}" "$@"'
    refused = run(project / "bin/serve", "--port", str(free_port), PATH=make_python(without_venv))
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert refused.returncode == 1
    assert refused.stderr.splitlines() == [
        f"Python's venv module is missing. Debian, Ubuntu: apt install python{version}-venv"
    ]
