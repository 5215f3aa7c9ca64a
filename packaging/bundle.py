#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes an installed tree (bin, share) run on a Linux without Qt: copies beside it what is linked and what Qt loads at run time.

usage: bundle.py TREE
       bundle.py --loaded      prints the files of this system that Qt loads at run time, for the SBOM

Left to the system: the C and C++ run-time libraries (glibc 2.36, libstdc++ of GCC 12, or newer). Everything else comes along,
each library with the licence of the Debian package that it is from, and finds its neighbours by $ORIGIN: nothing is set in
the environment, so programs that the console starts (ssh, kubectl) use their own libraries.

Qt's plugins for OpenGL on X11 stay away on purpose: the console paints without, and so no driver of the system is loaded
beside our libraries.
"""
import glob
import os
import pathlib
import re
import shutil
import subprocess
import sys

SYSTEMS_OWN = re.compile(r"^(ld-linux.*|linux-vdso|lib(c|m|dl|rt|pthread|resolv|util|nsl|stdc\+\+|gcc_s))\.so")

# What no program is linked against: Qt and QtKeychain load it by name.
PLUGINS = [
    "platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so", "platformthemes/libqxdgdesktopportal.so",
    "imageformats/libqsvg.so", "iconengines/libqsvgicon.so", "sqldrivers/libqsqlite.so", "tls/libqopensslbackend.so",
]
LOADED = ["libssl.so.3", "libcrypto.so.3", "libsecret-1.so.0", "libXcursor.so.1"]
# Qt asks for these names first: they must not lead to another version that the system has for its developers.
ALIASES = {"libssl.so": "libssl.so.3", "libcrypto.so": "libcrypto.so.3"}


def output_of(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def libraries_of(path):
    """name -> file of everything that PATH is linked against, directly or not."""
    text = output_of("ldd", str(path))
    missing = re.findall(r"^\s*(\S+) => not found", text, re.M)
    if missing:
        sys.exit(f"bundle: {path} wants {', '.join(missing)}, which is not installed")
    return dict(re.findall(r"^\s*(\S+) => (/\S+)", text, re.M))


def system_library(name, folders):
    for folder in folders:
        if (folder / name).exists():
            return folder / name
    sys.exit(f"bundle: {name} is not installed")


def package_of(path):
    """The Debian package that a file is from; libraries may be known under /lib or under /usr/lib."""
    real = os.path.realpath(path)
    names = {str(path), real, real.removeprefix("/usr"), str(path).removeprefix("/usr")}
    for name in sorted(names, key=len, reverse=True):
        found = subprocess.run(["dpkg-query", "-S", name], capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.split(":", 1)[0]
    sys.exit(f"bundle: no package owns {path}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    plugin_source = pathlib.Path(output_of("qmake6", "-query", "QT_INSTALL_PLUGINS").strip())
    if sys.argv[1] == "--loaded":
        files = [plugin_source / plugin for plugin in PLUGINS]
        files += [system_library(name, [plugin_source.parent.parent]) for name in LOADED]
        print("\n".join(map(str, files)))
        return
    tree = pathlib.Path(sys.argv[1])
    programs = sorted(p for p in (tree / "bin").iterdir() if p.read_bytes()[:4] == b"\x7fELF")

    wanted = {}
    for program in programs:
        wanted |= libraries_of(program)
    folders = sorted({pathlib.Path(path).parent for path in wanted.values()} | {plugin_source.parent.parent})
    sources = []
    for plugin in PLUGINS:
        source = plugin_source / plugin
        if not source.exists():
            sys.exit(f"bundle: {source} is not installed")
        target = tree / "plugins" / plugin
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)
        subprocess.run(["patchelf", "--set-rpath", "$ORIGIN/../../lib", target], check=True)
        sources.append(source)
        wanted |= libraries_of(source)
    for name in LOADED:
        source = system_library(name, folders)
        wanted[name] = str(source)
        wanted |= libraries_of(source)

    (tree / "lib").mkdir(exist_ok=True)
    for name, source in sorted(wanted.items()):
        if SYSTEMS_OWN.match(name):
            continue
        target = tree / "lib" / name
        shutil.copy(source, target)
        target.chmod(0o644)
        subprocess.run(["patchelf", "--set-rpath", "$ORIGIN", target], check=True)
        sources.append(pathlib.Path(source))
    for alias, name in ALIASES.items():
        (tree / "lib" / alias).symlink_to(name)
    for program in programs:
        subprocess.run(["patchelf", "--set-rpath", "$ORIGIN/../lib", program], check=True)
    (tree / "bin" / "qt.conf").write_text("[Paths]\nPrefix = ..\nPlugins = plugins\nTranslations = translations\n")

    packages = sorted({package_of(source) for source in sources})
    licences = tree / "share" / "doc" / "microkubes-console" / "libraries"
    licences.mkdir(parents=True, exist_ok=True)
    with open(licences / "README", "w", encoding="utf-8") as readme:
        readme.write("The libraries beside the program are those of these Debian packages, unchanged but for the place where they\n"
                     "look for each other. Their licences lie here; their sources are Debian's, under the names and versions below.\n\n")
        for package in packages:
            version, source = output_of("dpkg-query", "-W", "-f=${Version}\t${source:Package} ${source:Version}\n",
                                        package).splitlines()[0].split("\t")
            readme.write(f"{package} {version}, source {source}\n")
            shutil.copy(os.path.realpath(glob.glob(f"/usr/share/doc/{package}/copyright")[0]), licences / f"{package}.txt")
    print(f"{len(sources)} libraries and plugins of {len(packages)} packages")


if __name__ == "__main__":
    main()
