# SPDX-License-Identifier: GPL-3.0-or-later
# mk_add_layer(<name> SOURCES ... LINK ... [PRIVATE_LINK ...] PCH <set of MkPch> [UI <dirs under ui>])
# A layer is one static library; what it links is the whole rule of what it may include (tests/layers checks the same).
function(mk_add_layer name)
    cmake_parse_arguments(ARG "" "PCH" "SOURCES;LINK;PRIVATE_LINK;UI" ${ARGN})
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC mk_flags ${ARG_LINK} PRIVATE ${ARG_PRIVATE_LINK})
    mk_use_pch(${name} ${ARG_PCH})
    set_target_properties(${name} PROPERTIES UNITY_BUILD ${MK_UNITY} UNITY_BUILD_BATCH_SIZE 10)
    if(ARG_UI)
        list(TRANSFORM ARG_UI PREPEND "${CMAKE_SOURCE_DIR}/ui/")
        set_target_properties(${name} PROPERTIES AUTOUIC_SEARCH_PATHS "${ARG_UI}")
    endif()
    set_property(GLOBAL APPEND PROPERTY MK_LAYERS ${name})
endfunction()

# mk_add_test(<name> SOURCES ... LINK ... [LABELS ...] [TIMEOUT s] [TOGETHER])
# TOGETHER: its sources share no name outside their classes, so that MK_UNITY can compile them several at a time.
# The one place where a test program is made: offscreen, C locale, UTC, its own home in the build folder.
function(mk_add_test name)
    cmake_parse_arguments(ARG "TOGETHER" "TIMEOUT" "SOURCES;LINK;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 300)
    endif()
    add_executable(${name} ${ARG_SOURCES})
    target_link_libraries(${name} PRIVATE ${ARG_LINK} Qt6::Widgets Qt6::Network Qt6::Test) # as the precompiled header
    target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/tests") # "support/TestMain.h"
    target_compile_definitions(${name} PRIVATE
        MK_TEST_DATA="${CMAKE_SOURCE_DIR}/tests/data" MK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    mk_use_pch(${name} test)
    if(ARG_TOGETHER)
        set_target_properties(${name} PROPERTIES UNITY_BUILD ${MK_UNITY} UNITY_BUILD_BATCH_SIZE 5)
    endif()
    add_test(NAME ${name} COMMAND ${name})
    set(home "${CMAKE_BINARY_DIR}/test-home/${name}")
    file(MAKE_DIRECTORY "${home}")
    file(CHMOD "${home}" PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE)
    set(environment
        QT_QPA_PLATFORM=offscreen QT_FORCE_ASSERTS=1 LC_ALL=C.UTF-8 TZ=UTC no_proxy=* DBUS_SESSION_BUS_ADDRESS=disabled:
        HOME=${home} XDG_CONFIG_HOME=${home}/config XDG_DATA_HOME=${home}/data XDG_CACHE_HOME=${home}/cache
        XDG_RUNTIME_DIR=${home}
        QTEST_DISABLE_STACK_DUMP=1) # a debugger on a crashed program holds up all others
    if(MK_SANITIZE)
        list(APPEND environment "UBSAN_OPTIONS=print_stacktrace=1"
            "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/lsan.supp:print_suppressions=0")
    endif()
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} COST ${ARG_TIMEOUT} LABELS "${ARG_LABELS}" ENVIRONMENT "${environment}")
endfunction()
