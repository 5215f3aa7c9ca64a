#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# All figures of this program beside their yardsticks, from a release build: installs what is missing, builds, measures.
# Nothing is asserted; look at ratios, on a machine that does nothing else.
#
#   tests/bench.sh            the full sizes: about ten minutes
#   tests/bench.sh PERCENT    of the rows: 2 shows in a minute that everything still runs
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/packages.sh
percent=${1:-100}
install_packages build show systems check >&2
cmake --preset release -DMK_BUILD_TESTS=ON > /dev/null
cmake --build --preset release --target microkubes-demo bench_models bench_chart bench_consul bench_platform > /dev/null

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_RUNTIME_DIR=$home QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8 TZ=UTC DBUS_SESSION_BUS_ADDRESS=disabled:
run() {
    printf '\n== %s\n' "$*"
    timeout 900 "build/release/bin/$1" "${@:2}"
}
[ "$percent" = 100 ] || export MK_BENCH_SMALL=1 # watched for seconds only
run bench_models
run bench_chart
run bench_consul $((1000 * percent))
run bench_platform "$percent"
