// SPDX-License-Identifier: GPL-3.0-or-later
// Holds the direction of the layers and the other rules of the source tree; and proves on small trees made for it that each
// rule finds what it is for and nothing else.
#include "SourceRules.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

namespace {

using Rule = QStringList (SourceRules::*)() const;

void write(const QString &root, const QString &path, const QByteArray &text)
{
    const QString full = root + QLatin1Char('/') + path;
    QVERIFY(QDir().mkpath(QFileInfo(full).path()));
    QFile file(full);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

QByteArray label(const QByteArray &format)
{
    const QByteArray property =
        format.isEmpty() ? QByteArray() : "<property name=\"textFormat\"><enum>" + format + "</enum></property>";
    return "<ui version=\"4.0\"><widget class=\"QWidget\" name=\"w\"><layout class=\"QVBoxLayout\"><item>"
           "<widget class=\"QLabel\" name=\"note\">" +
           property + "</widget></item></layout></widget></ui>";
}

QByteArray promoted(const QByteArray &header)
{
    return "<ui version=\"4.0\"><widget class=\"QWidget\" name=\"w\"/><customwidgets><customwidget><class>C</class>"
           "<header>" +
           header + "</header></customwidget></customwidgets></ui>";
}

} // namespace

Q_DECLARE_METATYPE(Rule)

class TestLayers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thisProject_data();
    void thisProject();
    void aBadTree_data();
    void aBadTree();
    void namesThatDifferInCaseAlone();
    void aGoodTree_data();
    void aGoodTree();
};

void TestLayers::thisProject_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::newRow("layers") << &SourceRules::wrongArrows;
    QTest::newRow("platform headers") << &SourceRules::strayPlatformHeaders;
    QTest::newRow("platform code") << &SourceRules::strayPlatformCode;
    QTest::newRow("portable names") << &SourceRules::unportableNames;
    QTest::newRow("forbidden constructs") << &SourceRules::forbiddenConstructs;
    QTest::newRow("labels are plain text") << &SourceRules::richLabels;
    QTest::newRow("licence lines") << &SourceRules::missingLicenceLines;
    QTest::newRow("orphans") << &SourceRules::orphans;
    QTest::newRow("outside paths") << &SourceRules::outsidePaths;
}

void TestLayers::thisProject()
{
    QFETCH(Rule, rule);
    const SourceRules rules(QStringLiteral(MK_SOURCE_DIR));
    const QStringList offences = (rules.*rule)();
    QVERIFY2(offences.isEmpty(), qPrintable(QLatin1Char('\n') + offences.join(QLatin1Char('\n'))));
}

