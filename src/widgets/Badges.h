// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Theme.h"

#include <QAbstractButton>
#include <QWidget>

namespace mk {

// A small painted word; base of the three below. Not focusable; its accessible name is its text.
class PaintedWord : public QWidget
{
    Q_OBJECT
public:
    explicit PaintedWord(const Theme *theme, QWidget *parent = nullptr);
    QString text() const { return m_text; }
    void setText(const QString &text);
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    const Theme *theme() const { return m_theme; }

private:
    const Theme *m_theme;
    QString m_text;
};

// Status on a tint: shape and word, 20 px high.
class Badge final : public PaintedWord
{
    Q_OBJECT
public:
    using PaintedWord::PaintedWord;
    void setStatus(Status status, const QString &word);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Status m_status = Status::None;
};

// A kind ("API"): 11 px, border only.
class Tag final : public PaintedWord
{
    Q_OBJECT
public:
    using PaintedWord::PaintedWord;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

// The stage of an environment, white capitals on its colour; the only capitals of the program.
class StageBadge final : public PaintedWord
{
    Q_OBJECT
public:
    using PaintedWord::PaintedWord;
    // word as it is spoken ("Production"); color is Token::Dev, Staging or Production.
    void setStage(const QString &word, Token color);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Token m_color = Token::Dev;
};

// A key as it stands on the keyboard ("Ctrl+K").
class KeyCap final : public PaintedWord
{
    Q_OBJECT
public:
    using PaintedWord::PaintedWord;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

// A system's state in the top bar: shape, name, version, latency. A button: the click opens the reason.
class Pill final : public QAbstractButton
{
    Q_OBJECT
public:
    explicit Pill(const Theme *theme, QWidget *parent = nullptr);
    void setContent(Status status, const QString &name, const QString &version, const QString &latency);
    Status status() const { return m_status; }
    // Leaves out version, then latency, when the bar is narrow: 0 all, 1 no version, 2 the name only.
    void setBrevity(int level);
    int widthAt(int brevity) const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme *m_theme;
    QString m_version;
    QString m_latency;
    QString m_name;
    Status m_status = Status::None;
    int m_brevity = 0;
};

} // namespace mk
