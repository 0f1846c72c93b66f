# Sourced by run: a PostgreSQL of one's own. It lives in one folder, listens on
# a socket in that folder only, and touches no cluster of the system's.

# Runs a command as a user that may own a PostgreSQL, which root may not.
as_owner() {
  if [ "$(id -u)" = 0 ]; then
    setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
  else
    "$@"
  fi
}

start_postgres() { # FOLDER
  local bin
  bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  if [ ! -x "$bin/postgres" ]; then
    echo "$0: this needs PostgreSQL: the package postgresql" >&2
    return 2
  fi
  postgres_folder=$1
  mkdir "$1"
  [ "$(id -u)" != 0 ] || chown nobody:nogroup "$1"
  chmod 700 "$1"
  # Nothing of the caller's environment leads to another server.
  unset "${!PG@}"
  (
    cd "$1"
    as_owner "$bin/initdb" -D "$1/data" -U race -A trust -E UTF8 --locale=C \
      --no-sync >"$1/initdb.log" 2>&1 || { cat "$1/initdb.log" >&2; exit 2; }
  ) || return
  export PGHOST=$1 PGUSER=race PGDATABASE=postgres
  postgres_bin=$bin # from here on there may be something to stop
  (
    cd "$1"
    as_owner "$bin/pg_ctl" start -w -t 60 -D "$1/data" -l "$1/server.log" \
      -o "-k '$1' -c listen_addresses='' -c fsync=off" >/dev/null
  ) || { cat "$1/server.log" >&2; return 2; }
}

stop_postgres() {
  [ -n "${postgres_bin:-}" ] || return 0
  (
    cd "$postgres_folder"
    as_owner "$postgres_bin/pg_ctl" stop -w -m immediate \
      -D "$postgres_folder/data" >/dev/null
  ) || true
}
