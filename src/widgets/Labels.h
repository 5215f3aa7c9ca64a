// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/MarkedText.h"
#include "widgets/Theme.h"

#include <QLabel>

class QTextLayout;

namespace mk {

// A plain-text label with one of the type roles and tones; follows the theme. Base of all our labels.
class TextLabel : public QLabel
{
    Q_OBJECT
public:
    TextLabel(const Theme *theme, FontRole role, Tone tone = Tone::Normal, QWidget *parent = nullptr);
    void setTone(Tone tone);
    void setFontRole(FontRole role);
    const Theme *theme() const { return m_theme; }
    FontRole fontRole() const { return m_role; }
    Tone tone() const { return m_tone; }

protected:
    void paintEvent(QPaintEvent *event) override;
    virtual void applyTheme();

private:
    const Theme *m_theme;
    FontRole m_role;
    Tone m_tone;
};

// One line that is cut with "…" when it does not fit; the whole text is then in the tooltip.
class ElidedLabel : public TextLabel
{
    Q_OBJECT
public:
    ElidedLabel(const Theme *theme, FontRole role, Tone tone = Tone::Normal, QWidget *parent = nullptr);
    void setElideMode(Qt::TextElideMode mode);
    // Part at the end that is never cut, in text3 (":8080").
    void setSuffix(const QString &suffix);
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_suffix;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

// A sentence with marked parts (models/MarkedText.h), wrapped. A lead (weight 500, in text) may stand before it.
class MarkedLabel : public TextLabel
{
    Q_OBJECT
public:
    MarkedLabel(const Theme *theme, FontRole role, Tone tone = Tone::Normal, QWidget *parent = nullptr);
    void setMarkedText(const QString &marked);
    void setLead(const QString &lead);
    void setTextAlignment(Qt::Alignment alignment);
    void setSingleLine(bool single); // no wrapping; what does not fit is clipped
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;
    bool hasHeightForWidth() const override { return !m_singleLine; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void applyTheme() override;

private:
    qreal layOut(QTextLayout *layout, qreal width) const;
    void refresh();
    QString m_lead;
    QString m_marked;
    MarkedText m_shown;
    Qt::Alignment m_textAlignment = Qt::AlignLeft;
    int m_leadLength = 0;
    bool m_singleLine = false;
};

} // namespace mk
