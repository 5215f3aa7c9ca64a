#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The same sources give the same bytes.
#
#   packaging/check-same.sh FORMAT...   the packages in build/packages, made once more from the same build: deb rpm appimage portable
#   packaging/check-same.sh --build [PROGRAM...]    the programs, or these, built twice from nothing in two folders
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { printf 'check-same: FAILED: %s\n' "$*" >&2; exit 1; }

if [ "${1:-}" = --build ]; then
    shift
    programs=("$@")
    [ $# -gt 0 ] || programs=(microkubes-console microkubes-demo)
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
    export SOURCE_DATE_EPOCH
    for folder in one a-second-folder; do
        git clone -q . "$work/$folder"
        (cd "$work/$folder" && CCACHE_DISABLE=1 cmake --preset release -DMK_BUILD_TESTS=OFF -DMK_UNITY=ON > /dev/null &&
            CCACHE_DISABLE=1 cmake --build --preset release --target "${programs[@]}" > build.log 2>&1) ||
            { tail -n 20 "$work/$folder/build.log" >&2; fail "the build in $folder"; }
    done
    for program in "${programs[@]}"; do
        cmp "$work/one/build/release/bin/$program" "$work/a-second-folder/build/release/bin/$program" || fail "$program differs"
    done
    echo "check-same: the same twice: ${programs[*]}"
    exit
fi

[ $# -gt 0 ] || { sed -n '/^#   pack/s/^# *//p' "$0" >&2; exit 2; }
# Another time zone, another mask, and files that are younger than those of the first time.
(umask 077; TZ=Asia/Tokyo MK_NO_BUILD=1 MK_PACKAGES=$work packaging/package.sh "$@" > /dev/null)
for file in "$work"/*; do
    case $file in *SHA256SUMS) continue ;; esac
    cmp "$file" "build/packages/$(basename "$file")" || fail "$(basename "$file") differs"
    echo "check-same: $(basename "$file")"
done