void TestLayers::aBadTree_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("text");
    const auto arrow = [](const char *name, const char *path, const char *include) {
        QTest::newRow(name) << Rule(&SourceRules::wrongArrows) << QString::fromLatin1(path)
                            << QByteArray("#include \"") + include + "\"\n";
    };
    arrow("core knows net", "src/core/A.cpp", "net/HttpClient.h");
    arrow("net knows an api", "src/net/A.h", "api/consul/ConsulClient.h");
    arrow("an api knows another", "src/api/kong/A.cpp", "api/consul/ConsulClient.h");
    arrow("an api knows platform", "src/api/kong/A.cpp", "platform/Plan.h");
    arrow("platform knows models", "src/platform/A.cpp", "models/Roles.h");
    arrow("models know widgets", "src/models/A.cpp", "widgets/Theme.h");
    arrow("widgets know a panel", "src/widgets/A.cpp", "panels/keyvalue/KeyValueView.h");
    arrow("a panel knows another", "src/panels/services/A.cpp", "panels/keyvalue/KeyValueView.h");
    arrow("a panel knows app", "src/panels/services/A.cpp", "app/AppContext.h");
    arrow("shared code of panels knows one", "src/panels/A.cpp", "panels/keyvalue/KeyValueView.h");
    arrow("demo knows net", "src/demo/A.cpp", "net/HttpClient.h");
    arrow("app knows demo", "src/app/A.cpp", "demo/Kong.h");
    arrow("a bare name", "src/core/A.cpp", "Job.h");
    arrow("upwards by dots", "src/core/A.cpp", "../net/HttpClient.h");
    QTest::newRow("a form promotes from another panel")
        << Rule(&SourceRules::wrongArrows) << QStringLiteral("ui/services/A.ui") << promoted("panels/keyvalue/V.h");
    QTest::newRow("a form of widgets promotes from a panel")
        << Rule(&SourceRules::wrongArrows) << QStringLiteral("ui/widgets/A.ui") << promoted("panels/keyvalue/V.h");
    QTest::newRow("POSIX in models") << Rule(&SourceRules::strayPlatformHeaders) << QStringLiteral("src/models/A.cpp")
                                     << QByteArray("#include <unistd.h>\n");
    QTest::newRow("sys/ in core") << Rule(&SourceRules::strayPlatformHeaders) << QStringLiteral("src/core/A.cpp")
                                  << QByteArray("#include <sys/stat.h>\n");
    QTest::newRow("POSIX in a header of net") << Rule(&SourceRules::strayPlatformHeaders) << QStringLiteral("src/net/A.h")
                                              << QByteArray("#include <signal.h>\n");
    QTest::newRow("a system asked for") << Rule(&SourceRules::strayPlatformCode) << QStringLiteral("src/models/A.cpp")
                                        << QByteArray("#if defined(Q_OS_LINUX)\n#endif\n");
    QTest::newRow("a folder of Unix") << Rule(&SourceRules::strayPlatformCode) << QStringLiteral("src/platform/A.cpp")
                                      << QByteArray("const char *where = \"/etc/" "ssl/certs\";\n");
    QTest::newRow("a folder of Windows") << Rule(&SourceRules::strayPlatformCode) << QStringLiteral("src/platform/A.cpp")
                                         << QByteArray("const char *where = \"C:\\\\Users\";\n");
    QTest::newRow("a name that Windows keeps") << Rule(&SourceRules::unportableNames) << QStringLiteral("src/core/Aux.h")
                                               << QByteArray("#pragma once\n");
    QTest::newRow("a colon") << Rule(&SourceRules::unportableNames) << QStringLiteral("tests/data/a:b.json") << QByteArray("{}");
    QTest::newRow("a whole module") << Rule(&SourceRules::forbiddenConstructs) << QStringLiteral("src/app/A.cpp")
                                    << QByteArray("#include <QtWidgets>\n");
    QTest::newRow("an event loop") << Rule(&SourceRules::forbiddenConstructs) << QStringLiteral("src/app/A.cpp")
                                   << QByteArray("void f() { QEventLoop loop; }\n");
    QTest::newRow("exec of a dialog") << Rule(&SourceRules::forbiddenConstructs) << QStringLiteral("src/app/A.cpp")
                                      << QByteArray("void f() { editDialog->exec(); }\n");
    QTest::newRow("a coroutine") << Rule(&SourceRules::forbiddenConstructs) << QStringLiteral("src/app/A.cpp")
                                 << QByteArray("void f() { co_await x; }\n");
    QTest::newRow("JSON's own header") << Rule(&SourceRules::forbiddenConstructs) << QStringLiteral("src/api/kong/A.cpp")
                                       << QByteArray("#include <nlohmann/json.hpp>\n");
    QTest::newRow("a label of the default format")
        << Rule(&SourceRules::richLabels) << QStringLiteral("ui/a/A.ui") << label({});
    QTest::newRow("a rich label") << Rule(&SourceRules::richLabels) << QStringLiteral("ui/a/A.ui") << label("Qt::RichText");
    QTest::newRow("no licence line") << Rule(&SourceRules::missingLicenceLines) << QStringLiteral("src/core/A.h")
                                     << QByteArray("#pragma once\n");
    QTest::newRow("nobody builds it") << Rule(&SourceRules::orphans) << QStringLiteral("tests/core/TestLost.cpp")
                                      << QByteArray("int x;\n");
    QTest::newRow("no main runs it") << Rule(&SourceRules::orphans) << QStringLiteral("tests/core/TestLost.cpp")
                                     << QByteArray("MK_TEST_CLASS(TestLost)\n");
    QTest::newRow("a neighbour's folder") << Rule(&SourceRules::outsidePaths) << QStringLiteral("tests/core/A.cpp")
                                          << QByteArray("open(\"../share") + "d/contract/x.json\");\n";
    QTest::newRow("a download's host") << Rule(&SourceRules::outsidePaths) << QStringLiteral("packaging/x.sh")
                                       << QByteArray("curl https://deb.debia") + "n.org/\n";
}

