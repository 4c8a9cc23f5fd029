#!/usr/bin/env bash
# Runs clang-tidy over every .cpp of the project that the build folder compiles, one process per core.
#
#   tidy.sh BUILD_FOLDER RECORD_FOLDER [FOLDER...]   of these folders of the project only
#
# A file found clean is not looked at again until its own text, that of any header it includes, its compile command,
# a .clang-tidy or clang-tidy itself changes: RECORD_FOLDER holds, for each clean file, the checksum of all that it was
# clean with. Paths in there are relative to the project, so that several clones can share the folder. What includes what
# is taken from ninja, so the build folder must be built first.
set -euo pipefail
project_dir="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
build_dir="$(cd "$1" && pwd)"
mkdir -p "$2"
clean_dir="$(cd "$2" && pwd)"
record_dir="$build_dir/tidy"
mkdir -p "$record_dir"
cd "$project_dir"

ninja -C "$build_dir" -t deps >"$record_dir/ninja_dependencies"
settings="$( (clang-tidy --version && cat .clang-tidy ./*/.clang-tidy) | sha256sum)"

# Writes, for every source, all that its verdict depends on to RECORD_DIR/<path with dashes>.inputs, and names the source.
list_sources() {
  # Ninja also remembers files that are gone by now, of objects that are no longer built. It knows them by the paths that
  # the compiler was given, which a compiler cache may have made relative to the build folder.
  awk -v build="$build_dir" '
    function absolute(path, parts, count, depth, i, result) {
      if (path !~ /^\//) path = build "/" path
      count = split(path, parts, "/")
      for (i = 1; i <= count; ++i) {
        if (parts[i] == "..") --depth
        else if (parts[i] != "" && parts[i] != ".") kept[++depth] = parts[i]
      }
      for (i = 1; i <= depth; ++i) result = result "/" kept[i]
      return result
    }
    /^ / { print "    " absolute($1); next }
    { print }
  ' "$record_dir/ninja_dependencies" >"$record_dir/dependencies"
  awk '/^ / { print $1 }' "$record_dir/dependencies" | sort -u |
    (xargs sha256sum 2>/dev/null || true) >"$record_dir/checksums"
  awk -v project="$project_dir/" -v build="$build_dir/" -v records="$record_dir/" -v settings="$settings" '
    # Both folders by names that are the same in every clone.
    function relative(text) { return renamed(renamed(text, build, "BUILD"), project, "PROJECT") }
    function renamed(text, folder, name, place) {
      folder = substr(folder, 1, length(folder) - 1)
      while ((place = index(text, folder)) > 0) text = substr(text, 1, place - 1) name substr(text, place + length(folder))
      return text
    }
    FILENAME ~ /checksums$/ { checksum[$2] = $1; next }
    FILENAME ~ /compile_commands.json$/ {
      if ($1 == "\"command\":") command = $0
      if ($1 == "\"file\":") { gsub(/[",]/, "", $2); commands[$2] = commands[$2] command }
      next
    }
    # In the list of dependencies an object line is followed by its source and headers, indented.
    /^[^ ]/ { expect_source = 1; next }
    NF == 0 { next }
    expect_source {
      expect_source = 0
      source = ""
      if (index($1, project) == 1 && !($1 in seen) && ($1 in commands)) {
        seen[$1] = 1
        source = substr($1, length(project) + 1)
        record = source
        gsub("/", "-", record)
        record = records record ".inputs"
        print settings relative(commands[$1]) >record
        print source
      }
    }
    source != "" { print checksum[$1], relative($1) >record }
    END {
      for (file in commands) {
        if (index(file, project) == 1 && index(file, build) != 1 && !(file in seen)) {
          print "tidy.sh: what " file " includes is not known; build it first" >"/dev/stderr"
          exit 1
        }
      }
    }
  ' "$record_dir/checksums" "$build_dir/compile_commands.json" "$record_dir/dependencies"
}

check_one() {
  local source=$1 record="$2/${1//\//-}" clean
  clean="$4/$(sha256sum <"$record.inputs" | cut -c1-40)"
  if [[ -e "$clean" ]]; then
    touch "$clean"
    return 0
  fi
  echo "  $source"
  # Its count of warnings suppressed in system headers goes to stderr and says nothing.
  clang-tidy --quiet -p "$3" "$source" 2>"$record.stderr" || { cat "$record.stderr"; return 1; }
  : >"$clean"
}
export -f check_one

# Those in the folders that were asked for.
wanted_sources() {
  [[ $# -gt 0 ]] || { cat; return; }
  local folder_pattern
  folder_pattern="$(printf '|%s' "$@")"
  grep -E "^(${folder_pattern#|})/" || true
}

list_sources | wanted_sources "${@:3}" | xargs -r -P "$(nproc)" -I{} bash -c 'check_one "$@"' _ {} "$record_dir" "$build_dir" "$clean_dir"
# Records of what nobody has asked for in a long time.
find "$clean_dir" -type f -mtime +60 -delete
