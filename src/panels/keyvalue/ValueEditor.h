// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QWidget>

#include <optional>

class QStackedWidget;

namespace mk {

class CodeEditor;
class SegmentedControl;
class Theme;

// Text that turns back into the very same bytes; anything else can only be shown as hexadecimal.
std::optional<QString> faithfulText(const QByteArray &bytes);

// The bytes of a value, edited as text or JSON; in hexadecimal they are shown, and replaced by a file.
class ValueEditor final : public QWidget
{
    Q_OBJECT
public:
    enum class Mode { Text, Json, Hex };

    explicit ValueEditor(const Theme *theme, QWidget *parent = nullptr);

    // Shows it as what it is. Where the text is the one that stands there the cursor stays. Is no edit.
    void setValue(const QByteArray &value);
    QByteArray value() const; // as edited
    Mode mode() const { return m_mode; }
    SegmentedControl *modeControl() const { return m_modes; } // for the caller's head
    bool canFormat() const;
    void format(); // JSON, indented
    // Both ask for the file first.
    void replaceByFile();
    void saveToFile();

Q_SIGNALS:
    void edited();
    void modeChanged();
    void notText(); // text was chosen for bytes that are none
    void problemMet(const QString &title, const QString &text);

private:
    static Mode naturalMode(const QByteArray &value);
    void chooseMode(Mode mode);
    void showAs(Mode mode);
    void checkText();

    SegmentedControl *m_modes;
    QStackedWidget *m_stack;
    CodeEditor *m_text;
    CodeEditor *m_hex;
    QByteArray m_bytes; // the value while it is not edited as text
    Mode m_mode = Mode::Text;
    bool m_filling = false;
};

} // namespace mk
