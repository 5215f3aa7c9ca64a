// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/consul/ConsulTypes.h"

#include <QWidget>

class QVBoxLayout;

namespace mk {

class Theme;

// Health checks one below the other: state, name, kind, and what the check printed, to be selected and copied.
class CheckList final : public QWidget
{
    Q_OBJECT
public:
    explicit CheckList(const Theme *theme, QWidget *parent = nullptr);
    // empty: the sentence that stands there when there are none.
    void setChecks(const QList<consul::Check> &checks, const QString &empty);

private:
    QWidget *makeRow(const consul::Check &check);
    const Theme *m_theme;
    QVBoxLayout *m_layout;
    QList<consul::Check> m_checks;
    bool m_filled = false;
};

} // namespace mk
