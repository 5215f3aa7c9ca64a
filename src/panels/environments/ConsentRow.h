// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/Environment.h"

#include <QWidget>

#include <memory>

namespace mk {

namespace Ui {
class ConsentRowForm;
}
class Theme;

// One thing that an environment from elsewhere would make this machine do, in its exact text, to be ticked.
class ConsentRow final : public QWidget
{
    Q_OBJECT
public:
    ConsentRow(const Theme *theme, const ConsentItem &item, QWidget *parent);
    ~ConsentRow() override;

    bool isTicked() const;

Q_SIGNALS:
    void toggled();

private:
    std::unique_ptr<Ui::ConsentRowForm> m_ui;
};

} // namespace mk
