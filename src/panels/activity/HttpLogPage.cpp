// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/activity/HttpLogPage.h"

#include "models/HttpLogModel.h"
#include "net/HttpLog.h"
#include "widgets/Buttons.h"
#include "widgets/EntityTable.h"
#include "widgets/FilterBar.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace mk {

HttpLogPage::HttpLogPage(const PanelContext &context, QWidget *parent)
    : QWidget(parent)
    , m_log(context.httpLog)
    , m_model(new HttpLogModel(context.httpLog, this))
    , m_filter(new FilterBar(context.theme, tr("Filter calls"), this))
    , m_table(new EntityTable(context.theme, tr("HTTP calls"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_filter);
    layout->addWidget(m_table, 1);

    m_filter->setStarVisible(false);
    QPushButton *copy = makeButton(context.theme, tr("Copy as curl"), QStringLiteral("copy"), m_filter);
    QPushButton *clear = makeButton(context.theme, tr("Clear"), QStringLiteral("trash"), m_filter);
    m_filter->addTrailing(copy);
    m_filter->addTrailing(clear);
    QList<ColumnLook> looks;
    QStringList names;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        looks.append({.id = m_model->columnId(column),
                      .width = m_model->columnWidthHint(column),
                      .elide = m_model->columnElideMode(column),
                      .hiddenAtFirst = !m_model->columnVisibleByDefault(column),
                      .dropOrder = column < 3 ? 0 : column});
        names.append(m_model->columnId(column));
    }
    m_filter->edit()->setFieldNames(names);
    m_table->setColumns(looks);
    m_table->setModel(m_model);
    m_model->setActive(false);

    connect(m_filter, &FilterBar::filterChanged, m_model, [this](const QString &text) { m_model->setFilterText(text); });
    connect(m_filter, &FilterBar::columnsClicked, this,
            [this] { m_table->showColumnsMenu(m_filter->columnsButton()->mapToGlobal(QPoint(0, m_filter->height() - 8))); });
    connect(copy, &QPushButton::clicked, this, &HttpLogPage::copyAsCurl);
    connect(clear, &QPushButton::clicked, m_log, &HttpLog::clear);
    connect(m_table, &EntityTable::contextMenuWanted, this, [this](const QModelIndex &, const QPoint &globalPos) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addAction(tr("Copy as curl"), this, &HttpLogPage::copyAsCurl);
        menu->addAction(tr("Copy rows"), this, [this] { QApplication::clipboard()->setText(m_table->copyText()); });
        menu->popup(globalPos);
    });
    const auto enableCopy = [this, copy] { copy->setEnabled(!m_table->currentId().isEmpty()); };
    connect(m_table, &EntityTable::currentRowChanged, copy, enableCopy);
    enableCopy();
}

void HttpLogPage::setActive(bool active)
{
    m_model->setActive(active);
}

void HttpLogPage::copyAsCurl()
{
    if (const HttpLogEntry *entry = m_model->find(m_table->currentId()))
        QApplication::clipboard()->setText(HttpLog::asCurl(*entry));
}

} // namespace mk
