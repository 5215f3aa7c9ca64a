// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/StringListEdit.h"

#include "widgets/Buttons.h"
#include "widgets/FormRow.h"
#include "widgets/Theme.h"

#include <QApplication>
#include <QCompleter>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMap>
#include <QRegularExpression>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

struct StringListEdit::Line
{
    QWidget *row = nullptr;
    QLineEdit *edit = nullptr;
    QToolButton *remove = nullptr;
};

StringListEdit::StringListEdit(QWidget *parent) : QWidget(parent), m_entryName(tr("Entry")), m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(4);
}

StringListEdit::StringListEdit(const Theme *theme, QWidget *parent) : StringListEdit(parent)
{
    setTheme(theme);
}

StringListEdit::~StringListEdit()
{
    qDeleteAll(m_lines);
}

void StringListEdit::setTheme(const Theme *theme)
{
    m_theme = theme;
    settle();
}

void StringListEdit::setEntryName(const QString &name)
{
    m_entryName = name;
    settle();
}

void StringListEdit::setSuggestions(const QStringList &suggestions)
{
    m_suggestions = suggestions;
    for (const Line *line : std::as_const(m_lines)) {
        if (line->edit->completer())
            line->edit->completer()->setModel(new QStringListModel(suggestions, line->edit->completer()));
    }
}

void StringListEdit::setReadOnly(bool readOnly)
{
    m_readOnly = readOnly;
    settle();
}

void StringListEdit::setMasked(bool masked)
{
    m_masked = masked;
    mask();
}

void StringListEdit::mask()
{
    for (const Line *line : std::as_const(m_lines)) {
        const bool clear = !m_masked || line->edit->text().startsWith(QLatin1String("{vault://"));
        const QLineEdit::EchoMode mode = clear ? QLineEdit::Normal : QLineEdit::Password;
        if (line->edit->echoMode() != mode)
            line->edit->setEchoMode(mode);
    }
}

QStringList StringListEdit::values() const
{
    QStringList values;
    for (const Line *line : m_lines) {
        if (const QString text = line->edit->text().trimmed(); !text.isEmpty())
            values.append(text);
    }
    return values;
}

void StringListEdit::setValues(const QStringList &wanted)
{
    if (values() == wanted)
        return;
    m_filling = true;
    while (m_lines.size() > wanted.size())
        removeLine(int(m_lines.size()) - 1);
    for (int i = 0; i < int(wanted.size()); ++i) {
        if (i >= m_lines.size())
            insertLine(i, wanted.at(i));
        else if (m_lines.at(i)->edit->text().trimmed() != wanted.at(i))
            m_lines.at(i)->edit->setText(wanted.at(i));
    }
    settle();
    m_filling = false;
}

void StringListEdit::setProblems(const QMap<int, QString> &problems)
{
    int number = 0;
    for (const Line *line : std::as_const(m_lines)) {
        const QString problem = line->edit->text().trimmed().isEmpty() ? QString() : problems.value(number++);
        line->edit->setAccessibleDescription(problem);
        setFieldProblem(line->edit, !problem.isEmpty());
    }
}

QStringList StringListEdit::lineNames() const
{
    QStringList names;
    for (const Line *line : m_lines)
        names.append(line->edit->accessibleName());
    return names;
}

int StringListEdit::indexOf(const QObject *edit) const
{
    for (int i = 0; i < int(m_lines.size()); ++i) {
        if (m_lines.at(i)->edit == edit)
            return i;
    }
    return -1;
}

