# shellcheck shell=bash
# shellcheck disable=SC2034  # what is set here is read by the commands
# Who runs the program, and in which folders. Sourced, never run.

service_user=records
# The tests have their own.
system_folder=${RECORDS_SYSTEM_FOLDER:-/var/lib/records}

# Root may install; root does not serve. What strangers send is read by a user who owns nothing but the records.
# Sets me, the name of the one who serves, and as, the words to put before a command that is to run as him.
choose_user() {
  me=$(id -un)
  as=()
  is_root || return 0
  me=$service_user
  if ! id "$service_user" >/dev/null 2>&1; then
    say "Making the system user '$service_user': the program and its databases run as this user, not as root."
    useradd --system --user-group --home-dir "$system_folder" --no-create-home --shell /usr/sbin/nologin "$service_user"
  fi
  as=(setpriv "--reuid=$service_user" "--regid=$service_user" --init-groups --)
}

# choose_folders WISH: sets programs and data. WISH is what --data says, or empty.
# Beside the clone where the service user can reach it, else below /var/lib: under a closed home such as /root the
# user who serves could read neither the program nor the data.
choose_folders() {
  programs=$root/artifacts/program
  data=$root/data
  if is_root && ! "${as[@]}" test -x "$root"; then
    programs=$system_folder/program
    data=$system_folder/data
    say "The user '$service_user' cannot reach $root. Program and data lie in $system_folder instead."
  fi
  data=$(readlink -m "${1:-$data}")
}

# The data folder belongs to the one who serves. Everything in it is made by him and never by root: a root that writes
# into another user's folder can be led anywhere by a link.
prepare_data() {
  if [ ! -e "$data" ]; then
    mkdir -p "$(dirname "$data")"
    mkdir -m 700 "$data"
    ! is_root || chown "$service_user:$service_user" "$data"
  fi
  [ -d "$data" ] || fail "$data is no folder."
  local owner
  owner=$(stat -c %U "$data")
  [ "$owner" = "$me" ] || fail "$data belongs to the user '$owner', but Records would run here as '$me'. Choose another folder with --data, or hand it over: chown -R $me: $data"
  "${as[@]}" test -w "$data" -a -x "$data" || fail "The user '$me' cannot reach $data. Choose another folder with --data."
}

# Sets runtime, the folder of .NET. Where the service user cannot reach it (unpacked below /root, say), it is a copy.
prepare_runtime() {
  local from=$DOTNET_ROOT newest
  runtime=$from
  "${as[@]}" test ! -x "$runtime/dotnet" || return 0
  runtime=$system_folder/dotnet
  newest=$(dotnet --list-runtimes | awk '$1 == "Microsoft.AspNetCore.App" && $2 ~ /^10\./ { v = $2 } END { print v }')
  [ -n "$newest" ] || fail 'The ASP.NET Core 10 runtime is missing; it is part of the .NET 10 SDK.'
  [ ! -d "$runtime/shared/Microsoft.AspNetCore.App/$newest" ] || return 0
  say "The user '$service_user' cannot reach $from. The .NET runtime $newest is copied to $runtime."
  mkdir -p "$runtime.part/shared"
  cp -R "$from/dotnet" "$from/host" "$runtime.part/"
  cp -R "$from/shared/Microsoft.NETCore.App" "$from/shared/Microsoft.AspNetCore.App" "$runtime.part/shared/"
  chmod -R u=rwX,go=rX "$runtime.part"
  rm -rf "$runtime"
  mv "$runtime.part" "$runtime"
}

# Puts the words that start the program into run. It starts where everybody may stand, unless it can stand here.
prepare_run() {
  run=(env "DOTNET_ROOT=$runtime" "HOME=$data" "RECORDS_DATA=$data" "$program/Records.Api")
  "${as[@]}" test -x . || cd /
}
