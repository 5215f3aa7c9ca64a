# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Common settings of up.sh, seed.sh and down.sh; read with "." by each. Every value can be given in the environment. A port
# that is not given is a free one, so that several stacks and a real system run side by side.

# free_port NAME...: gives each variable that is empty a port of its own on which nobody listens. Below the range that the
# kernel hands out by itself, so that no client's connection takes it before the server starts.
ports_taken=" "
free_port() {
    local name port
    for name in "$@"; do
        [ -z "${!name:-}" ] || continue
        while :; do
            port=$((10000 + (RANDOM * 32768 + RANDOM) % 22000))
            [[ $ports_taken != *" $port "* ]] || continue
            (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
        done
        ports_taken+="$port "
        printf -v "$name" %s "$port"
    done
}

: "${CONSUL_MODE:=server}"          # server | acl | dev
: "${CONSUL_MASTER_TOKEN:=}"        # acl mode: empty = bootstrap it yourself

: "${RABBITMQ_NODE:=rabbit@localhost}"

: "${PROMETHEUS_SCRAPE_INTERVAL:=5s}"

free_port CONSUL_HTTP_PORT CONSUL_DNS_PORT CONSUL_GRPC_PORT CONSUL_SERVER_PORT CONSUL_SERF_LAN_PORT CONSUL_SERF_WAN_PORT \
    RABBITMQ_AMQP_PORT RABBITMQ_MGMT_PORT RABBITMQ_PROM_PORT RABBITMQ_DIST_PORT_NUMBER EPMD_PORT PROMETHEUS_PORT

CONSUL_URL=http://127.0.0.1:$CONSUL_HTTP_PORT
RABBITMQ_URL=http://127.0.0.1:$RABBITMQ_MGMT_PORT
RABBITMQ_PROM_URL=http://127.0.0.1:$RABBITMQ_PROM_PORT
PROMETHEUS_URL=http://127.0.0.1:$PROMETHEUS_PORT

# A proxy set for downloads must never see loopback traffic.
export no_proxy="127.0.0.1,localhost" NO_PROXY="127.0.0.1,localhost"

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

# alive PIDFILE: the recorded process still runs (a zombie does not count).
alive() {
    [ -s "$1" ] || return 1
    local pid state
    pid=$(cat "$1") || return 1
    state=$(sed 's/.*) //; s/ .*//' "/proc/$pid/stat" 2>/dev/null) || return 1
    [ -n "$state" ] && [ "$state" != Z ]
}

# stop_pidfile PIDFILE SIGNAL SECONDS
stop_pidfile() {
    local pid i
    if alive "$1"; then
        pid=$(cat "$1")
        kill "-$2" "$pid" 2>/dev/null || true
        for i in $(seq $(($3 * 10))); do
            alive "$1" || break
            sleep 0.1
        done
        if alive "$1"; then
            say "$1: no answer to $2 in $3 s, killing $pid"
            kill -KILL "$pid" 2>/dev/null || true
            sleep 0.2
        fi
    fi
    rm -f "$1"
}
