// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/Finder.h"

#include "widgets/CodeEditor.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

namespace mk::test::find {

namespace {

QAccessibleInterface *interfaceOf(const QWidget *widget)
{
    return QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
}

QString plain(QString text)
{
    return text.remove(QLatin1Char('&')).trimmed();
}

bool matches(const QString &name, const QString &wanted)
{
    const QString end = QStringLiteral("…*");
    return wanted.endsWith(end) ? plain(name).startsWith(wanted.chopped(end.size())) : plain(name) == wanted;
}

template <class T> T *firstNamed(const QWidget *inside, const QString &name)
{
    const QList<T *> all = inside ? inside->findChildren<T *>() : QList<T *>();
    for (T *candidate : all) {
        if (candidate->isVisible() && matches(nameOf(candidate), name))
            return candidate;
    }
    return nullptr;
}

} // namespace

QString nameOf(const QWidget *widget)
{
    QAccessibleInterface *interface = interfaceOf(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

QAccessible::Role roleOf(const QWidget *widget)
{
    QAccessibleInterface *interface = interfaceOf(widget);
    return interface ? interface->role() : QAccessible::NoRole;
}

QString labelledBy(const QWidget *widget)
{
    QAccessibleInterface *interface = interfaceOf(widget);
    const auto relations = interface ? interface->relations(QAccessible::Label)
                                     : QList<QPair<QAccessibleInterface *, QAccessible::Relation>>();
    for (const auto &relation : relations) {
        if (relation.first && !relation.first->text(QAccessible::Name).isEmpty())
            return relation.first->text(QAccessible::Name);
    }
    return {};
}

QWidget *widget(const QWidget *inside, const QString &name, const QList<QAccessible::Role> &roles)
{
    const QList<QWidget *> all = inside ? inside->findChildren<QWidget *>() : QList<QWidget *>();
    for (QWidget *candidate : all) {
        if (candidate->isVisible() && (roles.isEmpty() || roles.contains(roleOf(candidate)))
            && (matches(nameOf(candidate), name) || matches(labelledBy(candidate), name)))
            return candidate;
    }
    return nullptr;
}

QAbstractButton *button(const QWidget *inside, const QString &name)
{
    return firstNamed<QAbstractButton>(inside, name);
}

QLineEdit *edit(const QWidget *inside, const QString &name)
{
    return firstNamed<QLineEdit>(inside, name);
}

QAbstractItemView *view(const QWidget *inside, const QString &name)
{
    return firstNamed<QAbstractItemView>(inside, name);
}

QComboBox *combo(const QWidget *inside, const QString &label)
{
    const QList<QComboBox *> all = inside ? inside->findChildren<QComboBox *>() : QList<QComboBox *>();
    for (QComboBox *one : all) {
        if (one->isVisible() && (labelledBy(one) == label || one->accessibleName() == label))
            return one;
    }
    return nullptr;
}

CodeEditor *editor(const QWidget *inside, const QString &name)
{
    return firstNamed<CodeEditor>(inside, name);
}

QDialog *dialog(const QWidget *window, const QString &title)
{
    const QList<QDialog *> all = window->findChildren<QDialog *>();
    for (QDialog *candidate : all) {
        if (candidate->isVisible() && candidate->windowTitle().contains(title))
            return candidate;
    }
    return nullptr;
}

QStringList visibleTexts(const QWidget *inside)
{
    QStringList texts;
    const QList<QLabel *> labels = inside ? inside->findChildren<QLabel *>() : QList<QLabel *>();
    for (const QLabel *label : labels) {
        if (label->isVisible() && !label->text().isEmpty())
            texts.append(label->text());
    }
    return texts;
}

bool shows(const QWidget *inside, const QString &text)
{
    const QStringList texts = visibleTexts(inside);
    return std::any_of(texts.cbegin(), texts.cend(), [&text](const QString &shown) { return shown.contains(text); });
}

int row(const QAbstractItemView *view, const QString &cellText)
{
    const QAbstractItemModel *model = view ? view->model() : nullptr;
    for (int row = 0; model && row < model->rowCount(); ++row) {
        for (int column = 0; column < model->columnCount(); ++column) {
            if (model->index(row, column).data().toString() == cellText)
                return row;
        }
    }
    return -1;
}

QString cell(const QAbstractItemView *view, int row, const QString &columnTitle)
{
    const QAbstractItemModel *model = view ? view->model() : nullptr;
    for (int column = 0; model && column < model->columnCount(); ++column) {
        if (model->headerData(column, Qt::Horizontal).toString() == columnTitle)
            return model->index(row, column).data().toString();
    }
    return {};
}

bool click(const QWidget *inside, const QString &name)
{
    QAbstractButton *target = button(inside, name);
    if (!target || !target->isEnabled())
        return false;
    QTest::mouseClick(target, Qt::LeftButton);
    return true;
}

bool clickSoon(const QWidget *inside, const QString &name, int timeoutMs)
{
    return QTest::qWaitFor([&] { return click(inside, name); }, timeoutMs);
}

void clickIndex(QAbstractItemView *view, const QModelIndex &index, bool doubly)
{
    view->scrollTo(index);
    const QPoint place = view->visualRect(index).center();
    QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, place);
    if (doubly)
        QTest::mouseDClick(view->viewport(), Qt::LeftButton, {}, place);
}

bool clickRow(QAbstractItemView *view, const QString &cellText, bool doubly)
{
    const int at = row(view, cellText);
    if (at < 0)
        return false;
    for (int column = 0; column < view->model()->columnCount(); ++column) {
        const QModelIndex index = view->model()->index(at, column);
        view->scrollTo(index);
        if (view->visualRect(index).width() > 8) {
            clickIndex(view, index, doubly);
            return true;
        }
    }
    return false;
}

bool choose(const QWidget *inside, const QString &label, const QString &entry)
{
    QComboBox *box = combo(inside, label);
    const int at = box ? box->findText(entry) : -1;
    if (at < 0 || !box->isEnabled())
        return false;
    box->setFocus();
    // Bounded: an entry that leads elsewhere must fail the test, not hold it up.
    for (int presses = 0; box->currentIndex() != at && presses < 200; ++presses)
        QTest::keyClick(box, box->currentIndex() < at ? Qt::Key_Down : Qt::Key_Up);
    return box->currentIndex() == at;
}

void type(QLineEdit *edit, const QString &text)
{
    edit->setFocus();
    QTest::keySequence(edit, QKeySequence::SelectAll);
    QTest::keyClick(edit, Qt::Key_Delete);
    QTest::keyClicks(edit, text);
}

void type(CodeEditor *editor, const QString &text)
{
    QWidget *target = editor->focusTarget();
    target->setFocus();
    QTest::keySequence(target, QKeySequence::SelectAll);
    QTest::keyClick(target, Qt::Key_Delete);
    QTest::keyClicks(target, text);
}

} // namespace mk::test::find
