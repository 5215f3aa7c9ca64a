#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Starts real RabbitMQ, Consul and Prometheus on 127.0.0.1, without systemd.
#
#   eval "$(tests/stack/up.sh)"      # sets STACK_DIR and the URLs; "up.sh consul" starts that one alone
#   tests/stack/seed.sh              # optional: fill them
#   tests/stack/down.sh              # stop
#
# Safe to call again with the same STACK_DIR: what already runs is left alone, what was stopped comes back on its old ports
# and its old state. Progress goes to standard error; standard output holds only NAME=value lines.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

STACK_DIR=${STACK_DIR:-$(mktemp -d)}
mkdir -p "$STACK_DIR"
[ ! -f "$STACK_DIR/stack.env" ] || . "$STACK_DIR/stack.env"
. "$here/lib.sh"
. "$here/../../packaging/packages.sh"

systems=("$@")
[ ${#systems[@]} -gt 0 ] || systems=(rabbitmq consul prometheus)
for system in "${systems[@]}"; do
    case $system in rabbitmq | consul | prometheus) ;; *) die "no such system: $system" ;; esac
done
STACK_DIR=$(cd "$STACK_DIR" && pwd)
[ "$(id -u)" != 0 ] || chmod a+x "$STACK_DIR"    # dedicated users pass through

# ------------------------------------------------------------------- tools --
# own DIR USER: DIR exists and USER (if we are root and it exists) owns it.
own() {
    mkdir -p "$1"
    if [ "$(id -u)" = 0 ] && id "$2" >/dev/null 2>&1; then
        chown -R "$2" "$1"
    fi
}

# launch NAME USER COMMAND...: in the background, own process group, output
# to $STACK_DIR/NAME.log, process id in $STACK_DIR/NAME.pid. Root steps down
# to USER where that user can reach the folder.
launch() {
    local name=$1 user=$2 as=() dir=$STACK_DIR/$1
    shift 2
    own "$dir" "$user"
    if [ "$(id -u)" = 0 ] && id "$user" >/dev/null 2>&1; then
        if setpriv --reuid="$user" --regid="$user" --clear-groups \
               test -w "$dir" 2>/dev/null; then
            as=(setpriv --reuid="$user" --regid="$user" --clear-groups)
        else
            say "$name: user $user cannot reach the folder, running as root"
            chown -R root "$dir"
        fi
    fi
    # ${as[@]+...}: an empty array is an error under "set -u" in older bash.
    ( cd "$dir"
      exec setsid ${as[@]+"${as[@]}"} "$@" </dev/null >>"$STACK_DIR/$name.log" 2>&1
    ) &
    echo $! > "$STACK_DIR/$name.pid"
    disown
}

# wait_for NAME SECONDS COMMAND...: repeats COMMAND until it succeeds.
wait_for() {
    local name=$1 left=$(($2 * 5))
    shift 2
    until "$@" >/dev/null 2>&1; do
        alive "$STACK_DIR/$name.pid" || {
            tail -n 30 "$STACK_DIR/$name.log" >&2
            die "$name ended; its log is $STACK_DIR/$name.log"
        }
        left=$((left - 1))
        [ $left -gt 0 ] || {
            tail -n 30 "$STACK_DIR/$name.log" >&2
            die "$name does not answer"
        }
        sleep 0.2
    done
    say "$name: up after $(($(date +%s) - t0)) s"
}

get() { curl -sf --max-time 5 "$@"; }

