// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/metrics/QueryBox.h"

#include "core/SafeText.h"
#include "widgets/Buttons.h"
#include "widgets/FilterBar.h"
#include "widgets/Labels.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace mk {

namespace {

constexpr int shortestWord = 2;

// Functions and operators of PromQL that 2.2 to 3.x have in common (docs/querying/functions.md, operators.md).
QStringList ownWords()
{
    static const char *const words[]{
        "abs", "absent", "avg", "avg_over_time", "bottomk", "by", "ceil", "changes", "clamp_max", "clamp_min", "count",
        "count_over_time", "count_values", "day_of_month", "day_of_week", "days_in_month", "delta", "deriv", "exp", "floor",
        "group_left", "group_right", "histogram_quantile", "hour", "idelta", "ignoring", "increase", "irate", "label_join",
        "label_replace", "ln", "log10", "log2", "max", "max_over_time", "min", "min_over_time", "minute", "month", "offset", "on",
        "predict_linear", "quantile", "quantile_over_time", "rate", "resets", "round", "scalar", "sort", "sort_desc", "sqrt",
        "stddev", "stddev_over_time", "stdvar", "sum", "sum_over_time", "time", "timestamp", "topk", "unless", "vector",
        "without", "year"};
    QStringList out;
    for (const char *word : words)
        out.append(QLatin1String(word));
    return out;
}

bool isWordCharacter(QChar c)
{
    return c == QLatin1Char('_') || c == QLatin1Char(':') || (c.unicode() < 128 && c.isLetterOrNumber());
}

} // namespace

QueryBox::QueryBox(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_edit(new FilterEdit(theme, this))
    , m_run(makeButton(theme, tr("Run"), QStringLiteral("player-play"), this, ButtonKind::Primary))
    , m_problem(new TextLabel(theme, FontRole::Small, Tone::Crit, this))
    , m_help(new TextLabel(theme, FontRole::Small, Tone::Secondary, this))
    , m_completer(new QCompleter(this))
    , m_words(new QStandardItemModel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 12, 8);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_edit, 1);
    row->addWidget(m_run);
    column->addLayout(row);
    column->addWidget(m_problem);
    column->addWidget(m_help);
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_help->setWordWrap(true);
    m_help->hide();

    m_edit->setAccessibleName(tr("Query"));
    m_edit->setPlaceholderText(tr("PromQL: up, rate(kong_http_status[5m]) …"));
    m_edit->setFieldNames({QStringLiteral("\x01")}); // colons are part of names here
    const auto font = [this] { m_edit->setFont(m_theme->font(FontRole::Code)); };
    font();
    connect(theme, &Theme::changed, this, font);
    m_completer->setModel(m_words);
    m_completer->setWidget(m_edit);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setMaxVisibleItems(10);
    m_completer->popup()->setAccessibleName(tr("Metrics"));
    m_edit->installEventFilter(this);
    m_completer->popup()->installEventFilter(this);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &QueryBox::accept);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        setProblem({});
        complete();
    });
    connect(m_edit, &QLineEdit::textChanged, this, &QueryBox::describe);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_running)
            Q_EMIT cancelWanted();
        else
            Q_EMIT runWanted(text());
    });
    fill();
}

QString QueryBox::text() const
{
    return m_edit->text();
}

void QueryBox::setText(const QString &text)
{
    m_edit->setText(text);
    setProblem({});
}

void QueryBox::setMetrics(const QStringList &names)
{
    if (m_names == names)
        return;
    m_names = names;
    fill();
}

void QueryBox::setMetadata(const std::map<QString, prometheus::MetricInfo> &metadata)
{
    m_metadata = metadata;
    describe();
}

void QueryBox::fill()
{
    QStringList words = m_names + ownWords();
    words.sort();
    words.removeDuplicates();
    m_words->clear();
    QList<QStandardItem *> items;
    items.reserve(words.size());
    for (const QString &word : std::as_const(words)) {
        auto *item = new QStandardItem(word);
        item->setEditable(false);
        items.append(item);
    }
    m_words->invisibleRootItem()->appendRows(items);
}

