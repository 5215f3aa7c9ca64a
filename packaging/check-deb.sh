#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs the Debian package in a bare Debian 12, runs the program there without a display, removes it again and looks for
# traces. Needs root (debootstrap, chroot); the mirror is the one that this machine's apt already uses.
#
#   packaging/check-deb.sh PACKAGE.deb
#
# BARE_ROOT_TAR names a tar file to keep the bare system in between runs: made if it is not there, used if it is.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/packages.sh"

[ $# = 1 ] && [ -f "$1" ] || { echo "usage: $0 PACKAGE.deb" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "error: a bare system can only be made by root" >&2; exit 2; }
deb=$(realpath "$1")

work=$(mktemp -d)
root=$work/root
cleanup() {
    ! mountpoint -q "$root/proc" || umount "$root/proc"
    rm -rf --one-file-system "$work"
}
trap cleanup EXIT

say() { printf 'check-deb: %s\n' "$*"; }
fail() { printf 'check-deb: FAILED: %s\n' "$*" >&2; exit 1; }

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
# Good to have, not needed: some build machines allow no mounts.
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
traces() {
    find "$root" -xdev \( -path "$root/proc" -o -path "$root/operator" -o -path "$root/var/lib/apt" -o -path "$root/var/log" \) \
        -prune -o -iname '*microkubes*' -print
    in_root dpkg-query -W -f='${Package} ${db:Status-Status}\n' microkubes-console 2>/dev/null || true
}

# --- install, run, remove -------------------------------------------------------------------------------------------
apt_in_root update
cp "$deb" "$root/package.deb"
apt_in_root install --no-install-recommends /package.deb
rm "$root/package.deb"
say "installed in a bare system with $(in_root dpkg-query -W | wc -l) packages"

mkdir -m 700 "$root/operator"
chown 4242:4242 "$root/operator"
version=$(as_operator microkubes-console --version) || fail "--version ended with $?"
wanted=$(dpkg-deb -f "$deb" Version)
[[ $version == *"${wanted%-*}"* ]] || fail "--version says '$version', the package $wanted"
say "$version"

# The demo platform is the package's second program: panels full of rows, and every state that they can be in.
as_operator microkubes-console --config-dir /operator/config --demo --tour /operator/tour > "$work/tour.log" 2>&1 ||
    { tail -n 20 "$work/tour.log" >&2; fail "--tour ended with an error"; }
pictures=$(find "$root/operator/tour" -name '*.png' -size +1k | wc -l)
[ "$pictures" -ge 20 ] || fail "--tour made no picture"
say "the tour of the demo platform made $pictures pictures"

apt_in_root purge microkubes-console
left=$(traces)
[ -z "$left" ] || fail "left behind: $left"
say "removed without a trace"
