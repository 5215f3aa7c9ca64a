#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Everything that must hold before a change is good, from a bare Debian 12: installs what is missing, builds with the sanitizers
# and as a release, starts the real systems, runs all tests, makes the package and tries it in a bare system. The last line is
# "N passed, N failed"; the exit code is 0 only where nothing failed. Logs are in build/logs.
#
#   tests/run.sh            all of it
#   tests/run.sh PHASE...   some of: packages sanitizers release systems package, or package_whole: every package tried at
#                           length, all made twice, and the programs built twice
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
. packaging/packages.sh
export LC_ALL=C.UTF-8 TZ=UTC

logs=$PWD/build/logs
mkdir -p "$logs"
passed=0
failed=0
scratch=$(mktemp -d)
chmod 755 "$scratch"
STACK_DIR=$scratch/stack
started=$SECONDS

finish() {
    [ ! -d "$STACK_DIR" ] || STACK_DIR=$STACK_DIR tests/stack/down.sh --wipe 2>/dev/null
    rm -rf "$scratch"
}
trap finish EXIT

# step NAME COMMAND...: one thing that passes or fails as a whole; its output is shown where it fails.
step() {
    local name=$1 log began=$SECONDS
    shift
    log=$logs/${name//[^a-z0-9]/-}.log
    if "$@" > "$log" 2>&1 < /dev/null; then
        passed=$((passed + 1))
        printf 'ok    %4d s  %s\n' $((SECONDS - began)) "$name"
    else
        failed=$((failed + 1))
        printf 'FAIL  %4d s  %s\n' $((SECONDS - began)) "$name"
        tail -n 60 "$log"
        return 1
    fi
}

# Counts what Qt Test counted; a program that says nothing counts as one, and so does one that died before it could.
count_tests() {
    awk '
        match($0, /^[0-9]+: /) { test = substr($0, 1, RLENGTH - 2) }
        /^[0-9]+: Totals: / {
            for (i = 1; i <= NF; ++i) {
                if ($i ~ /^passed/) { passed += $(i - 1); seen[test] = 1 }
                if ($i ~ /^failed/) { failed += $(i - 1); bad[test] += $(i - 1) }
                if ($i ~ /^skipped/) { skipped += $(i - 1) }
            }
        }
        /^ *[0-9]+\/[0-9]+ Test +#[0-9]+: / {
            n = $0; sub(/^.*Test +#/, "", n); sub(/:.*/, "", n)
            if ($0 ~ / Passed /) { if (!seen[n]) ++passed }
            else if (!bad[n]) { ++failed }
        }
        END { print passed + 0, failed + 0, skipped + 0 }' "$1"
}

# run_ctest NAME BUILD-FOLDER [ctest options]
run_ctest() {
    local name=$1 folder=$2 log=$logs/$1.log began=$SECONDS counts
    shift 2
    # One more than processors: most of what the tests take is waiting for servers and time-outs.
    ctest --test-dir "$folder" --verbose --no-tests=error -j $(($(nproc) + 1)) "$@" > "$log" 2>&1 < /dev/null
    read -ra counts <<< "$(count_tests "$log")"
    [ "${counts[0]}" -gt 0 ] || counts[1]=$((counts[1] + 1))
    passed=$((passed + counts[0]))
    failed=$((failed + counts[1]))
    grep -E '^ *[0-9]+/[0-9]+ Test +#' "$log"
    printf '%s  %4d s  %s: %d passed, %d failed, %d skipped\n' \
        "$([ "${counts[1]}" = 0 ] && echo 'ok  ' || echo FAIL)" $((SECONDS - began)) "$name" "${counts[@]}"
    [ "${counts[1]}" = 0 ] || grep -E -A4 'FAIL!|XPASS|ERROR: |runtime error|SUMMARY: |\*\*\*' "$log" | head -n 200
    [ "${counts[2]}" = 0 ] || grep -E -A1 'SKIP ' "$log" | head -n 40
    [ "${counts[1]}" = 0 ]
}

phase_packages() {
    step "packages" install_packages build sanitizers show systems check package bare
}

phase_sanitizers() {
    step "sanitizers configure" cmake --preset asan -DMK_WERROR=ON -DMK_UNITY=ON || return
    step "sanitizers build" cmake --build --preset asan || return
    run_ctest "sanitizers-tests" build/asan
}

phase_release() {
    # What is shipped. Its tests ran under the sanitizers; as a release it is driven on the real systems and out of its package.
    # Qt's resources have times in them: those of the commit, so that two builds give the same bytes.
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2> /dev/null || stat -c %Y CHANGELOG.md)
    export SOURCE_DATE_EPOCH
    step "release configure" cmake --preset release -DMK_WERROR=ON -DMK_UNITY=ON -DMK_BUILD_TESTS=ON || return
    step "release build" cmake --build --preset release --target \
        microkubes-console microkubes-demo desktop_files bench_models bench_chart bench_consul bench_platform || return
    # That they still run; what they say is for a machine that does nothing else.
    step "benches in small" tests/bench.sh 2
}

