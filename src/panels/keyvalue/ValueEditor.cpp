// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/keyvalue/ValueEditor.h"

#include "api/consul/ConsulRequests.h"
#include "core/AtomicFile.h"
#include "core/SafeText.h"
#include "models/ErrorText.h"
#include "panels/HexText.h"
#include "panels/JsonText.h"
#include "widgets/CodeEditor.h"
#include "widgets/Segments.h"

#include <QFileDialog>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace mk {

namespace {

const QString modeText = QStringLiteral("text");
const QString modeJson = QStringLiteral("json");
const QString modeHex = QStringLiteral("hex");

} // namespace

std::optional<QString> faithfulText(const QByteArray &bytes)
{
    const std::optional<QString> text = asText(bytes);
    return text && text->toUtf8() == bytes ? text : std::nullopt;
}

ValueEditor::ValueEditor(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_modes(new SegmentedControl(theme, tr("Show value as"), this))
    , m_stack(new QStackedWidget(this))
    , m_text(new CodeEditor(theme, tr("Value"), m_stack))
    , m_hex(new CodeEditor(theme, tr("Value in hexadecimal"), m_stack))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    m_stack->addWidget(m_text);
    m_stack->addWidget(m_hex);
    m_hex->setReadOnly(true);
    m_hex->setSyntax(Syntax::None);
    m_modes->addSegment(modeText, tr("Text"));
    m_modes->addSegment(modeJson, tr("JSON"));
    m_modes->addSegment(modeHex, tr("Hex"));
    connect(m_modes, &SegmentedControl::chosen, this, [this](const QString &id) {
        chooseMode(id == modeJson ? Mode::Json : id == modeHex ? Mode::Hex : Mode::Text);
    });
    connect(m_text, &CodeEditor::textChanged, this, [this] {
        if (m_filling)
            return;
        checkText();
        Q_EMIT edited();
    });
}

void ValueEditor::setValue(const QByteArray &value)
{
    m_bytes = value;
    const QString text = faithfulText(value).value_or(QString());
    m_filling = true;
    if (m_text->text() != text)
        m_text->setText(text);
    else
        m_text->setModified(false);
    m_filling = false;
    showAs(naturalMode(value));
}

QByteArray ValueEditor::value() const
{
    return m_mode == Mode::Hex ? m_bytes : m_text->text().toUtf8();
}

ValueEditor::Mode ValueEditor::naturalMode(const QByteArray &value)
{
    if (!faithfulText(value))
        return Mode::Hex;
    const QByteArray start = value.trimmed().left(1);
    return (start == "{" || start == "[") && isJson(value) ? Mode::Json : Mode::Text;
}

void ValueEditor::chooseMode(Mode mode)
{
    m_bytes = value(); // leaving text for hexadecimal shows the bytes as edited
    if (mode != Mode::Hex && !faithfulText(m_bytes)) {
        Q_EMIT notText();
        mode = Mode::Hex;
    }
    showAs(mode);
}

void ValueEditor::showAs(Mode mode)
{
    m_mode = mode;
    m_modes->setCurrentId(mode == Mode::Json ? modeJson : mode == Mode::Hex ? modeHex : modeText);
    if (mode == Mode::Hex) {
        m_hex->setText(hexDump(m_bytes));
        m_stack->setCurrentWidget(m_hex);
    } else {
        m_text->setSyntax(mode == Mode::Json ? Syntax::Json : Syntax::None);
        m_stack->setCurrentWidget(m_text);
        checkText();
    }
    Q_EMIT modeChanged();
}

void ValueEditor::checkText()
{
    if (m_mode != Mode::Json || m_text->text().trimmed().isEmpty() || isJson(m_text->text().toUtf8()))
        m_text->setProblem({});
    else
        m_text->setProblem(tr("This is not valid JSON. It can be saved all the same: Consul does not mind."));
}

bool ValueEditor::canFormat() const
{
    return isJson(m_text->text().toUtf8());
}

void ValueEditor::format()
{
    m_text->replaceText(prettyJson(m_text->text().toUtf8()));
}

void ValueEditor::replaceByFile()
{
    auto *dialog = new QFileDialog(this, tr("Replace value by a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const Result<QByteArray> content = readFile(path, consul::maxValueSize);
        if (!content) {
            const ErrorText text = ErrorText::of(content.error());
            Q_EMIT problemMet(text.title, text.text);
            return;
        }
        setValue(*content);
        Q_EMIT edited();
    });
    dialog->open();
}

void ValueEditor::saveToFile()
{
    auto *dialog = new QFileDialog(this, tr("Save value to a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        if (const Result<Done> written = writeFileAtomically(path, value()); !written) {
            const ErrorText text = ErrorText::of(written.error());
            Q_EMIT problemMet(text.title, text.text);
        }
    });
    dialog->open();
}

} // namespace mk
