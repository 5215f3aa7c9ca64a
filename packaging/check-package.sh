#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tries packages in a bare Debian 12, which has no Qt: installs or unpacks each, runs the program there without a display, removes
# it again and looks for traces. Needs root (debootstrap, chroot); the mirror is the one that this machine's apt already uses.
#
#   packaging/check-package.sh [--short] PACKAGE...      files that end in .deb, .rpm, .AppImage, .tar.gz
#
# --short: the tour in one theme from the deb, in the other from the AppImage; the others only have to start and to reach the network.
# An rpm is tried here with the libraries that the deb's dependencies bring, and without a resolver: what it requires by the name
# of a library must be there, package names of other distributions cannot be looked up.
#
# BARE_ROOT_TAR names a tar file to keep the bare system in between runs: made if it is not there, used if it is.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/packages.sh"

usage() { echo "usage: $0 [--short] PACKAGE.deb|.rpm|.AppImage|.tar.gz..." >&2; exit 2; }
short=
[ "${1:-}" != --short ] || { short=1; shift; }
[ $# -gt 0 ] || usage
declare -A package=()
for file in "$@"; do
    case $file in
        *.deb) kind=deb ;; *.rpm) kind=rpm ;; *.AppImage) kind=appimage ;; *.tar.gz) kind=portable ;; *) usage ;;
    esac
    [ -f "$file" ] || usage
    package[$kind]=$(realpath "$file")
done
[ "$(id -u)" = 0 ] || { echo "error: a bare system can only be made by root" >&2; exit 2; }
wanted=$(head -n 1 "$here/../VERSION")

work=$(mktemp -d)
root=$work/root
cleanup() {
    ! mountpoint -q "$root/proc" || umount "$root/proc"
    rm -rf --one-file-system "$work"
}
trap cleanup EXIT

began=$SECONDS
say() { printf 'check-package: %3d s  %s\n' $((SECONDS - began)) "$*"; }
fail() { printf 'check-package: FAILED: %s\n' "$*" >&2; exit 1; }

# --- the bare system ------------------------------------------------------------------------------------------------
# The sources of Debian 12 that this machine uses, as lines that apt in the new system understands.
apt_sources() {
    apt-get indextargets --format '$(ORIGIN) $(REPO_URI) $(CODENAME) $(COMPONENT)' 'Created-By: Packages' |
        awk '$1 == "Debian" && $3 ~ /^bookworm/ {print "deb " $2 " " $3 " " $4}' | sort -u
}

