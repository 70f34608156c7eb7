# Read by bin/serve and bin/test: finds Python and makes .venv. Expects $root, the project's folder.
# shellcheck shell=sh

venv=$root/.venv

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# Sets $python: the environment's own, so that a second start needs nothing else, or the system's.
find_python() {
  for python in "$venv/bin/python" python3 python3.11 python3.12 python3.13 python3.14; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then return; fi
  done
  found=$(python3 -c 'import platform; print(platform.python_version())' 2>/dev/null) || found=none
  fail "MyPsoriasis needs Python 3.11 or newer; found here: $found. Install it (Debian, Ubuntu: python3, python3-venv)."
}

# make_environment FILE: installs what the requirements file names, unless that is done already.
make_environment() {
  if [ "$(cat "$(stamp_of "$1")" 2>/dev/null)" = "$(wanted "$1")" ]; then return; fi
  if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then make_venv; fi
  say "Installing what $1 names into .venv. The first time this takes about half a minute."
  "$venv/bin/python" -m pip install -qq --disable-pip-version-check --requirement "$root/$1" ||
    fail "The packages could not be installed; the lines above say why. Run the same command again when that is mended."
  # The tests' list holds the site's, so the site is installed too.
  wanted requirements.txt > "$(stamp_of requirements.txt)"
  wanted "$1" > "$(stamp_of "$1")"
}

make_venv() {
  version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    fail "Python's venv module is missing. Debian, Ubuntu: apt install python$version-venv"
  say "Making the Python environment in .venv (Python $version)."
  "$python" -m venv --clear "$venv" || fail "The Python environment could not be made; the lines above say why."
}

stamp_of() { say "$venv/installed-$(basename "$1" .txt)"; }

# What a stamp must hold: this Python and these lists.
wanted() {
  "$venv/bin/python" -V 2>/dev/null || say none
  cat "$root/requirements.txt" "$root/$1" | cksum
}
