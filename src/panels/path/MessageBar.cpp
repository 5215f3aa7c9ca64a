// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/path/MessageBar.h"

#include "core/Json.h"
#include "core/JsonRead.h"
#include "core/SafeText.h"
#include "models/MessagePathText.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>

namespace mk {

namespace {

constexpr int kMessageHeaderLines = 4;
constexpr int kComboChars = 16;

// The names as items, the chosen one kept, also where it is no longer among them.
void refill(QComboBox *combo, const QStringList &texts, const QStringList &ids)
{
    const QString kept = combo->currentData().toString();
    const bool had = combo->currentIndex() >= 0;
    const QSignalBlocker blocker(combo);
    combo->clear();
    for (qsizetype i = 0; i < texts.size(); ++i)
        combo->addItem(texts.at(i), ids.at(i));
    if (had && combo->findData(kept) < 0)
        combo->addItem(visibleText(kept), kept);
    combo->setCurrentIndex(had ? combo->findData(kept) : 0);
}

} // namespace

std::optional<QByteArray> headersFromText(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.startsWith(QLatin1Char('{'))) {
        const Result<nlohmann::json> object = parseJson(trimmed.toUtf8());
        return object && object->is_object() ? std::optional(QByteArray::fromStdString(object->dump())) : std::nullopt;
    }
    nlohmann::json headers = nlohmann::json::object();
    for (const QString &line : trimmed.split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        const qsizetype colon = line.indexOf(QLatin1Char(':'));
        if (colon <= 0)
            return std::nullopt;
        const QString value = line.mid(colon + 1).trimmed();
        const Result<nlohmann::json> parsed = value.isEmpty() ? fail(ErrorKind::Unreadable) : parseJson(value.toUtf8());
        const std::string name = line.left(colon).trimmed().toStdString();
        headers[name] = parsed ? *parsed : nlohmann::json(value.toStdString());
    }
    return headers.empty() ? QByteArray() : QByteArray::fromStdString(headers.dump());
}

QString headersToText(const QByteArray &headers)
{
    const Result<nlohmann::json> object = headers.isEmpty() ? fail(ErrorKind::Unreadable) : parseJson(headers);
    QStringList lines;
    if (object && object->is_object()) {
        for (const auto &[name, value] : object->items())
            lines.append(QString::fromStdString(name) + QStringLiteral(": ") + QString::fromStdString(value.dump()));
    }
    return lines.join(QLatin1Char('\n'));
}

MessageBar::MessageBar(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_vhost(makeCombo({}, this))
    , m_exchange(makeCombo({}, this))
    , m_key(makeCodeEdit(theme, this))
    , m_queueNames(new QStringListModel(this))
    , m_headersButton(makeButton(theme, tr("Headers"), QStringLiteral("list-details"), this))
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
    const auto label = [&](const QString &text, QWidget *buddy, int stretch) {
        auto *made = new TextLabel(theme, FontRole::Small, Tone::Secondary, this);
        made->setText(text);
        made->setBuddy(buddy);
        row->addWidget(made);
        row->addWidget(buddy, stretch);
    };
    for (QComboBox *combo : {m_vhost, m_exchange}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(kComboChars / (combo == m_vhost ? 2 : 1));
    }
    label(tr("Virtual host"), m_vhost, 0);
    label(tr("Exchange"), m_exchange, 1);
    label(tr("Routing key"), m_key, 2);
    m_key->setAccessibleName(tr("Routing key"));
    row->addWidget(m_headersButton);
    row->addWidget(m_trace);
    column->addLayout(row);

    auto *headersColumn = new QVBoxLayout(m_headersBox);
    headersColumn->setContentsMargins(16, 0, 16, 8);
    headersColumn->setSpacing(4);
    auto *headersLabel = new TextLabel(theme, FontRole::Small, Tone::Secondary, m_headersBox);
    headersLabel->setText(tr("Headers, one on each line; 1 is a number, \"1\" is text"));
    headersLabel->setBuddy(m_headers);
    headersColumn->addWidget(headersLabel);
    headersColumn->addWidget(m_headers);
    m_headers->setAccessibleName(tr("Message headers"));
    m_headers->setTabChangesFocus(true);
    m_headers->setPlaceholderText(QStringLiteral("gold: true"));
    followCodeFont(theme, m_headers);
    m_headers->setFixedHeight(kMessageHeaderLines * theme->codeLineHeight() + 12);
    m_headersBox->hide();
    column->addWidget(m_headersBox);

    auto *bannerColumn = new QVBoxLayout(m_bannerBox);
    bannerColumn->setContentsMargins(16, 0, 16, 8);
    bannerColumn->addWidget(m_banner);
    m_bannerBox->hide();
    m_banner->setClosable(true);
    connect(m_banner, &Banner::closed, m_bannerBox, &QWidget::hide);
    column->addWidget(m_bannerBox);

    auto *completer = new QCompleter(m_queueNames, this);
    completer->setFilterMode(Qt::MatchContains);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_key->setCompleter(completer);
    m_headersButton->setCheckable(true);
    connect(m_headersButton, &QPushButton::toggled, m_headersBox, &QWidget::setVisible);
    connect(m_vhost, qOverload<int>(&QComboBox::activated), this, &MessageBar::vhostChanged);
    connect(m_exchange, qOverload<int>(&QComboBox::currentIndexChanged), this, &MessageBar::exchangeChanged);
    connect(m_key, &QLineEdit::returnPressed, this, &MessageBar::trace);
    connect(m_trace, &QPushButton::clicked, this, &MessageBar::trace);
    setExchanges({});
}

