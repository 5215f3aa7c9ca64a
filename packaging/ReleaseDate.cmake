# SPDX-License-Identifier: GPL-3.0-or-later
# When this version was made, for everything that has to name a time. In this order: SOURCE_DATE_EPOCH, the time of the commit,
# the time of CHANGELOG.md (sources from an archive). Sets MK_RELEASE_EPOCH (seconds), MK_RELEASE_DATE (2026-11-27),
# MK_RELEASE_DATE_DEBIAN (RFC 5322), MK_RELEASE_DATE_RPM, and MK_RELEASE_TYPE: stable where CHANGELOG.md gives the version a
# date, else development.
if(DEFINED ENV{SOURCE_DATE_EPOCH})
    set(MK_RELEASE_EPOCH "$ENV{SOURCE_DATE_EPOCH}")
else()
    execute_process(COMMAND git log -1 --format=%ct WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}"
        OUTPUT_VARIABLE MK_RELEASE_EPOCH OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(failed OR NOT MK_RELEASE_EPOCH MATCHES "^[0-9]+$")
        file(TIMESTAMP "${CMAKE_SOURCE_DIR}/CHANGELOG.md" MK_RELEASE_EPOCH "%s" UTC)
    endif()
endif()
set(MK_RELEASE_TYPE development)
file(STRINGS "${CMAKE_SOURCE_DIR}/CHANGELOG.md" heading REGEX "^## " LIMIT_COUNT 1)
if(NOT heading MATCHES "^## ([0-9.]+) \\((.*)\\)$" OR NOT CMAKE_MATCH_1 VERSION_EQUAL MK_VERSION)
    message(FATAL_ERROR "VERSION says ${MK_VERSION}, CHANGELOG.md begins with '${heading}'")
endif()
if(CMAKE_MATCH_2 MATCHES "^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$")
    set(MK_RELEASE_TYPE stable)
endif()

# CMake's clock shows this time where the variable says so.
set(before "$ENV{SOURCE_DATE_EPOCH}")
set(ENV{SOURCE_DATE_EPOCH} "${MK_RELEASE_EPOCH}")
string(TIMESTAMP MK_RELEASE_DATE "%Y-%m-%d" UTC)
string(TIMESTAMP MK_RELEASE_DATE_DEBIAN "%a, %d %b %Y %H:%M:%S +0000" UTC)
string(TIMESTAMP MK_RELEASE_DATE_RPM "%a %b %d %Y" UTC)
if(before STREQUAL "")
    unset(ENV{SOURCE_DATE_EPOCH})
else()
    set(ENV{SOURCE_DATE_EPOCH} "${before}")
endif()
