# SPDX-License-Identifier: GPL-3.0-or-later
# The programs for Windows with all that they need beside them, and the installer: cpack -G External.
# microkubes-console.exe opens no console window. microkubes-console.com is the same program for the command line, where it can
# print: a shell that is told "microkubes-console --check" takes it first.
set(windows "${CMAKE_CURRENT_LIST_DIR}")
set(icon "${CMAKE_CURRENT_BINARY_DIR}/microkubes-console.ico")
add_custom_command(OUTPUT "${icon}"
    COMMAND render_icon "${icon_source}" "${icon}" 16 24 32 48 64 256
    DEPENDS "${icon_source}" COMMENT "Drawing the program's icon" VERBATIM)
add_custom_target(desktop_files ALL DEPENDS "${icon}")

set(MK_RC_ICON "${icon}")
configure_file("${windows}/version.rc.in" "${CMAKE_CURRENT_BINARY_DIR}/version.rc" @ONLY)
add_executable(microkubes-console-com "${CMAKE_SOURCE_DIR}/src/app/main.cpp")
target_link_libraries(microkubes-console-com PRIVATE mk_app mk_resources)
target_compile_definitions(microkubes-console-com PRIVATE MK_VERSION_TEXT="${PROJECT_VERSION}")
set_target_properties(microkubes-console-com PROPERTIES OUTPUT_NAME microkubes-console SUFFIX .com WIN32_EXECUTABLE OFF)
set_target_properties(microkubes-console PROPERTIES WIN32_EXECUTABLE ON)
foreach(program microkubes-console microkubes-console-com)
    target_sources(${program} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/version.rc")
    add_dependencies(${program} desktop_files)
endforeach()

# Libraries that are linked, and (windeployqt) Qt's plugins, which are not.
install(TARGETS microkubes-console microkubes-console-com microkubes-demo RUNTIME_DEPENDENCY_SET libraries
    RUNTIME DESTINATION .)
install(RUNTIME_DEPENDENCY_SET libraries
    PRE_EXCLUDE_REGEXES "^api-ms-" "^ext-ms-" "^hvsifiletrust" POST_EXCLUDE_REGEXES "[/\\\\][Ss]ystem32[/\\\\]"
    DIRECTORIES $<TARGET_FILE_DIR:Qt6::Core> RUNTIME DESTINATION .)
find_program(MK_WINDEPLOYQT NAMES windeployqt windeployqt6 HINTS "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS}" REQUIRED)
install(CODE "execute_process(COMMAND \"${MK_WINDEPLOYQT}\" --release --no-translations --no-opengl-sw --no-system-d3d-compiler
    --compiler-runtime \"\${CMAKE_INSTALL_PREFIX}/microkubes-console.exe\" COMMAND_ERROR_IS_FATAL ANY)")
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" RENAME LICENSE.txt DESTINATION .)
install(FILES debian/copyright RENAME COPYRIGHT.txt DESTINATION .)
install(FILES "${CMAKE_SOURCE_DIR}/CHANGELOG.md" DESTINATION .)

find_program(MK_MAKENSIS makensis HINTS "$ENV{ProgramFiles\(x86\)}/NSIS" REQUIRED)
set(CPACK_GENERATOR External)
set(CPACK_EXTERNAL_ENABLE_STAGING ON)
configure_file("${windows}/cpack.cmake.in" "${CMAKE_CURRENT_BINARY_DIR}/windows-cpack.cmake" @ONLY)
set(CPACK_EXTERNAL_PACKAGE_SCRIPT "${CMAKE_CURRENT_BINARY_DIR}/windows-cpack.cmake")