QString MessageBar::vhost() const
{
    return m_vhost->currentData().toString();
}

QString MessageBar::exchange() const
{
    return m_exchange->currentData().toString();
}

void MessageBar::setVhosts(const QStringList &names)
{
    QStringList texts;
    for (const QString &name : names)
        texts.append(visibleText(name));
    refill(m_vhost, texts, names);
}

void MessageBar::setExchanges(const QStringList &names)
{
    if (names == m_exchangeNames && m_exchange->count() > 0)
        return;
    m_exchangeNames = names;
    QStringList texts{messagetext::exchangeName({})};
    QStringList ids{QString()};
    for (const QString &name : names) {
        texts.append(visibleText(name));
        ids.append(name);
    }
    refill(m_exchange, texts, ids);
    exchangeChanged();
}

void MessageBar::setQueues(const QStringList &names)
{
    if (m_queueNames->stringList() != names)
        m_queueNames->setStringList(names);
}

// The names of queues are keys of the default exchange alone.
void MessageBar::exchangeChanged()
{
    const bool isDefault = exchange().isEmpty();
    m_key->setPlaceholderText(isDefault ? tr("Name of a queue") : tr("May be empty"));
    if (m_key->completer())
        m_key->completer()->setCompletionMode(isDefault ? QCompleter::PopupCompletion : QCompleter::InlineCompletion);
    if (m_key->completer() && !isDefault)
        m_queueNames->setStringList({});
}

void MessageBar::setMessage(const messagerouting::Message &message)
{
    for (const auto &[combo, name] : {std::pair(m_vhost, message.vhost), std::pair(m_exchange, message.exchange)}) {
        if (combo->findData(name) < 0)
            combo->addItem(visibleText(name), name);
        combo->setCurrentIndex(combo->findData(name));
    }
    m_key->setText(message.routingKey);
    m_key->setCursorPosition(0);
    m_headers->setPlainText(headersToText(message.headers));
    m_headersButton->setChecked(!message.headers.isEmpty());
    m_bannerBox->hide();
}

void MessageBar::clear()
{
    m_vhost->clear();
    m_exchange->clear();
    m_exchangeNames.clear();
    setExchanges({});
    m_key->clear();
    m_headers->clear();
    m_headersButton->setChecked(false);
    m_bannerBox->hide();
}

void MessageBar::focusKey()
{
    m_key->setFocus(Qt::ShortcutFocusReason);
    m_key->selectAll();
}

void MessageBar::trace()
{
    const std::optional<QByteArray> headers = headersFromText(m_headers->toPlainText());
    m_bannerBox->setVisible(!headers);
    if (!headers) {
        m_headersButton->setChecked(true);
        m_banner->setMessage(Status::Warn, tr("A header has no colon"), tr("One header on each line: its name, a colon, its value."), Banner::Form::Inline);
        m_banner->setClosable(true);
        return;
    }
    // Before the list has come there is the one that every broker begins with.
    const QString host = m_vhost->currentIndex() < 0 ? QStringLiteral("/") : vhost();
    Q_EMIT traceRequested({host, exchange(), m_key->text(), *headers});
}

} // namespace mk
