#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing, builds and opens the console on its demo platform: simulated systems on this computer, which end
# with it. With no display it renders the tour and says where.
# Arguments are handed on to the program, for example: packaging/demo.sh --read-only
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/packages.sh

install_packages build show
# Where the release build is configured already, it keeps its settings.
[ -f build/release/build.ninja ] || cmake --preset release -DMK_BUILD_TESTS=OFF -DMK_UNITY=ON > /dev/null
cmake --build --preset release --target microkubes-console microkubes-demo
program=build/release/bin/microkubes-console

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$program" --demo "$@"
fi
pictures=$PWD/build/tour/demo
QT_QPA_PLATFORM=offscreen "$program" --config-dir "$(mktemp -d)" --demo --tour "$pictures" "$@"
echo "No display here: the pictures of every panel are in $pictures"
