// SPDX-License-Identifier: GPL-3.0-or-later
#include "SourceRules.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include <algorithm>
#include <array>

namespace {

const QStringList kCode{QStringLiteral("*.h"), QStringLiteral("*.cpp")};

// Where a file belongs: its layer, and within api and panels the system or the panel.
struct Place
{
    QString layer;
    QString part;

    QString name() const { return part.isEmpty() ? layer : layer + QLatin1Char('/') + part; }
};

// Lowest first.
int rankOf(const QString &layer)
{
    static const QStringList kOrder{QStringLiteral("core"),   QStringLiteral("net"),     QStringLiteral("api"),
                                    QStringLiteral("platform"), QStringLiteral("models"), QStringLiteral("widgets"),
                                    QStringLiteral("panels"), QStringLiteral("app")};
    return static_cast<int>(kOrder.indexOf(layer));
}

// path: as it stands in an #include, or below src/.
Place placeOf(const QString &path)
{
    const QStringList parts = path.split(QLatin1Char('/'));
    Place place{parts.value(0), {}};
    if ((place.layer == QLatin1String("api") || place.layer == QLatin1String("panels")) && parts.size() > 2) {
        place.part = parts.at(1);
    }
    return place;
}

// Empty when `from` may include `to`.
QString objection(const Place &from, const Place &to)
{
    const QString arrow = from.name() + QLatin1String(" must not know ") + to.name();
    if (from.layer == to.layer) {
        // What lies directly in api/ or panels/ is shared by all of them.
        return from.part == to.part || to.part.isEmpty() ? QString() : arrow;
    }
    if (from.layer == QLatin1String("demo")) {
        return to.layer == QLatin1String("core") ? QString() : arrow;
    }
    const int fromRank = rankOf(from.layer);
    const int toRank = rankOf(to.layer);
    if (fromRank < 0) {
        return from.layer + QLatin1String(" is no layer");
    }
    if (toRank < 0) {
        return to.layer + QLatin1String(" is no layer: write the path from src/, as in \"core/Job.h\"");
    }
    return toRank < fromRank ? QString() : arrow;
}

// A form belongs to the panel of its folder's name, or to a layer where the folder is called like one.
Place placeOfForm(const QString &pathBelowUi)
{
    const QString folder = pathBelowUi.section(QLatin1Char('/'), 0, 0);
    return rankOf(folder) >= 0 ? Place{folder, {}} : Place{QStringLiteral("panels"), folder};
}

bool isGenerated(const QString &header)
{
    const QString name = header.section(QLatin1Char('/'), -1);
    return name.startsWith(QLatin1String("ui_")) || name.endsWith(QLatin1String(".moc")) ||
           name.startsWith(QLatin1String("moc_"));
}

QStringList sorted(QStringList lines)
{
    std::sort(lines.begin(), lines.end());
    return lines;
}

} // namespace

SourceRules::SourceRules(const QString &root) : m_root(root) {}

QStringList SourceRules::filesBelow(const QStringList &folders, const QStringList &patterns) const
{
    QStringList found;
    for (const QString &folder : folders) {
        QDirIterator files(m_root + QLatin1Char('/') + folder, patterns, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            found << QDir(m_root).relativeFilePath(files.next());
        }
    }
    return sorted(found);
}

QString SourceRules::textOf(const QString &path) const
{
    QFile file(m_root + QLatin1Char('/') + path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList SourceRules::wrongArrows() const
{
    static const QRegularExpression kInclude(QStringLiteral("^\\s*#\\s*include\\s*\"([^\"]+)\""),
                                             QRegularExpression::MultilineOption);
    QStringList offences;
    for (const QString &path : filesBelow({QStringLiteral("src")}, kCode)) {
        const Place from = placeOf(path.mid(4));
        auto includes = kInclude.globalMatch(textOf(path));
        while (includes.hasNext()) {
            const QString header = includes.next().captured(1);
            if (isGenerated(header)) {
                continue;
            }
            const QString why = objection(from, placeOf(header));
            if (!why.isEmpty()) {
                offences << path + QLatin1String(": includes ") + header + QLatin1String(": ") + why;
            }
        }
    }
    for (const QString &path : filesBelow({QStringLiteral("ui")}, {QStringLiteral("*.ui")})) {
        QXmlStreamReader xml(textOf(path));
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != QLatin1String("header")) {
                continue;
            }
            const bool global = xml.attributes().value(QLatin1String("location")) == QLatin1String("global");
            const QString header = xml.readElementText();
            const QString why = global ? QString() : objection(placeOfForm(path.mid(3)), placeOf(header));
            if (!why.isEmpty()) {
                offences << path + QLatin1String(": promotes from ") + header + QLatin1String(": ") + why;
            }
        }
        if (xml.hasError()) {
            offences << path + QLatin1String(": ") + xml.errorString();
        }
    }
    return sorted(offences);
}

