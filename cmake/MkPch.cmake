# SPDX-License-Identifier: GPL-3.0-or-later
# Four precompiled headers for the whole project, each made once and used by many targets; what a set holds is what most of
# its users include anyway. They stand in libraries without a source of their own, so that no layer depends on another's.
# mk_use_pch(<target> base|net|gui|test)
set(MK_PCH_base
    <QByteArray> <QDateTime> <QHash> <QList> <QObject> <QPointer> <QString> <QStringList> <QTimer> <QVariantMap>
    <algorithm> <functional> <map> <memory> <optional> <string> <vector> <nlohmann/json.hpp> <tl/expected.hpp>)
set(MK_PCH_net ${MK_PCH_base} <QFile> <QNetworkAccessManager> <QNetworkReply> <QSslConfiguration> <QSslSocket> <QUrl> <QUrlQuery>)
set(MK_PCH_gui
    ${MK_PCH_base} <QAbstractButton> <QAbstractItemView> <QAbstractTableModel> <QAction> <QBoxLayout> <QLabel> <QMenu> <QPainter>
    <QPushButton> <QStyleOption> <QUrl> <QWidget>)
set(MK_PCH_test ${MK_PCH_base} <QFile> <QSignalSpy> <QTemporaryDir> <QTest> <QUrl> <QWidget>)
set(MK_PCH_LINK_base Qt6::Core)
set(MK_PCH_LINK_net Qt6::Network)
set(MK_PCH_LINK_gui Qt6::Widgets)
set(MK_PCH_LINK_test Qt6::Widgets Qt6::Network Qt6::Test)

function(mk_use_pch target set)
    if(MSVC) # there each target has to make its own: its options and program database belong to it
        target_precompile_headers(${target} PRIVATE ${MK_PCH_${set}})
        return()
    endif()
    set(holder mk_pch_${set})
    if(NOT TARGET ${holder})
        file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/${holder}.cpp" CONTENT "" @ONLY)
        add_library(${holder} OBJECT EXCLUDE_FROM_ALL "${CMAKE_BINARY_DIR}/${holder}.cpp")
        set_target_properties(${holder} PROPERTIES AUTOMOC OFF AUTOUIC OFF AUTORCC OFF)
        target_link_libraries(${holder} PRIVATE mk_flags nlohmann_json::nlohmann_json tl::expected ${MK_PCH_LINK_${set}})
        target_precompile_headers(${holder} PRIVATE ${MK_PCH_${set}})
    endif()
    target_precompile_headers(${target} REUSE_FROM ${holder})
endfunction()
