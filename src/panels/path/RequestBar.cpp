// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/path/RequestBar.h"

#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "models/PathText.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace mk {

namespace {

const QStringList kMethods{QStringLiteral("GET"),    QStringLiteral("HEAD"),  QStringLiteral("POST"),
                           QStringLiteral("PUT"),    QStringLiteral("PATCH"), QStringLiteral("DELETE"),
                           QStringLiteral("OPTIONS")};
constexpr int kHeaderLines = 4;
constexpr int kRecentChars = 80;

} // namespace

RequestBar::RequestBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_method(makeCombo(kMethods, this))
    , m_address(makeCodeEdit(theme, this))
    , m_headersButton(makeButton(theme, tr("Headers"), QStringLiteral("list-details"), this))
    , m_recent(makeButton(theme, tr("Recent"), QStringLiteral("history"), this))
    , m_recentMenu(new QMenu(m_recent))
    , m_trace(makeButton(theme, tr("Trace"), QStringLiteral("route-2"), this, ButtonKind::Primary))
    , m_headersBox(new QWidget(this))
    , m_headers(new QPlainTextEdit(m_headersBox))
    , m_bannerBox(new QWidget(this))
    , m_banner(new Banner(theme, m_bannerBox))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 6, 16, 6);
    row->setSpacing(8);
    const auto label = [&](const QString &text, QWidget *buddy) {
        auto *made = new TextLabel(theme, FontRole::Small, Tone::Secondary, this);
        made->setText(text);
        made->setBuddy(buddy);
        row->addWidget(made);
        row->addWidget(buddy);
    };
    label(tr("Method"), m_method);
    label(tr("Request"), m_address);
    m_address->setAccessibleName(tr("Request"));
    m_address->setPlaceholderText(tr("Address, path, or a curl command"));
    row->setStretchFactor(m_address, 1);
    row->addWidget(m_headersButton);
    row->addWidget(m_recent);
    row->addWidget(m_trace);
    column->addLayout(row);

    auto *headersColumn = new QVBoxLayout(m_headersBox);
    headersColumn->setContentsMargins(16, 0, 16, 8);
    headersColumn->setSpacing(4);
    auto *headersLabel = new TextLabel(theme, FontRole::Small, Tone::Secondary, m_headersBox);
    headersLabel->setText(tr("Headers, one on each line; values of credentials are not kept"));
    headersLabel->setBuddy(m_headers);
    headersColumn->addWidget(headersLabel);
    headersColumn->addWidget(m_headers);
    m_headers->setAccessibleName(tr("Headers"));
    m_headers->setTabChangesFocus(true);
    m_headers->setPlaceholderText(QStringLiteral("Accept: application/json"));
    followCodeFont(theme, m_headers);
    m_headers->setFixedHeight(kHeaderLines * theme->codeLineHeight() + 12);
    m_headersBox->hide();
    column->addWidget(m_headersBox);

    auto *bannerColumn = new QVBoxLayout(m_bannerBox);
    bannerColumn->setContentsMargins(16, 0, 16, 8);
    bannerColumn->addWidget(m_banner);
    m_bannerBox->hide();
    m_banner->setClosable(true);
    connect(m_banner, &Banner::closed, m_bannerBox, &QWidget::hide);
    column->addWidget(m_bannerBox);

    m_headersButton->setCheckable(true);
    m_recent->setMenu(m_recentMenu);
    m_recent->setEnabled(false);
    m_address->installEventFilter(this);
    connect(m_headersButton, &QPushButton::toggled, this, &RequestBar::showHeaders);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &RequestBar::showHeaderCount);
    connect(m_address, &QLineEdit::returnPressed, this, &RequestBar::trace);
    connect(m_address, &QLineEdit::textEdited, this, [this] {
        m_sni.clear();
        m_withoutHost = false;
        m_http10 = false;
    });
    connect(m_trace, &QPushButton::clicked, this, &RequestBar::trace);
}

