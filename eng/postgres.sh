# A PostgreSQL cluster that lives as long as one test run. Sourced by test.sh.

postgres_folder=""
postgres_bin=""

# The newest installed server programs; Debian keeps them out of PATH.
find_postgres_bin() {
  postgres_bin="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)"
  if [ -z "$postgres_bin" ] && command -v initdb >/dev/null 2>&1; then
    postgres_bin="$(dirname "$(readlink -f "$(command -v initdb)")")"
  fi
  [ -n "$postgres_bin" ] && [ -x "$postgres_bin/initdb" ] && [ -x "$postgres_bin/pg_ctl" ]
}

# Debian's package would start a system cluster at once; this keeps it from making one. The file is left alone where it exists.
install_postgres() {
  local settings=/etc/postgresql-common/createcluster.conf
  command -v apt-get >/dev/null 2>&1 && as_root true || return 1
  if [ ! -e "$settings" ]; then
    as_root mkdir -p "$(dirname "$settings")" && printf 'create_main_cluster = false\n' | as_root tee "$settings" >/dev/null || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql-common >/dev/null 2>&1 || true
  fi
  apt_install postgresql
}

# The server refuses to run as root, so root hands it to the account that the package made.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

free_port() {
  local port try
  for try in 1 2 3 4 5 6 7 8 9 10; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 40000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s' "$port"
      return 0
    fi
  done
  return 1
}

start_postgres() {
  find_postgres_bin || { install_postgres && find_postgres_bin; } || return 1
  if [ "$(id -u)" = 0 ] && ! id postgres >/dev/null 2>&1; then
    return 1
  fi
  postgres_folder="$(mktemp -d "/tmp/triage-pg.XXXXXX")" || return 1
  local password
  password="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  printf '%s\n' "$password" >"$postgres_folder/password"
  if [ "$(id -u)" = 0 ]; then chown -R postgres "$postgres_folder"; fi
  if ! as_postgres "$postgres_bin/initdb" -D "$postgres_folder/data" -U triage -E UTF8 --locale=C.UTF-8 --auth=scram-sha-256 \
      --pwfile="$postgres_folder/password" >"$results/postgres.log" 2>&1; then
    tail -n 5 "$results/postgres.log"
    stop_postgres
    return 1
  fi
  local try port
  for try in 1 2 3; do
    port="$(free_port)" || break
    # Nothing here outlives the run, so nothing needs to reach the disk.
    if as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -l "$postgres_folder/server.log" -w -t 60 start \
        -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$postgres_folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" \
        >>"$results/postgres.log" 2>&1 </dev/null; then
      export TRIAGE_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=triage;Password=$password;Database=postgres;Include Error Detail=true"
      return 0
    fi
  done
  cat "$postgres_folder/server.log" >>"$results/postgres.log" 2>/dev/null
  tail -n 5 "$results/postgres.log"
  stop_postgres
  return 1
}

stop_postgres() {
  [ -n "$postgres_folder" ] || return 0
  if [ -f "$postgres_folder/data/postmaster.pid" ]; then
    as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  fi
  rm -rf "$postgres_folder"
  postgres_folder=""
}
