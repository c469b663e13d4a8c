# shellcheck shell=bash
# Building, and knowing when not to. Sourced, never run.

# One hash over every file the program is made of, and over the compiler. Content, not times: a checkout or a copy
# changes times without changing the program, and an edit can leave them as they were.
source_stamp() {
  (
    cd "$root" || exit
    {
      dotnet --version
      find Records.Core Records.Actors Records.Storage Records.Api ops/build .editorconfig \
        -type d \( -name bin -o -name obj \) -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum
    } | sha256sum | cut -c 1-16
  )
}

# Restores and builds the program when its sources changed, and names the folder it then runs from in program.
# It runs from a copy and not from bin/: the next build would pull the files from under the running program.
# build_program FOLDER: FOLDER keeps the copies.
build_program() {
  local folder=$1 stamp started part build_lock
  stamp=$(source_stamp)
  program=$folder/$stamp
  [ ! -x "$program/Records.Api" ] || return 0

  mkdir -p "$root/artifacts"
  exec {build_lock}>"$root/artifacts/build.lock"
  flock "$build_lock"
  started=$SECONDS
  say 'Building (only after a change) ...'
  restore_locked Records.Api/Records.Api.csproj
  compile Records.Api/Records.Api.csproj

  mkdir -p "$folder"
  part=$(mktemp -d "$folder/.part.XXXXXX")
  cp -R "$root/Records.Api/bin/Release/net10.0/." "$part"
  chmod -R u=rwX,go=rX "$part"
  rm -rf "$program"
  mv "$part" "$program"
  keep_newest "$folder" 3
  exec {build_lock}>&-
  say "Built in $((SECONDS - started)) s."
}

# restore_locked WHAT: exactly the packages of the lock files, and no warnings.
restore_locked() {
  local log
  log=$(mktemp)
  if ! dotnet restore "$root/$1" --locked-mode >"$log" 2>&1 || grep -qE 'warning (NU|MSB|NETSDK)[0-9]+' "$log"; then
    cat "$log" >&2
    rm -f "$log"
    fail 'Restoring the packages failed or warned. The lock files (packages.lock.json) say exactly what is needed.'
  fi
  rm -f "$log"
}

# compile WHAT: Release, warnings are errors.
compile() {
  local log
  log=$(mktemp)
  if ! dotnet build "$root/$1" --configuration Release --no-restore >"$log" 2>&1; then
    grep -E 'error|warning' "$log" | sort -u | head -n 40 >&2 || tail -n 40 "$log" >&2
    rm -f "$log"
    fail 'The build failed (see above).'
  fi
  rm -f "$log"
}

# The few newest stay, and so does one that is running.
keep_newest() {
  local folder=$1 keep=$2 old
  while read -r old; do
    grep -qF "$folder/$old/" <<<"$(readlink /proc/[0-9]*/exe 2>/dev/null)" || rm -rf "${folder:?}/$old"
  done < <(
    find "$folder" -mindepth 1 -maxdepth 1 -type d -not -name '.part.*' -printf '%T@ %f\n' | sort -rn | tail -n +$((keep + 1)) | cut -d ' ' -f 2-)
}
