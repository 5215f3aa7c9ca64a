# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The one list of Debian packages that this project needs, and how the missing ones are installed. Read with "." by
# packaging/*.sh, tests/run.sh and tests/stack/up.sh.
#
#   install_packages GROUP...    root installs what is missing; anybody else is told what to install

PACKAGES_build="build-essential cmake ninja-build pkg-config ccache mold
    qt6-base-dev qt6-base-dev-tools qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
    qt6-charts-dev libqt6opengl6-dev qt6-svg-dev libqt6sql6-sqlite
    qtkeychain-qt6-dev libqscintilla2-qt6-dev nlohmann-json3-dev libexpected-dev libsodium-dev libyaml-cpp-dev zlib1g-dev
    fonts-inter fonts-jetbrains-mono python3 python3-fonttools"

# The sanitizers' build: clang compiles it in half of the time that GCC takes, and its symbolizer names the places.
PACKAGES_sanitizers="clang-14 libclang-rt-14-dev llvm-14"

# The program without a display still wants the libraries that its platform plugin is linked against.
PACKAGES_show="libqt6svg6 libqt6sql6-sqlite libgl1 libegl1 libxkbcommon0 libfontconfig1"

PACKAGES_systems="curl procps consul rabbitmq-server prometheus"

PACKAGES_check="git curl openssl openssh-client procps dbus gnome-keyring xvfb at-spi2-core
    dpkg-dev file gzip lintian rpmlint desktop-file-utils appstream"

# For packaging/package.sh: what makes the packages, and what the bundles take along beside PACKAGES_build.
PACKAGES_package="git gcc file patchelf rpm squashfs-tools python3
    libsquashfuse-dev libzstd-dev liblzma-dev liblz4-dev liblzo2-dev
    qt6-xdgdesktopportal-platformtheme libqt6svg6 libqt6sql6-sqlite libsecret-1-0 libssl3 libxcursor1"

# For packaging/check-package.sh.
PACKAGES_bare="debootstrap"

# For packaging/check-windows.sh: what can be looked at of the Windows package without Windows.
PACKAGES_windows="nsis g++-mingw-w64-x86-64-posix"

packages_missing() {
    local name
    for name in "$@"; do
        case $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) in
            installed) ;;
            *) printf '%s\n' "$name" ;;
        esac
    done
}

packages_apt() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >&2
}

# Consul left Debian after version 11; that package runs on Debian 12 unchanged. Where no source offers it, Debian 11 is added
# from the mirror that this machine already uses, pinned so low that nothing else comes from it.
packages_offer_consul() {
    local mirror
    [ -z "$(apt-cache madison consul 2>/dev/null)" ] || return 0
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' | awk '$2 == "bookworm" && !m {m = $1} END {print m}')
    [ -n "$mirror" ] || { echo "error: apt knows no mirror of Debian 12" >&2; return 1; }
    printf 'Types: deb\nURIs: %s\nSuites: bullseye\nComponents: main\nSigned-By: %s\n' \
        "$mirror" /usr/share/keyrings/debian-archive-keyring.gpg > /etc/apt/sources.list.d/bullseye-low.sources
    printf 'Package: *\nPin: release n=bullseye\nPin-Priority: 50\n' > /etc/apt/preferences.d/bullseye-low
    packages_apt update
}

# Servers would start themselves, on every address, where init scripts work: forbidden while they are installed.
packages_install_quietly() {
    local rc=/usr/sbin/policy-rc.d made='' status=0
    if [ ! -e $rc ]; then
        printf '#!/bin/sh\nexit 101\n' > $rc
        chmod +x $rc
        made=1
    fi
    packages_apt install --no-install-recommends "$@" || status=$?
    [ -z "$made" ] || rm -f $rc
    return $status
}

install_packages() {
    local group name wanted=() missing=()
    for group in "$@"; do
        name=PACKAGES_$group
        # shellcheck disable=SC2206 # split on purpose
        wanted+=(${!name})
    done
    mapfile -t missing < <(packages_missing "${wanted[@]}" | sort -u)
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        echo "error: packages are missing; as root: apt-get install --no-install-recommends ${missing[*]}" >&2
        return 1
    fi
    echo "installing: ${missing[*]}" >&2
    ls /var/lib/apt/lists/*Packages* >/dev/null 2>&1 || packages_apt update
    if [[ " ${missing[*]} " == *" consul "* ]]; then
        packages_offer_consul || return 1
    fi
    # Lists that are some days old name files that are gone: read them again, once.
    packages_install_quietly "${missing[@]}" || { packages_apt update && packages_install_quietly "${missing[@]}"; }
}