# ------------------------------------------------------------------ consul --
start_consul() {
    alive "$STACK_DIR/consul.pid" && return 0
    local dir=$STACK_DIR/consul acl= extra=()
    mkdir -p "$dir"
    if [ "$CONSUL_MODE" = acl ]; then
        acl=',"acl":{"enabled":true,"default_policy":"deny","enable_token_persistence":true'
        [ -z "$CONSUL_MASTER_TOKEN" ] ||
            acl+=",\"tokens\":{\"master\":\"$CONSUL_MASTER_TOKEN\",\"agent\":\"$CONSUL_MASTER_TOKEN\"}"
        acl+='}'
    fi
    cat > "$dir/config.json" <<JSON
{"node_name":"node-1","datacenter":"dc1","bind_addr":"127.0.0.1","client_addr":"127.0.0.1",
 "ui":true,"disable_update_check":true,"log_level":"INFO","skip_leave_on_interrupt":true,
 "telemetry":{"prometheus_retention_time":"60s","disable_hostname":true},
 "performance":{"raft_multiplier":1},
 "ports":{"http":$CONSUL_HTTP_PORT,"dns":$CONSUL_DNS_PORT,"grpc":$CONSUL_GRPC_PORT,
          "server":$CONSUL_SERVER_PORT,"serf_lan":$CONSUL_SERF_LAN_PORT,"serf_wan":$CONSUL_SERF_WAN_PORT}$acl}
JSON
    case $CONSUL_MODE in
        dev) extra=(-dev) ;;
        server|acl) extra=(-server -bootstrap-expect=1 "-data-dir=$dir/data") ;;
        *) die "CONSUL_MODE must be server, acl or dev" ;;
    esac
    launch consul consul consul agent "-config-file=$dir/config.json" "${extra[@]}"
}

consul_ready() {
    get "$CONSUL_URL/v1/status/leader" | grep -q : || return 1
    [ "$CONSUL_MODE" = acl ] && [ -z "$CONSUL_MASTER_TOKEN" ] && return 0
    get -H "X-Consul-Token: $CONSUL_MASTER_TOKEN" \
        "$CONSUL_URL/v1/health/node/node-1" | grep -q serfHealth
}

# ---------------------------------------------------------------- rabbitmq --
start_rabbitmq() {
    alive "$STACK_DIR/rabbitmq.pid" && return 0
    local dir=$STACK_DIR/rabbitmq
    mkdir -p "$dir"
    # epmd: one a machine is enough; ours only if nobody answers on the port.
    if ! epmd -port "$EPMD_PORT" -names >/dev/null 2>&1; then
        ERL_EPMD_ADDRESS=127.0.0.1 launch epmd rabbitmq epmd -port "$EPMD_PORT"
        wait_for epmd 10 epmd -port "$EPMD_PORT" -names
    fi
    cat > "$dir/rabbitmq.conf" <<CONF
listeners.tcp.1 = 127.0.0.1:$RABBITMQ_AMQP_PORT
management.tcp.ip = 127.0.0.1
management.tcp.port = $RABBITMQ_MGMT_PORT
prometheus.tcp.ip = 127.0.0.1
prometheus.tcp.port = $RABBITMQ_PROM_PORT
log.console = true
log.console.level = info
log.file = false
CONF
    echo '[rabbitmq_management,rabbitmq_prometheus].' > "$dir/enabled_plugins"
    [ -e "$dir/.erlang.cookie" ] ||
        head -c 30 /dev/urandom | od -An -tx1 | tr -d ' \n' > "$dir/.erlang.cookie"
    chmod 400 "$dir/.erlang.cookie"
    : > "$dir/rabbitmq-env.conf"
    write_rabbitmq_env > "$dir/env"
    # RUNNING_UNDER_SYSTEMD makes the start script become the node instead of
    # its parent, so that the process id below is the node's own.
    ( set -a; . "$dir/env"; RUNNING_UNDER_SYSTEMD=1; set +a
      launch rabbitmq rabbitmq /usr/lib/rabbitmq/bin/rabbitmq-server )
}

