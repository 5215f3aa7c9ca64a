# SPDX-License-Identifier: GPL-3.0-or-later
# The programs and what a desktop wants beside them; the packages for Debian (deb), Fedora and openSUSE (rpm).
install(TARGETS microkubes-console microkubes-demo RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
set(linux "${CMAKE_CURRENT_LIST_DIR}")

configure_file("${linux}/${app_id}.metainfo.xml.in" "${CMAKE_CURRENT_BINARY_DIR}/${app_id}.metainfo.xml" @ONLY)
install(FILES "${linux}/${app_id}.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${app_id}.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo")

list(TRANSFORM icon_sizes REPLACE "(.+)" "${icon_folder}/\\1.png" OUTPUT_VARIABLE icon_files)
add_custom_command(OUTPUT ${icon_files}
    COMMAND render_icon "${icon_source}" "${icon_folder}" ${icon_sizes}
    DEPENDS "${icon_source}" COMMENT "Drawing the program's icon" VERBATIM)
foreach(size ${icon_sizes})
    install(FILES "${icon_folder}/${size}.png" RENAME microkubes-console.png
        DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/${size}x${size}/apps")
endforeach()
install(FILES "${icon_source}" DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps")

# --- documents, packed the way Debian wants them (without a time stamp: every build gives the same bytes) -----------
find_program(MK_GZIP gzip REQUIRED)
set(doc_folder "${CMAKE_CURRENT_BINARY_DIR}/doc")
file(MAKE_DIRECTORY "${doc_folder}")
set(packed)
function(mk_pack source name destination)
    add_custom_command(OUTPUT "${doc_folder}/${name}.gz"
        COMMAND "${CMAKE_COMMAND}" -E copy "${source}" "${doc_folder}/${name}"
        COMMAND "${MK_GZIP}" -9nf "${doc_folder}/${name}"
        DEPENDS "${source}" VERBATIM)
    install(FILES "${doc_folder}/${name}.gz" DESTINATION "${destination}")
    set(packed ${packed} "${doc_folder}/${name}.gz" PARENT_SCOPE)
endfunction()
configure_file(debian/changelog.in "${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.txt" @ONLY)
mk_pack("${linux}/microkubes-console.1" microkubes-console.1 "${CMAKE_INSTALL_MANDIR}/man1")
mk_pack("${linux}/microkubes-demo.1" microkubes-demo.1 "${CMAKE_INSTALL_MANDIR}/man1")
mk_pack("${CMAKE_SOURCE_DIR}/CHANGELOG.md" changelog "${CMAKE_INSTALL_DOCDIR}")
mk_pack("${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian.txt" changelog.Debian "${CMAKE_INSTALL_DOCDIR}")
install(FILES debian/copyright DESTINATION "${CMAKE_INSTALL_DOCDIR}")
install(FILES debian/lintian-overrides DESTINATION "${CMAKE_INSTALL_DATADIR}/lintian/overrides" RENAME microkubes-console)
add_custom_target(desktop_files ALL DEPENDS ${icon_files} ${packed})

if(MK_BUILD_TESTS)
    find_program(MK_DESKTOP_FILE_VALIDATE desktop-file-validate)
    find_program(MK_APPSTREAMCLI appstreamcli)
    if(MK_DESKTOP_FILE_VALIDATE)
        add_test(NAME desktop_file COMMAND "${MK_DESKTOP_FILE_VALIDATE}" "${linux}/${app_id}.desktop")
    endif()
    if(MK_APPSTREAMCLI)
        add_test(NAME metainfo
            COMMAND "${MK_APPSTREAMCLI}" validate --no-net "${CMAKE_CURRENT_BINARY_DIR}/${app_id}.metainfo.xml")
    endif()
endif()

# --- packages -------------------------------------------------------------------------------------------------------
set(CPACK_GENERATOR DEB)
find_program(MK_RPMBUILD rpmbuild)
if(MK_RPMBUILD)
    list(APPEND CPACK_GENERATOR RPM)
endif()
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
# Each format without the papers of the other.
set(CPACK_PRE_BUILD_SCRIPTS "${linux}/CPackStage.cmake")

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
file(READ description.txt description)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "${description}")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# What is linked is found by itself; what Qt and QtKeychain load at run time is not: SVG icons, the journal's database, the
# desktop's secret store.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6svg6, libqt6sql6-sqlite, libsecret-1-0")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "gnome-keyring | kwalletmanager")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "openssh-client")

set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_RELEASE 1)
set(CPACK_RPM_PACKAGE_LICENSE "GPL-3.0-or-later AND MIT AND OFL-1.1 AND CC0-1.0")
set(CPACK_RPM_PACKAGE_SUMMARY "Operations console for a Microkubes platform")
set(CPACK_RPM_PACKAGE_RELOCATABLE OFF)
set(CPACK_RPM_PACKAGE_GROUP "Applications/System")
# Lines of a dot divide paragraphs in Debian alone.
string(REPLACE "\n.\n" "\n\n" description "${description}")
set(CPACK_RPM_PACKAGE_DESCRIPTION "${description}")
# The libraries that are linked are required by their names (libQt6Core.so.6 ...), which both distributions provide. By the names
# of packages, Fedora's first and openSUSE's second, what is loaded at run time: windows, SVG icons, the journal's database, TLS,
# the desktop's secret store.
string(JOIN ", " CPACK_RPM_PACKAGE_REQUIRES
    "(qt6-qtbase-gui or libQt6Gui6)"
    "(qt6-qtsvg or libQt6Svg6)"
    "(qt6-qtcharts or libQt6Charts6)"
    "(qt6-qtbase or qt6-sql-sqlite)"
    "(qt6-qtbase or qt6-network-tls)"
    "(libsecret or libsecret-1-0)"
    "hicolor-icon-theme")
set(CPACK_RPM_PACKAGE_SUGGESTS "openssh-clients")
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /usr/share/applications /usr/share/metainfo /usr/share/man /usr/share/man/man1 /usr/share/doc /usr/share/icons
    /usr/share/icons/hicolor /usr/share/icons/hicolor/scalable /usr/share/icons/hicolor/scalable/apps)
foreach(size ${icon_sizes})
    list(APPEND CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
        /usr/share/icons/hicolor/${size}x${size} /usr/share/icons/hicolor/${size}x${size}/apps)
endforeach()
configure_file("${linux}/rpm-changelog.in" "${CMAKE_CURRENT_BINARY_DIR}/rpm-changelog" @ONLY)
set(CPACK_RPM_CHANGELOG_FILE "${CMAKE_CURRENT_BINARY_DIR}/rpm-changelog")
# The same build gives the same bytes, and no links to debug files that nobody ships.
set(CPACK_RPM_SPEC_MORE_DEFINE
"%define packager ${CPACK_PACKAGE_CONTACT}
%define _buildhost localhost
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _build_id_links none
%define _binary_payload w10.zstdio")