void RequestBar::setRequest(const RouteRequest &request)
{
    const QString method = QString::fromUtf8(request.method);
    if (m_method->findText(method) < 0)
        m_method->addItem(visibleText(method));
    m_method->setCurrentIndex(m_method->findText(method));
    m_address->setText(requesttext::address(request));
    m_address->setCursorPosition(0);
    m_headers->setPlainText(requesttext::headerLines(request.headers));
    m_sni = request.sni;
    m_http10 = request.http10;
    m_withoutHost = !request.host;
    m_bannerBox->hide();
    setFieldProblem(m_address, false);
}

void RequestBar::clear()
{
    m_method->setCurrentIndex(0);
    m_address->clear();
    m_headers->clear();
    m_headersButton->setChecked(false);
    m_bannerBox->hide();
    setFieldProblem(m_address, false);
}

void RequestBar::setRemark(const QString &title, const QString &text)
{
    m_banner->setMessage(Status::Warn, title, text, Banner::Form::Inline);
    m_banner->setClosable(true);
    m_bannerBox->show();
}

void RequestBar::showRemarks(const requesttext::Parsed &parsed)
{
    if (const QString remarks = pathtext::remarksOf(parsed); !remarks.isEmpty())
        setRemark(tr("Not all of it was taken over"), remarks);
}

void RequestBar::setRecent(const QList<RouteRequest> &requests)
{
    m_recentMenu->clear();
    m_recent->setEnabled(!requests.isEmpty());
    for (const RouteRequest &request : requests) {
        const QString text = QString::fromUtf8(request.method) + QLatin1Char(' ') + requesttext::address(request);
        m_recentMenu->addAction(actionText(shortened(text, kRecentChars)), this, [this, request] {
            setRequest(request);
            trace();
        });
    }
    m_recentMenu->addSeparator();
    m_recentMenu->addAction(tr("Forget these"), this, &RequestBar::recentCleared);
}

void RequestBar::focusAddress()
{
    m_address->setFocus(Qt::ShortcutFocusReason);
    m_address->selectAll();
}

// What is pasted may be a whole command in several lines: it is taken apart before the field, which has one line, sees
// it.
bool RequestBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_address && event->type() == QEvent::KeyRelease &&
        m_address->text().startsWith(QLatin1String("curl"), Qt::CaseInsensitive) &&
        static_cast<QKeyEvent *>(event)->matches(QKeySequence::Paste))
        takePasted();
    return QWidget::eventFilter(watched, event);
}

void RequestBar::takePasted()
{
    if (requesttext::parse(m_address->text(), m_defaultHost))
        trace();
}

void RequestBar::showHeaders(bool show)
{
    m_headersBox->setVisible(show);
    if (show)
        m_headers->setFocus(Qt::TabFocusReason);
}

void RequestBar::showHeaderCount()
{
    const auto headers = requesttext::parseHeaders(m_headers->toPlainText());
    const int count = headers ? int(headers->size()) : 0;
    m_headersButton->setText(count > 0 ? tr("Headers (%1)").arg(count) : tr("Headers"));
}

void RequestBar::trace()
{
    const auto refuse = [this](const Error &error) {
        const ErrorText text = ErrorText::of(error);
        setFieldProblem(m_address, true);
        setRemark(text.title, text.text);
    };
    const Result<requesttext::Parsed> parsed = requesttext::parse(m_address->text(), m_defaultHost);
    if (!parsed) {
        refuse(parsed.error());
        return;
    }
    RouteRequest request = parsed->request;
    // A command says all of it; an address leaves method and headers to their fields.
    if (!parsed->isCurl) {
        const auto headers = requesttext::parseHeaders(m_headers->toPlainText());
        if (!headers) {
            m_headersButton->setChecked(true);
            refuse(headers.error());
            return;
        }
        if (request.method == "GET")
            request.method = m_method->currentText().toUtf8();
        for (const auto &[name, value] : *headers) {
            if (name.compare("Host", Qt::CaseInsensitive) == 0)
                request.host = value;
            else
                request.headers.emplace_back(name, value);
        }
        request.sni = m_sni;
        request.http10 = m_http10;
        if (m_withoutHost)
            request.host.reset();
    }
    setRequest(request);
    showRemarks(*parsed);
    Q_EMIT traceRequested(request);
}

} // namespace mk
