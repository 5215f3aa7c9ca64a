#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes packages of the release build, each with one command, from nothing: installs what is missing (nothing else needs the
# network), configures, builds, packs. They lie in build/packages, with a list of what is in them (SBOM) and checksums.
#
#   packaging/package.sh FORMAT...   deb, rpm, appimage, portable (a tar file to unpack anywhere), or all
#
# The same sources give the same bytes: times come from SOURCE_DATE_EPOCH, or from the commit where that is not set.
# MK_NO_BUILD=1 packs what is in build/release as it is; MK_PACKAGES names another folder than build/packages.
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/packages.sh

usage() { sed -n '/^#   pack/,/^set/{/^#/s/^# *//p}' "$0" >&2; exit 2; }
[ $# -gt 0 ] || usage
formats=("$@")
[ "$1" != all ] || formats=(deb rpm appimage portable)
for format in "${formats[@]}"; do
    case $format in deb | rpm | appimage | portable) ;; *) usage ;; esac
done

install_packages build show package
[ -n "${SOURCE_DATE_EPOCH:-}" ] || SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
export SOURCE_DATE_EPOCH LC_ALL=C.UTF-8 TZ=UTC
umask 022

build=$PWD/build/release
if [ -z "${MK_NO_BUILD:-}" ]; then
    # Where the release build is configured already, it keeps its settings; what has the date in it is made anew.
    if [ -f "$build/build.ninja" ]; then
        cmake "$build" > /dev/null
    else
        cmake --preset release -DMK_BUILD_TESTS=OFF -DMK_UNITY=ON > /dev/null
    fi
    cmake --build "$build" --target microkubes-console microkubes-demo desktop_files
fi

out=${MK_PACKAGES:-$PWD/build/packages}
version=$(head -n 1 VERSION)
name=microkubes-console-$version-$(uname -m)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

# The tree that AppImage and portable archive are made of: what is installed, and all that it needs.
bundle() {
    [ ! -d "$work/usr" ] || return 0
    cmake --install "$build" --prefix "$work/usr" --strip > /dev/null
    rm -r "$work/usr/share/lintian" "$work/usr/share/doc/microkubes-console/changelog.Debian.gz"
    packaging/bundle.py "$work/usr"
}

make_appimage() {
    local app=$work/AppDir id=io.github.microkubes.console
    bundle
    mkdir "$app"
    cp -a "$work/usr" "$app/usr"
    ln -s usr/bin/microkubes-console "$app/AppRun"
    ln -s "usr/share/applications/$id.desktop" "$app/$id.desktop"
    ln -s usr/share/icons/hicolor/scalable/apps/microkubes-console.svg "$app/microkubes-console.svg"
    ln -s usr/share/icons/hicolor/256x256/apps/microkubes-console.png "$app/.DirIcon"
    gcc -std=gnu17 -Os -static -s -Wall -Wextra -Werror -ffunction-sections -Wl,--gc-sections -Wl,--build-id=none \
        "-DMK_VERSION_TEXT=\"$version\"" packaging/appimage/runtime.c -o "$work/runtime" \
        -lsquashfuse -lzstd -llzma -llz4 -llzo2 -lz
    printf 'AI\2' | dd of="$work/runtime" bs=1 seek=8 conv=notrunc status=none
    mksquashfs "$app" "$work/image" -root-owned -noappend -no-xattrs -comp zstd -Xcompression-level 15 -quiet -no-progress
    cat "$work/runtime" "$work/image" > "$1"
    chmod 755 "$1"
    rm -r "$app"
}

make_portable() {
    bundle
    mv "$work/usr" "$work/$name"
    tar -C "$work" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -6n > "$1"
    mv "$work/$name" "$work/usr"
}

made=()
for format in "${formats[@]}"; do
    case $format in
        deb | rpm)
            rm -f "$work"/*."$format"
            cpack --config "$build/CPackConfig.cmake" -G "${format^^}" -B "$work/cpack" > "$work/$format.log" 2>&1 ||
                { tail -n 30 "$work/$format.log" >&2; exit 1; }
            file=$(find "$work/cpack" -maxdepth 1 -name "*.$format")
            mv "$file" "$out/"
            made+=("$(basename "$file")")
            ;;
        appimage)
            make_appimage "$out/$name.AppImage"
            made+=("$name.AppImage")
            ;;
        portable)
            make_portable "$out/$name-portable.tar.gz"
            made+=("$name-portable.tar.gz")
            ;;
    esac
done

mapfile -t loaded < <(packaging/bundle.py --loaded)
packaging/sbom.py "$build/bin/microkubes-console" "$build/bin/microkubes-demo" --loaded "${loaded[@]}" > "$out/$name.cdx.json"
(cd "$out" && sha256sum "${made[@]}" "$name.cdx.json" | tee SHA256SUMS)
