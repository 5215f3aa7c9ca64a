#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# rabbitmqctl (or, with --tool NAME, another of its tools) for the node of
# $STACK_DIR, e.g.  ctl.sh list_queues   ctl.sh --tool rabbitmq-plugins list
set -euo pipefail
[ -n "${STACK_DIR:-}" ] || { echo "error: STACK_DIR is not set" >&2; exit 1; }
tool=rabbitmqctl
if [ "${1:-}" = --tool ]; then tool=$2; shift 2; fi
set -a; . "$STACK_DIR/rabbitmq/env"; set +a
as=()
owner=$(stat -c %u "$STACK_DIR/rabbitmq")
[ "$owner" = "$(id -u)" ] ||
    as=(setpriv "--reuid=$owner" "--regid=$(stat -c %g "$STACK_DIR/rabbitmq")" --clear-groups)
cd "$STACK_DIR/rabbitmq"
exec ${as[@]+"${as[@]}"} "/usr/lib/rabbitmq/bin/$tool" "$@"