void QueryBox::setProblem(const QString &message, int column)
{
    m_edit->setProblem(message);
    m_problem->setText(message);
    m_problem->setVisible(!message.isEmpty());
    if (!message.isEmpty() && column > 0 && m_edit->hasFocus())
        m_edit->setCursorPosition(std::min<int>(column - 1, int(m_edit->text().size())));
}

void QueryBox::setRunning(bool running)
{
    m_running = running;
    m_run->setText(running ? tr("Cancel") : tr("Run"));
    m_run->setIcon(m_theme->icon(running ? QStringLiteral("x") : QStringLiteral("player-play"), Token::OnAccent));
}

QueryBox::Word QueryBox::wordAt(const QString &text, qsizetype cursor)
{
    cursor = std::clamp<qsizetype>(cursor, 0, text.size());
    // Nothing is completed in a string.
    QChar quote;
    for (qsizetype i = 0; i < cursor; ++i) {
        const QChar c = text.at(i);
        if (!quote.isNull() && c == QLatin1Char('\\'))
            ++i;
        else if (!quote.isNull() && c == quote)
            quote = QChar();
        else if (quote.isNull() && (c == QLatin1Char('"') || c == QLatin1Char('\'') || c == QLatin1Char('`')))
            quote = c;
    }
    Word word{cursor, {}};
    if (!quote.isNull())
        return word;
    while (word.start > 0 && isWordCharacter(text.at(word.start - 1)))
        --word.start;
    word.text = text.mid(word.start, cursor - word.start);
    if (!word.text.isEmpty() && word.text.front().isDigit())
        word = {cursor, {}};
    return word;
}

void QueryBox::complete()
{
    const Word word = wordAt(m_edit->text(), m_edit->cursorPosition());
    if (word.text.size() < shortestWord) {
        m_completer->popup()->hide();
        return;
    }
    m_completer->setCompletionPrefix(word.text);
    const bool alone = m_completer->completionCount() == 1 && m_completer->currentCompletion() == word.text;
    if (m_completer->completionCount() == 0 || alone) {
        m_completer->popup()->hide();
        return;
    }
    QRect place = m_edit->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    place.setWidth(m_theme->scaled(360));
    m_completer->complete(place);
}

void QueryBox::accept(const QString &chosen)
{
    const qsizetype cursor = m_edit->cursorPosition();
    const Word word = wordAt(m_edit->text(), cursor);
    QString text = m_edit->text();
    text.replace(word.start, cursor - word.start, chosen);
    m_edit->setText(text);
    m_edit->setCursorPosition(int(word.start + chosen.size()));
}

// What the one metric of a simple query is.
void QueryBox::describe()
{
    QString told;
    const QString all = m_edit->text();
    for (qsizetype i = 0; i < all.size() && told.isEmpty(); ++i) {
        if (!isWordCharacter(all.at(i)))
            continue;
        qsizetype end = i;
        while (end < all.size() && isWordCharacter(all.at(end)))
            ++end;
        const auto info = m_metadata.find(all.mid(i, end - i));
        if (info != m_metadata.end()) {
            told = QStringList{info->first, info->second.type, visibleText(shortened(info->second.help, 200))}.join(
                QStringLiteral(" – "));
        }
        i = end;
    }
    m_help->setText(told);
    m_help->setVisible(!told.isEmpty());
}

bool QueryBox::eventFilter(QObject *watched, QEvent *event)
{
    // The list of completions hands its keys to the field past the field's filters, so it is watched as well.
    QAbstractItemView *list = m_completer->popup();
    if ((watched == m_edit || watched == list) && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool enter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (key->key() == Qt::Key_Escape && list->isVisible()) {
            list->hide();
            return true;
        }
        if (enter && (!list->isVisible() || !list->currentIndex().isValid())) {
            list->hide();
            Q_EMIT runWanted(text()); // in place of one that is under way
            return true;
        }
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::ControlModifier) {
            complete();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace mk
