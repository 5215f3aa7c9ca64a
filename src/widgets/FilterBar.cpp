// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FilterBar.h"

#include "core/SafeText.h"
#include "widgets/Buttons.h"
#include "widgets/Icons.h"

#include <QBoxLayout>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QTextCharFormat>
#include <QToolButton>

namespace mk {

namespace {

constexpr int typingPause = 20; // ms; models search on workers and the latest wins, so a short breath is enough

bool isFieldChar(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.';
}

} // namespace

FilterEdit::FilterEdit(const Theme *theme, QWidget *parent) : QLineEdit(parent), m_theme(theme)
{
    setTextMargins(25, 0, 20, 0);
    setPlaceholderText(tr("Filter: words, field:value, -field:value, /regex/"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_clear = makeIconButton(theme, QStringLiteral("x"), tr("Clear filter"), this);
    m_clear->setIconSize({12, 12});
    m_clear->setFocusPolicy(Qt::NoFocus);
    m_clear->hide();
    connect(m_clear, &QToolButton::clicked, this, [this] {
        clear();
        Q_EMIT cleared();
    });
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_clear->setVisible(!text.isEmpty());
        highlight();
    });
    connect(theme, &Theme::changed, this, &FilterEdit::highlight);
}

void FilterEdit::setFieldNames(const QStringList &names)
{
    m_names = names;
    highlight();
}

void FilterEdit::setProblem(const QString &sentence)
{
    m_problem = sentence;
    setProperty("mkWrong", !sentence.isEmpty());
    setToolTip(sentence.isEmpty() ? QString() : tooltipText(sentence));
    setAccessibleDescription(sentence);
    update();
}

QList<FilterEdit::FieldSpan> FilterEdit::fieldSpans(const QString &text, const QStringList &names)
{
    QList<FieldSpan> spans;
    qsizetype i = 0;
    while (i < text.size()) {
        if (text[i].isSpace()) {
            ++i;
            continue;
        }
        const qsizetype start = i;
        qsizetype nameStart = i;
        if (text[nameStart] == u'-')
            ++nameStart;
        qsizetype end = nameStart;
        while (end < text.size() && isFieldChar(text[end]))
            ++end;
        if (end > nameStart && end < text.size() && text[end] == u':') {
            const QString name = text.mid(nameStart, end - nameStart);
            if (names.isEmpty() || names.contains(name, Qt::CaseInsensitive))
                spans.append({int(start), int(end + 1 - start)});
            end += 1;
        }
        // To the end of this word; quotes and slashes hold spaces.
        i = end;
        while (i < text.size() && !text[i].isSpace()) {
            const QChar c = text[i];
            ++i;
            if ((c == u'"' || c == u'/') && (i == end + 1)) {
                while (i < text.size() && text[i] != c)
                    ++i;
                if (i < text.size())
                    ++i;
            }
        }
    }
    return spans;
}

// QLineEdit has no formats of its own; those of an input method are drawn the same way and change no text.
void FilterEdit::highlight()
{
    if (m_highlighting)
        return;
    m_highlighting = true;
    QList<QInputMethodEvent::Attribute> attributes;
    QTextCharFormat format;
    format.setForeground(m_theme->color(Token::Accent));
    const QList<FieldSpan> spans = fieldSpans(text(), m_names);
    for (const FieldSpan &span : spans)
        attributes.append({QInputMethodEvent::TextFormat, span.start - cursorPosition(), span.length, format});
    QInputMethodEvent event(QString(), attributes);
    inputMethodEvent(&event);
    m_highlighting = false;
}

void FilterEdit::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    const int side = height() - 6;
    m_clear->setGeometry(width() - side - 3, 3, side, side);
}

void FilterEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    paintIcon(&painter, QStringLiteral("filter"), QRect(9, (height() - 16) / 2, 16, 16),
              m_theme->color(isEnabled() ? Token::Text2 : Token::Disabled));
}

void FilterEdit::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        Q_EMIT cleared();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

FilterBar::FilterBar(const Theme *theme, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_edit(new FilterEdit(theme, this))
    , m_star(makeIconButton(theme, QStringLiteral("star"), tr("Saved filters"), this))
    , m_columns(makeIconButton(theme, QStringLiteral("columns-3"), tr("Columns"), this))
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(16, 0, 12, 10);
    m_row->setSpacing(8);
    m_edit->setAccessibleName(name);
    m_row->addWidget(m_edit, 1);
    m_row->addWidget(m_star);
    m_row->addWidget(m_columns);
    m_star->hide();
    m_columns->hide();
    m_delay.setSingleShot(true);
    m_delay.setInterval(typingPause);
    connect(&m_delay, &QTimer::timeout, this, &FilterBar::emitNow);
    connect(m_edit, &QLineEdit::textChanged, this, [this] { m_delay.start(); });
    connect(m_edit, &FilterEdit::cleared, this, &FilterBar::emitNow);
    connect(m_star, &QToolButton::clicked, this, &FilterBar::starClicked);
    connect(m_columns, &QToolButton::clicked, this, &FilterBar::columnsClicked);
    m_edit->installEventFilter(this);
}

QString FilterBar::text() const
{
    return m_edit->text();
}

void FilterBar::setText(const QString &text)
{
    m_edit->setText(text);
    emitNow();
}

void FilterBar::emitNow()
{
    m_delay.stop();
    if (m_last == m_edit->text())
        return;
    m_last = m_edit->text();
    Q_EMIT filterChanged(m_last);
}

void FilterBar::addLeading(QWidget *widget)
{
    m_row->insertWidget(m_leading++, widget);
}

void FilterBar::addTrailing(QWidget *widget)
{
    m_row->insertWidget(m_row->indexOf(m_star), widget);
}

void FilterBar::setFieldVisible(bool visible)
{
    m_edit->setVisible(visible);
}

void FilterBar::setStarVisible(bool visible)
{
    m_star->setVisible(visible);
}

void FilterBar::setStarText(const QString &text)
{
    m_star->setText(text);
    m_star->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
}

void FilterBar::setColumnsVisible(bool visible)
{
    m_columns->setVisible(visible);
}

void FilterBar::setUseful(bool useful)
{
    m_edit->setEnabled(useful);
    m_star->setEnabled(useful);
    m_columns->setEnabled(useful);
}

void FilterBar::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), m_theme->color(Token::Line));
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_edit && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Down) {
            emitNow();
            Q_EMIT leaveDown();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace mk