QStringList SourceRules::strayPlatformHeaders() const
{
    static const QRegularExpression kHeader(
        QStringLiteral("^\\s*#\\s*include\\s*<((?:unistd|signal|fcntl|pwd|grp|poll|dirent|termios|dlfcn|pthread|spawn|"
                       "netdb|syslog|glob|fnmatch|ifaddrs|windows|winsock2|ws2tcpip)\\.h|(?:sys|netinet|arpa|net|linux|mach)/"
                       "[^>]+)>"),
        QRegularExpression::MultilineOption);
    static const QStringList kCore{QStringLiteral("src/core/Process_unix.cpp"), QStringLiteral("src/core/Process_win.cpp")};
    QStringList offences;
    QString chosenOfNet;
    for (const QString &path : filesBelow({QStringLiteral("src")}, kCode)) {
        const QRegularExpressionMatch match = kHeader.match(textOf(path));
        if (!match.hasMatch() || kCore.contains(path)) {
            continue;
        }
        const bool inNet = path.startsWith(QLatin1String("src/net/")) && path.endsWith(QLatin1String(".cpp"));
        if (inNet && chosenOfNet.isEmpty()) {
            chosenOfNet = path;
            continue;
        }
        offences << path + QLatin1String(": includes <") + match.captured(1) + QLatin1Char('>') +
                        (inNet ? QString(QLatin1String(", and so does ") + chosenOfNet) : QString());
    }
    return sorted(offences);
}

QStringList SourceRules::strayPlatformCode() const
{
    static const QRegularExpression kCondition(
        QStringLiteral("^\\s*#\\s*(?:el)?if[^\n]*\\b(Q_OS_\\w+|_WIN32|_WIN64|__linux__|__APPLE__|__unix__|__GLIBC__)\\b"),
        QRegularExpression::MultilineOption);
    // A path of one system as a text. What a server tells or is asked for begins like one, too: those are routes, not folders.
    static const QRegularExpression kPath(
        QStringLiteral("\"(?:/(?:etc|usr|tm" "p|home|proc|dev|opt|Library|Users)(?:/[^\"]*)?|[A-Za-z]:\\\\\\\\[^\"]*)\""));
    // The colours that the user of Windows chose stand in its registry, which QSettings reads.
    static const QStringList kAllowed{QStringLiteral("src/core/Process_unix.cpp"), QStringLiteral("src/core/Process_win.cpp"),
                                      QStringLiteral("src/widgets/Theme.cpp")};
    static const QRegularExpression kComment(QStringLiteral("//[^\n]*|/\\*.*?\\*/"),
                                             QRegularExpression::DotMatchesEverythingOption);
    QStringList offences;
    for (const QString &path : filesBelow({QStringLiteral("src")}, kCode)) {
        if (kAllowed.contains(path))
            continue;
        const QString text = textOf(path);
        if (const QRegularExpressionMatch match = kCondition.match(text); match.hasMatch())
            offences << path + QLatin1String(": asks for ") + match.captured(1);
        if (path.startsWith(QLatin1String("src/demo/")))
            continue; // the simulated systems tell of their own folders
        QString code = text;
        code.remove(kComment);
        if (const QRegularExpressionMatch match = kPath.match(code); match.hasMatch())
            offences << path + QLatin1String(": names ") + match.captured(0) + QLatin1String(": ask QStandardPaths or QDir");
    }
    return sorted(offences);
}

