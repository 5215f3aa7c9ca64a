#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Stops what up.sh started in $STACK_DIR (or the folder given as argument),
# by process id. "down.sh --wipe" also deletes the state below it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
wipe=
for a in "$@"; do
    case $a in --wipe) wipe=1 ;; *) STACK_DIR=$a ;; esac
done
[ -n "${STACK_DIR:-}" ] || { echo "error: STACK_DIR is not set" >&2; exit 1; }
[ -d "$STACK_DIR" ] || exit 0
. "$here/lib.sh"

stop_pidfile "$STACK_DIR/traffic.pid" TERM 5
stop_pidfile "$STACK_DIR/prometheus.pid" TERM 20
stop_pidfile "$STACK_DIR/consul.pid" INT 20
stop_pidfile "$STACK_DIR/rabbitmq.pid" TERM 30
stop_pidfile "$STACK_DIR/epmd.pid" TERM 5

if [ -n "$wipe" ]; then
    rm -rf "$STACK_DIR"/{consul,rabbitmq,prometheus,epmd} \
           "$STACK_DIR"/{consul,rabbitmq,prometheus,epmd,traffic}.log "$STACK_DIR/stack.env"
    rmdir "$STACK_DIR" 2>/dev/null || true
fi