StringListEdit::Line *StringListEdit::insertLine(int at, const QString &text)
{
    auto *line = new Line;
    line->row = new QWidget(this);
    auto *row = new QHBoxLayout(line->row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    line->edit = makeCodeEdit(m_theme, line->row);
    line->edit->setText(text);
    line->edit->installEventFilter(this);
    if (!m_suggestions.isEmpty()) {
        auto *completer = new QCompleter(m_suggestions, line->edit);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        line->edit->setCompleter(completer);
    }
    line->remove = makeIconButton(m_theme, QStringLiteral("x"), tr("Remove"), line->row);
    row->addWidget(line->edit, 1);
    row->addWidget(line->remove);
    m_lines.insert(at, line);
    m_column->insertWidget(at, line->row);
    line->row->show();
    connect(line->edit, &QLineEdit::textChanged, this, [this, edit = line->edit] { edited(edit); });
    connect(line->remove, &QToolButton::clicked, this, [this, edit = line->edit] {
        const int index = indexOf(edit);
        removeLine(index);
        settle();
        m_lines.at(std::min(index, int(m_lines.size()) - 1))->edit->setFocus(Qt::OtherFocusReason);
        Q_EMIT valuesChanged();
    });
    return line;
}

void StringListEdit::removeLine(int at)
{
    Line *line = m_lines.takeAt(at);
    line->edit->disconnect(this);
    m_column->removeWidget(line->row);
    line->row->hide();
    line->row->deleteLater(); // its own button may be what asked for it
    delete line;
}

void StringListEdit::settle()
{
    if (!m_theme)
        return;
    if (!m_readOnly && (m_lines.isEmpty() || !m_lines.constLast()->edit->text().isEmpty()))
        insertLine(int(m_lines.size()), {});
    QWidget *before = nullptr;
    for (int i = 0; i < int(m_lines.size()); ++i) {
        const Line *line = m_lines.at(i);
        const bool last = i == int(m_lines.size()) - 1;
        line->edit->setReadOnly(m_readOnly);
        line->edit->setAccessibleName(tr("%1 %2").arg(m_entryName).arg(i + 1));
        line->edit->setPlaceholderText(last && !m_readOnly ? tr("Add: %1").arg(m_entryName.toLower()) : QString());
        line->remove->setAccessibleName(tr("Remove %1 %2").arg(m_entryName.toLower()).arg(i + 1));
        line->remove->setToolTip(tr("Remove"));
        // The empty last line keeps the place, so that all fields are of one width.
        QSizePolicy policy = line->remove->sizePolicy();
        policy.setRetainSizeWhenHidden(true);
        line->remove->setSizePolicy(policy);
        line->remove->setVisible(!m_readOnly && !(last && line->edit->text().isEmpty()));
        if (before)
            setTabOrder(before, line->edit);
        setTabOrder(line->edit, line->remove);
        before = line->remove;
    }
    mask();
    setFocusProxy(m_lines.isEmpty() ? nullptr : m_lines.constFirst()->edit);
    updateGeometry();
}

void StringListEdit::edited(QLineEdit *edit)
{
    setFieldProblem(edit, false);
    if (m_filling)
        return;
    // What comes from the clipboard in several lines is several entries; a line edit shows the breaks as one character.
    static const QRegularExpression breaks(QStringLiteral("[\\r\\n\\x{2028}\\x{2029}]+"));
    if (edit->text().contains(breaks)) {
        const QStringList parts = edit->text().split(breaks, Qt::SkipEmptyParts);
        int at = indexOf(edit);
        m_filling = true;
        edit->setText(parts.value(0));
        for (const QString &part : parts.mid(1))
            insertLine(++at, part);
        m_filling = false;
        settle();
        m_lines.at(at)->edit->setFocus(Qt::OtherFocusReason);
    }
    settle();
    Q_EMIT valuesChanged();
}

bool StringListEdit::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && !m_readOnly) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int index = indexOf(watched);
        const bool completing = QApplication::activePopupWidget() != nullptr;
        if (index >= 0 && !completing && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            if (index + 1 < m_lines.size())
                m_lines.at(index + 1)->edit->setFocus(Qt::TabFocusReason);
            return true; // nothing else of the form takes it
        }
        if (index > 0 && key->key() == Qt::Key_Backspace && m_lines.at(index)->edit->text().isEmpty()) {
            if (index + 1 < m_lines.size())
                removeLine(index);
            settle();
            m_lines.at(index - 1)->edit->setFocus(Qt::BacktabFocusReason);
            Q_EMIT valuesChanged();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace mk