QStringList SourceRules::unportableNames() const
{
    static const QRegularExpression kBad(
        QStringLiteral("[<>:\"|?*\\\\]|[. ](?:/|$)|(?:^|/)(?:con|prn|aux|nul|com\\d|lpt\\d)(?:\\.[^/]*)?(?:/|$)"),
        QRegularExpression::CaseInsensitiveOption);
    constexpr int kLongest = 180; // of Windows' 260, with room for the folder of the checkout
    QStringList offences;
    QHash<QString, QString> lower;
    for (const QString &path : filesBelow({QStringLiteral("src"), QStringLiteral("ui"), QStringLiteral("tests"), QStringLiteral("cmake"),
                                           QStringLiteral("packaging"), QStringLiteral("resources"), QStringLiteral("translations")},
                                          {QStringLiteral("*")})) {
        if (kBad.match(path).hasMatch())
            offences << path + QLatin1String(": no name for Windows");
        if (path.size() > kLongest)
            offences << path + QLatin1String(": too long for Windows");
        QString &first = lower[path.toLower()];
        if (!first.isEmpty())
            offences << path + QLatin1String(": differs from ") + first + QLatin1String(" in case alone");
        first = path;
    }
    return sorted(offences);
}

QStringList SourceRules::forbiddenConstructs() const
{
    struct Rule
    {
        QRegularExpression pattern;
        QString why;
    };
    static const std::array kRules{
        Rule{QRegularExpression(QStringLiteral("#\\s*include\\s*<Qt(?!Global|Math|Endian|Numeric|Plugin)[A-Z][A-Za-z]+>")),
             QStringLiteral("includes a whole Qt module")},
        Rule{QRegularExpression(QStringLiteral("#\\s*include\\s*<nlohmann/(?!json_fwd)")),
             QStringLiteral("is not core/Json.h, which makes the templates once")},
        Rule{QRegularExpression(QStringLiteral("\\bQEventLoop\\b")), QStringLiteral("runs a nested event loop")},
        Rule{QRegularExpression(QStringLiteral("(?:[dD]ialog|[bB]ox|[mM]enu)\\w*(?:\\.|->)exec\\(")),
             QStringLiteral("runs a nested event loop: use open()")},
        Rule{QRegularExpression(QStringLiteral("\\bco_(?:await|return|yield)\\b")), QStringLiteral("uses a coroutine")},
    };
    static const QRegularExpression kComment(QStringLiteral("//[^\n]*|/\\*.*?\\*/"),
                                             QRegularExpression::DotMatchesEverythingOption);
    QStringList offences;
    for (const QString &path : filesBelow({QStringLiteral("src")}, kCode)) {
        QString code = textOf(path);
        code.remove(kComment);
        if (path == QLatin1String("src/core/Json.h"))
            continue;
        for (const Rule &rule : kRules) {
            const QRegularExpressionMatch match = rule.pattern.match(code);
            if (match.hasMatch()) {
                offences << path + QLatin1String(": ") + match.captured(0) + QLatin1String(": ") + rule.why;
            }
        }
    }
    return sorted(offences);
}

QStringList SourceRules::richLabels() const
{
    QStringList offences;
    for (const QString &path : filesBelow({QStringLiteral("ui")}, {QStringLiteral("*.ui")})) {
        struct Widget
        {
            bool isLabel = false;
            bool isPlain = false;
            QString name;
        };
        QList<Widget> open; // the widgets around the place where the reader is
        QXmlStreamReader xml(textOf(path));
        while (!xml.atEnd()) {
            const QXmlStreamReader::TokenType token = xml.readNext();
            if (token == QXmlStreamReader::StartElement && xml.name() == QLatin1String("widget")) {
                open << Widget{xml.attributes().value(QLatin1String("class")) == QLatin1String("QLabel"), false,
                               xml.attributes().value(QLatin1String("name")).toString()};
            } else if (token == QXmlStreamReader::StartElement && xml.name() == QLatin1String("property") &&
                       !open.isEmpty() && xml.attributes().value(QLatin1String("name")) == QLatin1String("textFormat")) {
                xml.readNextStartElement();
                open.last().isPlain = xml.readElementText() == QLatin1String("Qt::PlainText");
            } else if (token == QXmlStreamReader::EndElement && xml.name() == QLatin1String("widget")) {
                const Widget widget = open.takeLast();
                if (widget.isLabel && !widget.isPlain) {
                    offences << path + QLatin1String(": ") + widget.name + QLatin1String(" lacks textFormat PlainText");
                }
            }
        }
    }
    return sorted(offences);
}

