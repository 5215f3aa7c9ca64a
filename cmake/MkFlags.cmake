# SPDX-License-Identifier: GPL-3.0-or-later
# One interface target carries every warning, definition and hardening flag of the project.
add_library(mk_flags INTERFACE)
target_include_directories(mk_flags INTERFACE "${CMAKE_SOURCE_DIR}/src")
target_compile_definitions(mk_flags INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_STRICT_ITERATORS QT_USE_QSTRINGBUILDER QT_NO_FOREACH
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)

if(MSVC)
    target_compile_options(mk_flags INTERFACE /W4 /permissive- /utf-8 /guard:cf)
    target_link_options(mk_flags INTERFACE /guard:cf)
    target_compile_definitions(mk_flags INTERFACE NOMINMAX WIN32_LEAN_AND_MEAN)
    if(MK_WERROR)
        target_compile_options(mk_flags INTERFACE /WX)
    endif()
else()
    target_compile_options(mk_flags INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
        -Wcast-qual -Wformat=2 -Wundef -Wvla
        -fvisibility=hidden -fstack-protector-strong)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        target_compile_options(mk_flags INTERFACE -Wduplicated-cond -Wlogical-op)
    endif()
    if(MK_UNITY AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # Then every file but the first counts as a header, where types without a name are warned of.
        target_compile_options(mk_flags INTERFACE -Wno-subobject-linkage)
    endif()
    if(MK_WERROR)
        target_compile_options(mk_flags INTERFACE -Werror)
    endif()
    if(MK_SANITIZE)
        # Without those checks whose finds AddressSanitizer or the processor report as well: they are a fifth of the build.
        target_compile_options(mk_flags INTERFACE
            -fsanitize=${MK_SANITIZE} -fno-sanitize=null,alignment,object-size -fno-sanitize-recover=all -fno-omit-frame-pointer)
        target_link_options(mk_flags INTERFACE -fsanitize=${MK_SANITIZE})
    else()
        target_compile_options(mk_flags INTERFACE $<$<CONFIG:Release,RelWithDebInfo>:-U_FORTIFY_SOURCE> $<$<CONFIG:Release,RelWithDebInfo>:-D_FORTIFY_SOURCE=2>)
    endif()
    target_compile_definitions(mk_flags INTERFACE _GLIBCXX_ASSERTIONS)
    if(UNIX AND NOT APPLE)
        target_link_options(mk_flags INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed)
    endif()
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported()

# Faster tools where they are to be had; the result is the same.
find_program(MK_CCACHE ccache)
if(MK_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Told in the command, so that precompiled headers and a second clone profit whatever the user's settings are.
    set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros
        "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1 "${MK_CCACHE}")
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        add_compile_options(-fpch-preprocess)
    elseif(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
    endif()
endif()
find_program(MK_MOLD mold)
if(MK_MOLD AND UNIX AND NOT APPLE)
    add_link_options(-fuse-ld=mold)
endif()
