# Sourced by scripts/analyze and scripts/test: which Debian or Ubuntu packages a
# build needs, and how to install those that are missing.

packages_to_analyze() {
  # clang-19 holds the CMake package of the libraries.
  echo cmake ninja-build g++ llvm-19-dev libclang-19-dev clang-19 \
    libpg-query-dev
}

packages_to_test() {
  packages_to_analyze
  # PostgreSQL and its client library are for one of the forced races.
  echo python3 python3-clang-19 git libgtest-dev clang-tidy-19 clang-format-19 \
    llvm-19-tools libpq-dev postgresql
}

packages_of_llvm_22() {
  echo llvm-22-dev libclang-22-dev clang-22 clang-tidy-22 llvm-22-tools
}

# Those of the given packages that are not installed.
missing_packages() {
  local name
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null |
      grep -q 'ok installed' || echo "$name"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    return 126
  fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qy --no-install-recommends "$@" >&2
}

# The package of PostgreSQL makes a cluster of the system's and starts it. Our
# tests start a server of their own, so nothing else should run: this switches
# that off, on machines that had nothing of PostgreSQL before.
keep_postgresql_from_starting() {
  case " $* " in *" postgresql "*) ;; *) return 0 ;; esac
  [ -n "$(missing_packages postgresql-common)" ] || return 0
  apt_install postgresql-common &&
    as_root sed -i 's/^#* *create_main_cluster.*/create_main_cluster = false/' \
      /etc/postgresql-common/createcluster.conf
}

# Installs the given packages; says what to do where that is not possible.
install_packages() {
  local missing
  if ! command -v dpkg-query >/dev/null; then
    return 0 # not Debian: CMake says what it does not find
  fi
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  missing=$(echo $missing)
  echo "installing: $missing" >&2
  if ! as_root true 2>/dev/null; then
    echo "$0: not root and no sudo; install these packages first: $missing" >&2
    return 1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -q >&2 || true
  keep_postgresql_from_starting $missing && apt_install $missing && return 0
  echo "$0: these packages could not be installed: $missing" >&2
  return 1
}