make_bare_root() {
    local mirror
    ls /var/lib/apt/lists/*Packages* >/dev/null 2>&1 || packages_apt update
    mirror=$(apt_sources | awk '$3 == "bookworm" && $4 == "main" && !m {m = $2} END {print m}')
    [ -n "$mirror" ] || fail "apt knows no mirror of Debian 12"
    install_packages bare
    debootstrap --variant=minbase bookworm "$root" "$mirror" > "$work/debootstrap.log" 2>&1 ||
        { tail -n 20 "$work/debootstrap.log" >&2; fail "debootstrap"; }
    apt_sources > "$root/etc/apt/sources.list"
}

mkdir "$root"
if [ -n "${BARE_ROOT_TAR:-}" ] && [ -f "$BARE_ROOT_TAR" ]; then
    tar -C "$root" -xf "$BARE_ROOT_TAR"
else
    make_bare_root
    [ -z "${BARE_ROOT_TAR:-}" ] || tar -C "$root" -cf "$BARE_ROOT_TAR" .
fi
[ ! -e /etc/resolv.conf ] || cp -L /etc/resolv.conf "$root/etc/resolv.conf"
# Good to have, not needed but by the AppImage: some build machines allow no mounts.
mount -t proc proc "$root/proc" 2>/dev/null || true

in_root() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root "$@"; }
apt_in_root() {
    in_root DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 "$@" > "$work/apt.log" 2>&1 ||
        { tail -n 20 "$work/apt.log" >&2; fail "apt-get $*"; }
}
# The program runs as somebody without rights and without a name.
as_operator() {
    chroot --userspec=4242:4242 "$root" /usr/bin/env -i PATH=/usr/bin:/bin HOME=/operator XDG_RUNTIME_DIR=/operator LC_ALL=C.UTF-8 \
        QT_QPA_PLATFORM=offscreen timeout 180 "$@"
}
mkdir -m 700 "$root/operator"
chown 4242:4242 "$root/operator"

# Every file of the system but the operator's own.
files() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./operator \) -prune -o -print | sort); }
traces() {
    find "$root" -xdev \( -path "$root/proc" -o -path "$root/operator" -o -path "$root/var/lib/apt" -o -path "$root/var/log" \) \
        -prune -o -iname '*microkubes*' -print
}

# try_program NAME PROGRAM [tour options]: its version, and a tour of the demo platform, which is the package's second program:
# panels full of rows, and every state that they can be in.
try_program() {
    local name=$1 program=$2 version pictures
    shift 2
    version=$(as_operator "$program" --version) || fail "$name: --version ended with $?"
    [ "$version" = "microkubes-console $wanted" ] || fail "$name: --version says '$version', VERSION $wanted"
    if [ -n "$short" ] && [[ $name =~ rpm|portable ]]; then
        local status=0
        as_operator "$program" --config-dir /operator/config --check --consul http://127.0.0.1:1 > "$work/check.log" 2>&1 || status=$?
        [ $status = 1 ] && grep -q '^consul ' "$work/check.log" || { cat "$work/check.log" >&2; fail "$name: --check ended with $status"; }
        rm -rf "$root/operator/config"
        say "$name: $version, --check reaches for the network"
        return
    fi
    as_operator "$program" --config-dir /operator/config --demo --tour /operator/tour "$@" > "$work/tour.log" 2>&1 ||
        { tail -n 20 "$work/tour.log" >&2; fail "$name: --tour ended with an error"; }
    pictures=$(find "$root/operator/tour" -name '*.png' -size +1k | wc -l)
    [ "$pictures" -ge 20 ] || fail "$name: --tour made $pictures pictures"
    rm -rf "$root/operator/tour" "$root/operator/config"
    say "$name: $version, the tour of the demo platform made $pictures pictures"
}
gone() {
    local left
    left=$(diff "$work/before" <(files) || true)
    [ -z "$left" ] || fail "$1 left behind: $left"
    say "$1: removed without a trace"
}

say "a bare system with $(in_root dpkg-query -W | wc -l) packages"
# --- one file, and one folder, on a system without Qt ------------------------------------------------------------------
if [ -n "${package[appimage]:-}" ]; then
    mountpoint -q "$root/proc" || fail "an AppImage needs /proc, which cannot be mounted here"
    files > "$work/before"
    cp "${package[appimage]}" "$root/Console.AppImage"
    chmod 755 "$root/Console.AppImage"
    try_program AppImage /Console.AppImage --theme dark
    rm "$root/Console.AppImage"
    gone AppImage
fi
if [ -n "${package[portable]:-}" ]; then
    files > "$work/before"
    mkdir "$root/opt/anywhere"
    tar -C "$root/opt/anywhere" --no-same-owner --strip-components=1 -xf "${package[portable]}"
    try_program "portable archive" /opt/anywhere/bin/microkubes-console --theme light
    rm -r "$root/opt/anywhere"
    gone "portable archive"
fi

# --- installed --------------------------------------------------------------------------------------------------------
if [ -n "${package[deb]:-}" ]; then
    apt_in_root update
    cp "${package[deb]}" "$root/package.deb"
    apt_in_root install --no-install-recommends /package.deb
    rm "$root/package.deb"
    say "deb: installed, $(in_root dpkg-query -W | wc -l) packages now"
    try_program deb microkubes-console ${short:+--theme light}
    apt_in_root purge microkubes-console
    left=$(traces; in_root dpkg-query -W -f='${Package} ${db:Status-Status}\n' microkubes-console 2>/dev/null || true)
    [ -z "$left" ] || fail "deb left behind: $left"
    say "deb: removed without a trace"
fi
if [ -n "${package[rpm]:-}" ]; then
    install_packages package
    [ -n "${package[deb]:-}" ] || { apt_in_root update; apt_in_root install --no-install-recommends libqt6svg6 libqt6sql6-sqlite \
        libsecret-1-0 libqt6network6 libqt6charts6 libqt6keychain1 libqscintilla2-qt6-15 libsodium23; }
    rpm_in_root() { rpm --root "$root" --dbpath /var/lib/rpm-check "$@"; }
    # Folders that other packages own there: filesystem, and hicolor-icon-theme, which is required.
    mkdir -p "$root/var/lib/rpm-check" "$root/usr/share/applications" "$root/usr/share/metainfo" \
        "$root/usr/share/icons/hicolor/scalable/apps"
    for size in 16 22 24 32 48 64 128 256 512; do mkdir -p "$root/usr/share/icons/hicolor/${size}x$size/apps"; done
    files > "$work/before"
    rpm_in_root -i --nodeps --force-debian "${package[rpm]}" > "$work/rpm.log" 2>&1 || { cat "$work/rpm.log" >&2; fail "rpm -i"; }
    rpm_in_root -V --nodeps microkubes-console || fail "rpm: files differ from the package"
    lacking=$(comm -23 <(rpm -qp --requires "${package[rpm]}" | sed -n 's/^\(lib[^ ()]*\.so[^ ()]*\)().*/\1/p' | sort -u) \
        <(in_root ldconfig -p | awk 'NR > 1 {print $1}' | sort -u))
    [ -z "$lacking" ] || fail "rpm: requires libraries that are not there: $lacking"
    try_program rpm microkubes-console --theme dark
    rpm_in_root -e --force-debian microkubes-console > "$work/rpm.log" 2>&1 || { cat "$work/rpm.log" >&2; fail "rpm -e"; }
    rm -r "$root"/var/lib/rpm-check/{*,.[a-z]*} 2>/dev/null || true # its database is the package manager's
    gone rpm
fi
