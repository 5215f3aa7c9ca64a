# SPDX-License-Identifier: GPL-3.0-or-later
# Run by cpack when everything is laid out and before it is packed.
if(CPACK_GENERATOR STREQUAL "RPM")
    file(REMOVE_RECURSE "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/lintian")
    file(REMOVE "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr/share/doc/microkubes-console/changelog.Debian.gz")
endif()
