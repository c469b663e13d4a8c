# shellcheck shell=bash
# The programs of Debian that Records runs beside itself: what is missing, and how it gets here. Sourced, never run.

# Prints one line a package: its name and what it is for. The order is the order in which we say it.
packages_to_run() {
  printf '%s\n' \
    'postgresql|the database server; private clusters in our own data folder' \
    'tesseract-ocr|text recognition' \
    'tesseract-ocr-deu|German for the text recognition' \
    'poppler-utils|PDF pages and their text layer' \
    'qpdf|searchable copies of scanned PDF files' \
    'fonts-dejavu-core|the letters of PDF files made of plain text' \
    'bubblewrap|a closed room for the programs that read uploads' \
    'util-linux|limits and the change of user for child processes'
}

packages_to_test() {
  packages_to_run
  printf '%s\n' \
    'python3|checks the proofs with code that is not ours' \
    'radosgw|an S3 store to test against: the gateway' \
    'ceph-mon|an S3 store to test against: the monitor' \
    'ceph-osd|an S3 store to test against: the storage' \
    'xfsprogs|a disk whose power the tests cut' \
    'shellcheck|checks the commands in ops/'
}

# Asks for what a package brings, not for the package: an administrator may have it from elsewhere.
package_present() {
  case $1 in
    postgresql) postgres_present ;;
    tesseract-ocr) have tesseract ;;
    tesseract-ocr-deu) have tesseract && grep -qx deu <<<"$(tesseract --list-langs 2>/dev/null)" ;;
    poppler-utils) have pdftotext && have pdftoppm && have pdfinfo ;;
    fonts-dejavu-core) [ -e /usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf ] ;;
    bubblewrap) have bwrap ;;
    xfsprogs) have mkfs.xfs && have xfs_io ;;
    util-linux) have setpriv && have setsid && have prlimit && have flock ;;
    *) have "$1" ;;
  esac
}

# Debian keeps the server's programs out of the PATH, one folder a version; Records needs 15 or newer.
postgres_present() {
  local bin version
  for bin in /usr/lib/postgresql/*/bin; do
    version=${bin#/usr/lib/postgresql/}
    version=${version%/bin}
    [[ $version =~ ^[0-9]+$ ]] && [ "$version" -ge 15 ] && [ -x "$bin/initdb" ] && [ -x "$bin/postgres" ] && return 0
  done
  have initdb && have postgres && have pg_ctl
}

# need_packages LIST INSTALL: LIST is a function above, INSTALL is yes or no.
need_packages() {
  local name why missing=()
  while IFS='|' read -r name why; do
    package_present "$name" && continue
    [ ${#missing[@]} -gt 0 ] || say 'Missing on this machine:'
    printf '  %-18s %s\n' "$name" "$why"
    missing+=("$name")
  done < <("$1")
  [ ${#missing[@]} -gt 0 ] || return 0

  have apt-get || fail "This is not a Debian system, so the packages must be installed by hand: ${missing[*]}"
  [ "$2" = yes ] || fail "Nothing was installed (--no-install). To install: $(apt_line "${missing[@]}")"
  install_packages "${missing[@]}"

  local still=()
  for name in "${missing[@]}"; do package_present "$name" || still+=("$name"); done
  [ ${#still[@]} -eq 0 ] || fail "Still missing after the installation: ${still[*]}"
}

apt_line() { printf 'sudo apt-get install --no-install-recommends %s' "$*"; }

install_packages() {
  local -a as=()
  if ! is_root; then
    have sudo || fail "You are not root and there is no sudo here. Please let root run: apt-get update && apt-get install --no-install-recommends $*"
    as=(sudo)
    # Without a terminal nobody could type a password, and the command would wait for ever.
    [ -t 0 ] || as+=(-n)
  fi
  say "Installing with apt-get: $*"

  # Debian's PostgreSQL package starts a cluster of its own while it is installed. Records does not use it, and a server
  # nobody asked for is one more to look after. A drop-in says no for the time of this installation; existing clusters
  # and the administrator's own settings are not touched.
  local folder=/etc/postgresql-common/createcluster.d
  local answer=$folder/records-no-main-cluster.conf
  local made_folder=no
  if [[ " $* " == *' postgresql '* ]]; then
    [ -d "$folder" ] || made_folder=yes
    "${as[@]}" mkdir -p "$folder"
    printf 'create_main_cluster = false\n' | "${as[@]}" tee "$answer" >/dev/null
  fi

  local log result=0
  log=$(mktemp)
  {
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update </dev/null \
      && "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$@" </dev/null
  } >"$log" 2>&1 || result=$?

  if [[ " $* " == *' postgresql '* ]]; then
    "${as[@]}" rm -f "$answer"
    [ "$made_folder" = no ] || "${as[@]}" rmdir --ignore-fail-on-non-empty "$folder" || true
  fi
  if [ "$result" -ne 0 ]; then
    tail -n 15 "$log" >&2
    rm -f "$log"
    fail "apt-get could not install the packages (its last words are above). By hand: $(apt_line "$@")"
  fi
  rm -f "$log"
}
