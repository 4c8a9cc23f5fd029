# shellcheck shell=bash
# Packages, configuration and building, for tools/run and tools/test. Sourced by them, not run.
#
# What was compiled or checked before is kept in a cache: the folder FLOORLINE_CACHE if that is set, else
# ~/.cache/floorline (or below XDG_CACHE_HOME) if it exists and can be written to, else a folder inside build/. With one
# of the first two, a second clone of the project finds what the first has compiled: paths in the cache are relative to
# the clone. Several clones may use one at the same time.

project_dir="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
build_dir="$project_dir/build"
if [[ -n "${FLOORLINE_CACHE:-}" ]]; then
  cache_dir="$FLOORLINE_CACHE"
elif [[ -w "${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/floorline" ]]; then
  cache_dir="${XDG_CACHE_HOME:-$HOME/.cache}/floorline"
else
  cache_dir="$build_dir/cache"
fi
mkdir -p "$cache_dir"
cache_dir="$(cd "$cache_dir" && pwd)"
export SYSTEMC_DISABLE_COPYRIGHT_MESSAGE=1  # SystemC greets on stderr otherwise

say() { printf '==> %s\n' "$*"; }

fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# packages_of SECTION...: the packages of these sections of packages.apt, one a line.
packages_of() {
  awk -v wanted=" $* " '
    { sub(/#.*/, "") }
    /^\[/ { section = substr($1, 2, length($1) - 2); next }
    NF && index(wanted, " " section " ") { print $1 }' "$project_dir/tools/packages.apt"
}

# ensure_packages SECTION...: installs what is missing of these sections; calls apt for nothing else.
ensure_packages() {
  local package missing=() as_root=()
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    say "No apt here: taking for granted what tools/packages.apt lists"
    return
  fi
  for package in $(packages_of "$@"); do
    [[ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" == 'install ok installed' ]] || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  if [[ "$(id -u)" -ne 0 ]]; then
    command -v sudo >/dev/null ||
      fail "packages are missing and neither root nor sudo is at hand; run as root: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi
  say "Installing ${missing[*]}"
  # In English, because when_unlocked reads the messages.
  local apt=("${as_root[@]}" env LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get -q)
  when_unlocked "${apt[@]}" update
  when_unlocked "${apt[@]}" install -y --no-install-recommends "${missing[@]}"
}

# when_unlocked COMMAND...: runs it, and again for up to ten minutes while it fails because another process holds a lock
# of the package manager: a fresh machine often updates itself.
when_unlocked() {
  local deadline=$((SECONDS + 600)) errors
  errors="$(mktemp)"
  until "$@" 2>"$errors"; do
    cat "$errors" >&2
    if ! grep -qE 'Could not get lock|Unable to lock|is held by process' "$errors" || [[ $SECONDS -ge $deadline ]]; then
      rm -f "$errors"
      fail "failed: $*"
    fi
    say "The package manager is busy; trying again"
    sleep 5
  done
  cat "$errors" >&2
  rm -f "$errors"
}

# configure DIRECTORY CMAKE_OPTION...: does nothing when the directory was configured with the same options before;
# ninja itself configures anew when a CMakeLists.txt changed.
configure() {
  local directory=$1
  # The compiler cache is named in the build rules, so that a plain `ninja -C build` keeps to it too. Both scripts build
  # with the same flags, so that they share objects.
  local options=(
    "-DCMAKE_CXX_COMPILER_LAUNCHER=env;CCACHE_DIR=$cache_dir/ccache;CCACHE_MAXSIZE=2G;CCACHE_BASEDIR=$project_dir;CCACHE_NOHASHDIR=1;ccache"
    -DFLOORLINE_WERROR=ON
    "${@:2}")
  if command -v mold >/dev/null; then
    options+=(-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=mold)
  fi
  if [[ -f "$directory/build.ninja" && "$(cat "$directory/options" 2>/dev/null)" == "${options[*]}" ]]; then
    return
  fi
  say "Configuring $directory"
  cmake -S "$project_dir" -B "$directory" -G Ninja "${options[@]}"
  printf '%s\n' "${options[*]}" >"$directory/options"
}

# build DIRECTORY TARGET...
build() {
  say "Building ${*:2} in $1"
  ninja -C "$1" -j "$(nproc)" "${@:2}"
}

# Sets FLOORLINE_DATA to the directory with the published networks and recordings, or to nothing when there is none.
find_data() {
  if [[ -n "${FLOORLINE_DATA:-}" ]]; then
    [[ -d "$FLOORLINE_DATA" ]] || fail "FLOORLINE_DATA is '$FLOORLINE_DATA', which is no directory"
    FLOORLINE_DATA="$(cd "$FLOORLINE_DATA" && pwd)"
  elif [[ -d "$project_dir/../shared/data" ]]; then
    FLOORLINE_DATA="$(cd "$project_dir/../shared/data" && pwd)"
  else
    FLOORLINE_DATA=""
  fi
  export FLOORLINE_DATA
}