void TestLayers::aBadTree()
{
    QFETCH(Rule, rule);
    QFETCH(QString, path);
    QFETCH(QByteArray, text);
    const QTemporaryDir root;
    write(root.path(), QStringLiteral("CMakeLists.txt"), "# SPDX-License-Identifier: GPL-3.0-or-later\n");
    write(root.path(), path, text);
    if (text.startsWith("MK_TEST_CLASS"))
        write(root.path(), QStringLiteral("tests/CMakeLists.txt"),
              "# SPDX-License-Identifier: GPL-3.0-or-later\nadd_executable(t core/TestLost.cpp)\n");
    const QStringList offences = (SourceRules(root.path()).*rule)();
    QCOMPARE(offences.size(), 1);
    QVERIFY2(offences.first().startsWith(path + QLatin1String(": ")), qPrintable(offences.first()));
}

void TestLayers::namesThatDifferInCaseAlone()
{
    const QTemporaryDir root;
    write(root.path(), QStringLiteral("src/core/Job.h"), "#pragma once\n");
    write(root.path(), QStringLiteral("src/core/job.h"), "#pragma once\n");
    QCOMPARE(SourceRules(root.path()).unportableNames().size(), 1);
}

void TestLayers::aGoodTree_data()
{
    thisProject_data();
}

void TestLayers::aGoodTree()
{
    QFETCH(Rule, rule);
    const QByteArray licence = "// SPDX-License-Identifier: GPL-3.0-or-later\n";
    const QTemporaryDir root;
    write(root.path(), QStringLiteral("CMakeLists.txt"), "# SPDX-License-Identifier: GPL-3.0-or-later\n");
    write(root.path(), QStringLiteral("src/panels/CMakeLists.txt"),
          "# SPDX-License-Identifier: GPL-3.0-or-later\nadd_library(p services/A.cpp)\n");
    write(root.path(), QStringLiteral("src/panels/services/A.cpp"),
          licence + "#include \"panels/services/A.h\"\n#include \"panels/Shared.h\"\n#include \"api/consul/ConsulClient.h\"\n"
                    "#include \"core/Job.h\"\n#include \"ui_A.h\"\n#include <QLabel>\n#include \"A.moc\"\n"
                    "// a QEventLoop would be wrong here\nvoid f() { query.exec(); dialog->open(); }\n");
    write(root.path(), QStringLiteral("src/net/CMakeLists.txt"),
          "# SPDX-License-Identifier: GPL-3.0-or-later\nadd_library(n Tunnel_unix.cpp)\n");
    write(root.path(), QStringLiteral("src/core/CMakeLists.txt"),
          "# SPDX-License-Identifier: GPL-3.0-or-later\nadd_library(c Process_win.cpp)\n");
    write(root.path(), QStringLiteral("src/api/kong/CMakeLists.txt"),
          "# SPDX-License-Identifier: GPL-3.0-or-later\nadd_library(k A.cpp)\n");
    write(root.path(), QStringLiteral("src/net/Tunnel_unix.cpp"), licence + "#include <signal.h>\n");
    write(root.path(), QStringLiteral("src/core/Process_win.cpp"), licence + "#if defined(Q_OS_WIN)\n#endif\n");
    write(root.path(), QStringLiteral("src/api/kong/A.cpp"), licence + "#if QT_VERSION > 1\n#endif\nf(\"/consumers/home\");\n");
    write(root.path(), QStringLiteral("src/demo/Kong.h"), licence + "#include \"core/Clock.h\"\n#include \"demo/World.h\"\n");
    write(root.path(), QStringLiteral("ui/services/A.ui"), label("Qt::PlainText"));
    write(root.path(), QStringLiteral("ui/services/B.ui"), promoted("widgets/Banner.h"));
    const QStringList offences = (SourceRules(root.path()).*rule)();
    QVERIFY2(offences.isEmpty(), qPrintable(offences.join(QLatin1Char('\n'))));
}

QTEST_GUILESS_MAIN(TestLayers)
#include "TestLayers.moc"
