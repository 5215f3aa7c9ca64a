#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What can be looked at of the Windows program without Windows: every source is read by the MinGW compiler with Windows' own
# headers and the Qt headers of this system (nothing is linked: Debian has no Qt for Windows), and the installer is made of a
# folder of stand-ins. Needs a unity release build (tests/run.sh release, packaging/package.sh).
#
#   packaging/check-windows.sh [sources | installer]
set -euo pipefail
cd "$(dirname "$0")/.."
. packaging/packages.sh
install_packages windows

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
build=$PWD/build/release

check_sources() {
    local includes=(-Isrc) qt system name unity layer failed=0 count=0
    qt=$(qmake6 -query QT_INSTALL_HEADERS)
    for name in "$qt" "$qt"/Qt{Core,Gui,Widgets,Network,Sql,Svg,Charts,Concurrent,PrintSupport,OpenGL,OpenGLWidgets}; do
        includes+=(-isystem "$name")
    done
    # One by one: the folder that they are from has the C library of this system.
    mkdir "$work/include"
    for name in nlohmann tl sodium sodium.h zlib.h zconf.h qt6keychain; do
        for system in /usr/include /usr/include/x86_64-linux-gnu; do
            [ ! -e "$system/$name" ] || ln -sfn "$system/$name" "$work/include/$name"
        done
    done
    includes+=(-isystem "$work/include")
    # What is compiled several at a time, and what is not: the file of Windows' own calls, and the programs' mains.
    read_source() {
        x86_64-w64-mingw32-g++-posix -std=c++20 -fsyntax-only -Wall -Wextra -Wno-subobject-linkage -Werror "${@:2}" "${includes[@]}" \
            -DQT_NO_KEYWORDS -DQT_NO_CAST_FROM_ASCII -DQT_NO_CAST_TO_ASCII -DQT_NO_CAST_FROM_BYTEARRAY -DQT_USE_QSTRINGBUILDER \
            -DQT_DISABLE_DEPRECATED_BEFORE=0x060400 -DNOMINMAX -DWIN32_LEAN_AND_MEAN '-DMK_VERSION_TEXT="0"' "$1" > "$work/log" 2>&1 ||
            { head -n 20 "$work/log"; return 1; }
    }
    while read -r unity; do
        layer=${unity#"$build/"}
        layer=${layer%%/CMakeFiles/*}
        name=$(sed -E 's|.*/CMakeFiles/([^/]*)\.dir/.*|\1|' <<< "$unity")
        sed -e 's/Process_unix\.cpp/Process_win.cpp/' "$unity" > "$work/$name.cpp"
        ((++count))
        read_source "$work/$name.cpp" "-I$build/$layer/${name}_autogen/include" || { failed=1; echo "$layer: $(basename "$unity")"; }
    done < <(find "$build/src" -name 'unity_*_cxx.cxx' | sort)
    for name in src/core/Process_win.cpp src/app/main.cpp src/demo/main.cpp; do
        read_source "$name" || { failed=1; echo "$name"; }
    done
    [ $count -gt 0 ] || { echo "check-windows: no unity build in $build" >&2; exit 1; }
    echo "check-windows: $count unity sources read"
    return $failed
}

check_installer() {
    mkdir -p "$work/stage/platforms"
    for name in microkubes-console.exe microkubes-console.com microkubes-demo.exe Qt6Core.dll platforms/qwindows.dll LICENSE.txt; do
        echo "a stand-in" > "$work/stage/$name"
    done
    "$build/bin/render_icon" resources/app/microkubes-console.svg "$work/microkubes-console.ico" 16 24 32 48 64 256
    cmake "-DSTAGE=$work/stage" "-DICON=$work/microkubes-console.ico" "-DVERSION=$(head -n 1 VERSION)" \
        "-DOUTPUT=$work/microkubes-console-windows-setup.exe" -DMAKENSIS=makensis -P packaging/windows/make_installer.cmake
    file "$work/microkubes-console-windows-setup.exe" | grep -q 'Nullsoft Installer' || { echo "check-windows: no installer" >&2; exit 1; }
    echo "check-windows: the installer was made"
}

case ${1:-all} in
    sources) check_sources ;;
    installer) check_installer ;;
    all) check_sources; check_installer ;;
    *) sed -n '/^#   pack/s/^# *//p' "$0" >&2; exit 2 ;;
esac