# console ARGUMENTS...: the release build, away from the caller's own settings and display.
console() {
    env -u DISPLAY -u WAYLAND_DISPLAY HOME="$scratch" XDG_RUNTIME_DIR="$scratch" QT_QPA_PLATFORM=offscreen \
        DBUS_SESSION_BUS_ADDRESS=disabled: timeout 300 build/release/bin/microkubes-console "$@"
}

stack_up() {
    mkdir -p "$STACK_DIR"
    STACK_DIR=$STACK_DIR tests/stack/up.sh && STACK_DIR=$STACK_DIR tests/stack/seed.sh
}

# Against the filled systems: --check sees all of them well, and wrong where one is gone.
check_real_systems() {
    console --config-dir "$scratch/check" --check --consul "$CONSUL_URL" --prometheus "$PROMETHEUS_URL" \
        --rabbitmq "$RABBITMQ_URL" --rabbitmq-user guest --rabbitmq-password env:MK_GUEST || return
    console --config-dir "$scratch/check" --check --json --consul "$CONSUL_URL" | python3 -m json.tool || return
    console --config-dir "$scratch/check" --check --consul http://127.0.0.1:1
    [ $? = 1 ]
}

tour_of_real_systems() {
    # In the other theme the packages show theirs.
    console --config-dir "$scratch/tour" --tour "$PWD/build/tour" --theme light --size 1440x900 \
        --consul "$CONSUL_URL" --prometheus "$PROMETHEUS_URL" --rabbitmq "$RABBITMQ_URL" || return
    [ -n "$(find build/tour -maxdepth 1 -name '*.png' -size +4k)" ]
}

phase_systems() {
    step "real systems start and fill" stack_up || return
    . "$STACK_DIR/stack.env"
    export MK_GUEST=guest
    step "check of the real systems" check_real_systems
    step "tour of the real systems" tour_of_real_systems
    step "real systems stop" tests/stack/down.sh --wipe
}

# Lintian and rpmlint say nothing at all of good packages.
lint_packages() {
    lintian --fail-on error,warning build/packages/*.deb || return
    local said
    said=$(rpmlint -c packaging/linux/rpmlint.toml build/packages/*.rpm) || true
    printf '%s\n' "$said"
    grep -q ' 0 errors, 0 warnings' <<< "$said"
}

try_packages() {
    packaging/check-package.sh "$@" build/packages/*.{AppImage,tar.gz,deb,rpm}
}

# make_packages: from what is built; build/packages holds those of this run alone.
make_packages() {
    rm -rf build/packages
    MK_NO_BUILD=1 packaging/package.sh all
}

phase_package() {
    step "packages made" make_packages || return
    step "lintian and rpmlint" lint_packages
    step "packages made twice are the same" packaging/check-same.sh deb
    if [ "$(id -u)" = 0 ]; then
        step "packages tried in a bare system" try_packages --short
    else
        echo "skip          packages in a bare system: needs root"
    fi
}

phase_package_whole() {
    step "packages made" packaging/package.sh all || return
    step "lintian and rpmlint" lint_packages
    step "all packages made twice are the same" packaging/check-same.sh all
    step "programs built twice are the same" packaging/check-same.sh --build
    step "packages tried at length in a bare system" try_packages
}

phases=("$@")
[ ${#phases[@]} -gt 0 ] || phases=(packages sanitizers release systems package)
for phase in "${phases[@]}"; do
    began=$SECONDS
    "phase_$phase"
    printf -- '----- %s: %d s\n' "$phase" $((SECONDS - began))
done
printf -- '----- all: %d s\n' $((SECONDS - started))
echo "$passed passed, $failed failed"
[ $failed = 0 ]