QStringList SourceRules::missingLicenceLines() const
{
    QStringList files = filesBelow({QStringLiteral("src"), QStringLiteral("tests"), QStringLiteral("cmake"),
                                    QStringLiteral("packaging"), QStringLiteral("resources"), QStringLiteral("translations")},
                                   kCode + QStringList{QStringLiteral("CMakeLists.txt"), QStringLiteral("*.cmake"),
                                                       QStringLiteral("*.sh"), QStringLiteral("*.py")});
    files << QStringLiteral("CMakeLists.txt");
    QStringList offences;
    for (const QString &path : files) {
        const QString head = textOf(path).section(QLatin1Char('\n'), 0, 2);
        if (!head.contains(QLatin1String("SPDX-License-Identifier: GPL-3.0-or-later"))) {
            offences << path + QLatin1String(": no SPDX line at the top");
        }
    }
    return sorted(offences);
}

QStringList SourceRules::orphans() const
{
    QStringList offences;
    for (const QString &path : filesBelow({QStringLiteral("src"), QStringLiteral("tests")}, {QStringLiteral("*.cpp")})) {
        // The list that names a file stands in its own folder or in one above.
        QString folder = path;
        bool named = false;
        while (!named && folder.contains(QLatin1Char('/'))) {
            folder = folder.section(QLatin1Char('/'), 0, -2);
            const QString inFolder = path.mid(folder.size() + 1);
            named = textOf(folder + QLatin1String("/CMakeLists.txt")).contains(inFolder);
        }
        if (!named) {
            offences << path + QLatin1String(": no CMakeLists.txt builds it");
        }
    }
    // A test class that no program of its folder has an entry for is built and never run.
    static const QRegularExpression kTestClass(QStringLiteral("^MK_TEST_CLASS\\((\\w+)\\)"),
                                               QRegularExpression::MultilineOption);
    for (const QString &path : filesBelow({QStringLiteral("tests")}, {QStringLiteral("Test*.cpp")})) {
        const QRegularExpressionMatch match = kTestClass.match(textOf(path));
        if (!match.hasMatch()) {
            continue;
        }
        const QString entry = QLatin1String("MK_TEST_ENTRY(") + match.captured(1) + QLatin1Char(')');
        const QStringList programs = filesBelow({path.section(QLatin1Char('/'), 0, -2)}, {QStringLiteral("main*.cpp")});
        const bool runs = std::any_of(programs.cbegin(), programs.cend(), [&](const QString &program) {
            return textOf(program).contains(entry);
        });
        if (!runs) {
            offences << path + QLatin1String(": no main has ") + entry;
        }
    }
    return sorted(offences);
}

QStringList SourceRules::outsidePaths() const
{
    // Written so that this file passes its own check.
    static const QRegularExpression kOutside(
        QStringLiteral("(?<![\\w.])/(?:wor" "k|roo" "t)/[\\w.]|\\.\\./share" "d/|/tm" "p/team|"
                       "\\b(?:deb|security|snapshot|ftp)\\.debia" "n\\.org|registry\\.npmj" "s|proxy\\.golan" "g|pyp" "i\\.org"));
    static const QStringList kFolders{QStringLiteral("src"),       QStringLiteral("ui"),    QStringLiteral("tests"),
                                      QStringLiteral("cmake"),     QStringLiteral("packaging"),
                                      QStringLiteral("resources"), QStringLiteral(".ci"),   QStringLiteral("translations"),
                                      QStringLiteral(".github")};
    QStringList files = filesBelow(kFolders, {QStringLiteral("*")});
    files << QDir(m_root).entryList(QDir::Files | QDir::Hidden);
    files.removeAll(QStringLiteral(".git")); // a worktree's: names the folder of its repository
    QStringList offences;
    for (const QString &path : files) {
        if (path.startsWith(QLatin1String("tests/data/"))) {
            continue; // recordings of real servers: their words are theirs
        }
        const QRegularExpressionMatch match = kOutside.match(textOf(path));
        if (match.hasMatch()) {
            offences << path + QLatin1String(": ") + match.captured(0);
        }
    }
    return sorted(offences);
}