# The environment of the server and of rabbitmqctl (see ctl.sh).
write_rabbitmq_env() {
    local dir=$STACK_DIR/rabbitmq
    cat <<ENV
HOME='$dir'
RABBITMQ_CONF_ENV_FILE='$dir/rabbitmq-env.conf'
RABBITMQ_NODENAME='$RABBITMQ_NODE'
RABBITMQ_CONFIG_FILE='$dir/rabbitmq.conf'
RABBITMQ_ADVANCED_CONFIG_FILE='$dir/advanced.config'
RABBITMQ_ENABLED_PLUGINS_FILE='$dir/enabled_plugins'
RABBITMQ_MNESIA_BASE='$dir/mnesia'
RABBITMQ_LOG_BASE='$dir/log'
RABBITMQ_LOGS='-'
RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'
RABBITMQ_DIST_PORT=$RABBITMQ_DIST_PORT_NUMBER
ERL_EPMD_PORT=$EPMD_PORT
ERL_EPMD_ADDRESS=127.0.0.1
ENV
}

rabbitmq_ready() {
    get -u guest:guest "$RABBITMQ_URL/api/health/checks/local-alarms" | grep -q '"ok"' &&
    get -u guest:guest "$RABBITMQ_URL/api/nodes" | grep -q '"running":true' &&
    get "$RABBITMQ_PROM_URL/metrics" | grep -q '^rabbitmq_identity_info'
}

# -------------------------------------------------------------- prometheus --
start_prometheus() {
    alive "$STACK_DIR/prometheus.pid" && return 0
    local dir=$STACK_DIR/prometheus token=
    mkdir -p "$dir/targets" "$dir/rules"
    [ -z "$CONSUL_MASTER_TOKEN" ] ||
        token="
    authorization: {credentials: \"$CONSUL_MASTER_TOKEN\"}"
    cat > "$dir/prometheus.yml" <<YML
global:
  scrape_interval: $PROMETHEUS_SCRAPE_INTERVAL
  evaluation_interval: $PROMETHEUS_SCRAPE_INTERVAL
rule_files: ['$dir/rules/*.yml']
scrape_configs:
  - job_name: prometheus
    static_configs: [{targets: ['127.0.0.1:$PROMETHEUS_PORT']}]
  - job_name: rabbitmq
    static_configs: [{targets: ['127.0.0.1:$RABBITMQ_PROM_PORT']}]
  - job_name: consul
    metrics_path: /v1/agent/metrics
    params: {format: [prometheus]}$token
    static_configs: [{targets: ['127.0.0.1:$CONSUL_HTTP_PORT']}]
  - job_name: files
    file_sd_configs: [{files: ['$dir/targets/*.json'], refresh_interval: 5s}]
YML
    launch prometheus prometheus /usr/bin/prometheus \
        --config.file="$dir/prometheus.yml" \
        --storage.tsdb.path="$dir/data" \
        --web.listen-address="127.0.0.1:$PROMETHEUS_PORT" \
        --web.enable-lifecycle --web.enable-admin-api
}

prometheus_ready() { get "$PROMETHEUS_URL/-/ready"; }

# -------------------------------------------------------------------- main --
install_packages systems
t0=$(date +%s)
for system in "${systems[@]}"; do "start_$system"; done
for system in "${systems[@]}"; do wait_for "$system" 100 "${system}_ready"; done

{
    for name in STACK_DIR CONSUL_URL RABBITMQ_URL RABBITMQ_PROM_URL PROMETHEUS_URL CONSUL_MODE CONSUL_MASTER_TOKEN \
            CONSUL_HTTP_PORT CONSUL_DNS_PORT CONSUL_GRPC_PORT CONSUL_SERVER_PORT CONSUL_SERF_LAN_PORT CONSUL_SERF_WAN_PORT \
            RABBITMQ_AMQP_PORT RABBITMQ_MGMT_PORT RABBITMQ_PROM_PORT RABBITMQ_DIST_PORT_NUMBER EPMD_PORT RABBITMQ_NODE \
            PROMETHEUS_PORT; do
        printf 'export %s=%q\n' "$name" "${!name}"
    done
} | tee "$STACK_DIR/stack.env"
