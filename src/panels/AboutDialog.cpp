// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/AboutDialog.h"

#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/Theme.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QIcon>
#include <QListWidget>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QSysInfo>
#include <QVBoxLayout>

namespace mk {

namespace {

constexpr int kLicenceRole = Qt::UserRole;
constexpr int kTextRole = Qt::UserRole + 1;

// A part and its licence by SPDX's name, with the file in :/licenses that has the text. Packages may bring other libraries
// along: their licences lie in the package (share/doc).
struct Part
{
    QString name;
    QString licence;
    QString file;
};

QList<Part> allParts()
{
    const QString gpl = QStringLiteral("GPL-3.txt");
    const QString ofl = QStringLiteral("fonts-OFL-1.1.txt");
    return {
        {QStringLiteral("Microkubes Console"), QStringLiteral("GPL-3.0-or-later"), gpl},
        {QStringLiteral("Qt %1").arg(QString::fromLatin1(qVersion())), QStringLiteral("GPL-3.0-only"), gpl},
        {QStringLiteral("QScintilla"), QStringLiteral("GPL-3.0-only"), gpl},
        {QStringLiteral("QtKeychain"), QStringLiteral("BSD-2-Clause"), QStringLiteral("qtkeychain.txt")},
        {QStringLiteral("JSON for Modern C++"), QStringLiteral("MIT"), QStringLiteral("nlohmann-json.txt")},
        {QStringLiteral("expected"), QStringLiteral("CC0-1.0"), QStringLiteral("tl-expected.txt")},
        {QStringLiteral("libsodium"), QStringLiteral("ISC"), QStringLiteral("libsodium.txt")},
        {QStringLiteral("zlib"), QStringLiteral("Zlib"), QStringLiteral("zlib.txt")},
        {QStringLiteral("Tabler Icons"), QStringLiteral("MIT"), QStringLiteral("tabler-icons.txt")},
        {QStringLiteral("Inter"), QStringLiteral("OFL-1.1"), ofl},
        {QStringLiteral("JetBrains Mono"), QStringLiteral("OFL-1.1"), ofl},
    };
}

QString licenceText(const QString &file)
{
    QFile text(QStringLiteral(":/licenses/") + file);
    return text.open(QIODevice::ReadOnly) ? QString::fromUtf8(text.readAll()) : QString();
}

// Name and licence on two lines.
class PartDelegate final : public QStyledItemDelegate
{
public:
    PartDelegate(const Theme *theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {m_theme->scaled(180), m_theme->lineHeight(FontRole::Body) + m_theme->lineHeight(FontRole::Small) + 14};
    }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool chosen = option.state & QStyle::State_Selected;
        const QRect cell = option.rect.adjusted(4, 1, -4, -1);
        if (chosen || (option.state & QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme->color(chosen ? Token::Sel : Token::Hover));
            painter->drawRoundedRect(QRectF(cell), 4, 4);
        }
        if (option.state & QStyle::State_HasFocus) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(m_theme->color(Token::Focus), 1));
            painter->drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        }
        const QRect name(cell.left() + 8, cell.top() + 6, cell.width() - 16, m_theme->lineHeight(FontRole::Body));
        const QRect licence(name.left(), name.bottom() + 1, name.width(), m_theme->lineHeight(FontRole::Small));
        painter->setFont(m_theme->font(chosen ? FontRole::BodyStrong : FontRole::Body));
        painter->setPen(m_theme->color(Token::Text));
        painter->drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, name.width()));
        painter->setFont(m_theme->font(FontRole::Small));
        painter->setPen(m_theme->color(Token::Text2));
        painter->drawText(licence, Qt::AlignVCenter | Qt::AlignLeft, index.data(kLicenceRole).toString());
        painter->restore();
    }

private:
    const Theme *m_theme;
};

} // namespace

QString AboutDialog::versionDetails()
{
    return QStringLiteral("microkubes-console %1\nQt %2 (built with %3), %4\n%5, %6")
        .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()), QStringLiteral(QT_VERSION_STR),
             QGuiApplication::platformName(), QSysInfo::prettyProductName(), QSysInfo::currentCpuArchitecture());
}

AboutDialog::AboutDialog(const Theme *theme, QWidget *parent)
    : DialogFrame(theme, tr("About Microkubes Console"), parent), m_parts(new QListWidget(this)), m_text(new QPlainTextEdit(this))
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(16, 16, 16, 16);
    head->setSpacing(16);
    auto *icon = new QLabel(this);
    icon->setTextFormat(Qt::PlainText);
    const int edge = theme->scaled(56);
    icon->setPixmap(QIcon(QStringLiteral(":/app/microkubes-console.svg")).pixmap(QSize(edge, edge), devicePixelRatioF()));
    head->addWidget(icon, 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(4);
    auto *version = new TextLabel(theme, FontRole::Title, Tone::Normal, this);
    version->setText(tr("Version %1").arg(QCoreApplication::applicationVersion()));
    auto *what = new TextLabel(theme, FontRole::Body, Tone::Secondary, this);
    what->setWordWrap(true);
    what->setText(tr("Operations console for a Microkubes platform: Kong, Consul, RabbitMQ and Prometheus."));
    auto *terms = new TextLabel(theme, FontRole::Body, Tone::Secondary, this);
    terms->setWordWrap(true);
    terms->setText(tr("Free software under the GNU General Public License, version 3 or later, without any warranty. You may use, "
                      "change and pass it on under these terms."));
    words->addWidget(version);
    words->addWidget(what);
    words->addWidget(terms);
    head->addLayout(words, 1);
    body()->addLayout(head);
    body()->addWidget(makeLine(theme, Qt::Horizontal, this));

    auto *split = new QHBoxLayout;
    split->setContentsMargins(0, 0, 0, 0);
    split->setSpacing(0);
    body()->addLayout(split, 1);
    m_parts->setAccessibleName(tr("Parts and their licences"));
    m_parts->setFrameShape(QFrame::NoFrame);
    m_parts->setFixedWidth(theme->scaled(208));
    m_parts->setItemDelegate(new PartDelegate(theme, m_parts));
    m_parts->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const QList<Part> parts = allParts();
    for (const Part &part : parts) {
        auto *item = new QListWidgetItem(part.name, m_parts);
        item->setData(kLicenceRole, part.licence);
        item->setData(kTextRole, part.file);
        item->setData(Qt::AccessibleTextRole, QString(part.name + QStringLiteral(", ") + part.licence));
    }
    split->addWidget(m_parts);
    split->addWidget(makeLine(theme, Qt::Vertical, this));
    m_text->setAccessibleName(tr("Text of the licence"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->document()->setDocumentMargin(12);
    m_text->setFont(theme->font(FontRole::Code));
    split->addWidget(m_text, 1);

    QPushButton *copy = makeButton(theme, tr("Copy version details"), QStringLiteral("copy"), this);
    connect(copy, &QPushButton::clicked, this, [] { QGuiApplication::clipboard()->setText(versionDetails()); });
    addFootLeft(copy);
    QPushButton *close = makeButton(theme, tr("Close"), QString(), this);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    addFootButton(close);
    connect(m_parts, &QListWidget::currentRowChanged, this, &AboutDialog::showLicence);
    m_parts->setCurrentRow(0);
    resize(theme->scaled(820), theme->scaled(620));
}

void AboutDialog::showLicence()
{
    const QListWidgetItem *item = m_parts->currentItem();
    m_text->setPlainText(item ? licenceText(item->data(kTextRole).toString()) : QString());
}

void showAbout(const Theme *theme, QWidget *parent)
{
    auto *dialog = new AboutDialog(theme, parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace mk
