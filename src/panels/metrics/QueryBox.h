// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/prometheus/PrometheusQuery.h"
#include "widgets/Theme.h"

#include <QWidget>

#include <map>

class QCompleter;
class QPushButton;
class QStandardItemModel;

namespace mk {

class FilterEdit;
class TextLabel;

// Where a PromQL expression is written: completes the metrics of the server and the language's own words, and shows what the
// server says is wrong, at the place that it names. Enter runs it.
class QueryBox final : public QWidget
{
    Q_OBJECT
public:
    explicit QueryBox(const Theme *theme, QWidget *parent = nullptr);

    QString text() const;
    void setText(const QString &text);
    FilterEdit *edit() const { return m_edit; }
    void setMetrics(const QStringList &names);
    void setMetadata(const std::map<QString, prometheus::MetricInfo> &metadata);
    // column: from 1, in the text; 0: nowhere in particular. An empty message takes it away.
    void setProblem(const QString &message, int column = 0);
    void setRunning(bool running); // the button cancels then

    // The word that ends at the cursor and could become a metric's name; for the completer and its test.
    struct Word
    {
        qsizetype start = 0;
        QString text;
    };
    static Word wordAt(const QString &text, qsizetype cursor);

Q_SIGNALS:
    void runWanted(const QString &text);
    void cancelWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void complete();
    void accept(const QString &word);
    void fill();
    void describe();

    const Theme *m_theme;
    FilterEdit *m_edit;
    QPushButton *m_run;
    TextLabel *m_problem;
    TextLabel *m_help;
    QCompleter *m_completer;
    QStandardItemModel *m_words;
    QStringList m_names;
    std::map<QString, prometheus::MetricInfo> m_metadata;
    bool m_running = false;
};

} // namespace mk
