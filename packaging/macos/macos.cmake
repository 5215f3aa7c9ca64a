# SPDX-License-Identifier: GPL-3.0-or-later
# The bundle with all that it needs inside, signed, on a disk image: cpack -G DragNDrop.
# MK_SIGN_IDENTITY names a certificate of the key chain; without one the signature is ad hoc, and macOS asks before the first start.
set(macos "${CMAKE_CURRENT_LIST_DIR}")
set(MK_SIGN_IDENTITY "-" CACHE STRING "Identity to sign the bundle with; - signs ad hoc")
set(icon "${CMAKE_CURRENT_BINARY_DIR}/microkubes-console.icns")
add_custom_command(OUTPUT "${icon}"
    COMMAND render_icon "${icon_source}" "${icon}" 16 32 64 128 256 512 1024
    DEPENDS "${icon_source}" COMMENT "Drawing the program's icon" VERBATIM)
add_custom_target(desktop_files ALL DEPENDS "${icon}")

target_sources(microkubes-console PRIVATE "${icon}")
set_property(SOURCE "${icon}" TARGET_DIRECTORY microkubes-console PROPERTY MACOSX_PACKAGE_LOCATION Resources)
set_property(SOURCE "${icon}" TARGET_DIRECTORY microkubes-console PROPERTY GENERATED ON)
add_dependencies(microkubes-console desktop_files)
set_target_properties(microkubes-console PROPERTIES
    MACOSX_BUNDLE ON OUTPUT_NAME "Microkubes Console" MACOSX_BUNDLE_INFO_PLIST "${macos}/Info.plist.in")

install(TARGETS microkubes-console BUNDLE DESTINATION .)
# --demo starts it from beside the program.
set(bundle "Microkubes Console.app")
install(TARGETS microkubes-demo RUNTIME DESTINATION "${bundle}/Contents/MacOS")
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" "${CMAKE_CURRENT_SOURCE_DIR}/debian/copyright"
    DESTINATION "${bundle}/Contents/Resources")
find_program(MK_MACDEPLOYQT NAMES macdeployqt macdeployqt6 HINTS "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS}" REQUIRED)
install(CODE "
    set(app \"\${CMAKE_INSTALL_PREFIX}/${bundle}\")
    execute_process(COMMAND \"${MK_MACDEPLOYQT}\" \"\${app}\" -always-overwrite
        \"-executable=\${app}/Contents/MacOS/microkubes-demo\" COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND codesign --force --deep --options runtime --timestamp=none
        --entitlements \"${macos}/entitlements.plist\" --sign \"${MK_SIGN_IDENTITY}\" \"\${app}\" COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND codesign --verify --deep --strict \"\${app}\" COMMAND_ERROR_IS_FATAL ANY)")

set(CPACK_GENERATOR DragNDrop)
set(CPACK_PACKAGE_FILE_NAME "microkubes-console-${MK_VERSION}-macos-${CMAKE_SYSTEM_PROCESSOR}")
set(CPACK_DMG_VOLUME_NAME "Microkubes Console ${MK_VERSION}")
set(CPACK_STRIP_FILES OFF) # it would break the signature
