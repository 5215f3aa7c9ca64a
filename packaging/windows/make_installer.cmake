# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DSTAGE=folder -DICON=file.ico -DVERSION=1.2.3 -DOUTPUT=setup.exe -DMAKENSIS=makensis -P make_installer.cmake
# Makes the installer of a folder, with a list of what it has to remove again: the files that it brought and nothing else.
file(GLOB_RECURSE files LIST_DIRECTORIES true RELATIVE "${STAGE}" "${STAGE}/*")
list(SORT files ORDER DESCENDING) # what is in a folder before the folder
set(lines)
foreach(file ${files})
    string(REPLACE "/" "\\" path "${file}")
    if(IS_DIRECTORY "${STAGE}/${file}")
        string(APPEND lines "RMDir \"$INSTDIR\\${path}\"\n")
    else()
        string(APPEND lines "Delete \"$INSTDIR\\${path}\"\n")
    endif()
endforeach()
get_filename_component(folder "${OUTPUT}" DIRECTORY)
file(MAKE_DIRECTORY "${folder}")
set(list "${OUTPUT}.uninstall.nsh")
file(WRITE "${list}" "${lines}")
execute_process(
    COMMAND "${MAKENSIS}" -V2 -WX "-DSTAGE=${STAGE}" "-DICON=${ICON}" "-DVERSION=${VERSION}" "-DOUTPUT=${OUTPUT}"
        "-DUNINSTALL_LIST=${list}" "${CMAKE_CURRENT_LIST_DIR}/installer.nsi"
    RESULT_VARIABLE failed)
file(REMOVE "${list}")
if(failed)
    message(FATAL_ERROR "makensis ended with ${failed}")
endif()
