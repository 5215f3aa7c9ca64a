// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/settings/SettingsPanel.h"

#include "core/Format.h"
#include "models/ErrorText.h"
#include "net/SecretStore.h"
#include "panels/UnlockDialog.h"
#include "platform/Journal.h"
#include "platform/UiState.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/DetailDrawer.h"
#include "widgets/FilterBar.h"
#include "widgets/FormRow.h"
#include "widgets/Labels.h"
#include "widgets/PanelFrame.h"
#include "widgets/Segments.h"
#include "widgets/Theme.h"

#include <QCheckBox>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace mk {

namespace {
constexpr int labelWidth = 176;
}

SettingsPanel::SettingsPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_frame(new PanelFrame(context.theme, QStringLiteral("settings"), tr("Settings"), QStringLiteral("settings"),
                             tr("Filter settings"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_frame->filterBar()->hide();
    m_frame->setRefreshVisible(false);

    auto *content = new QWidget;
    m_column = new QVBoxLayout(content);
    m_column->setContentsMargins(0, 0, 0, 16);
    m_column->setSpacing(0);
    buildAppearance();
    buildRefresh();
    buildSecrets();
    buildJournal();
    m_column->addStretch();
    auto *scroll = new QScrollArea(m_frame);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(content);
    scroll->setAccessibleName(tr("Settings"));
    content->setBackgroundRole(QPalette::Base);
    content->setAutoFillBackground(true);
    m_frame->setContent(scroll);
    connect(context.settings, &Settings::problemChanged, this, &SettingsPanel::refreshProblem);
    connect(context.secrets, &Secrets::stateChanged, this, &SettingsPanel::refreshSecrets);
}

QVBoxLayout *SettingsPanel::addSection(const QString &title)
{
    auto *section = new Section(context().theme, title);
    auto *body = new QWidget;
    auto *rows = new QVBoxLayout(body);
    rows->setContentsMargins(16, 4, 16, 16);
    rows->setSpacing(8);
    section->setContent(body);
    m_column->addWidget(section);
    return rows;
}

void SettingsPanel::addSpin(QVBoxLayout *to, const QString &label, const QString &help, Setting<int> &setting, int low,
                            int high, const QString &suffix)
{
    auto *spin = new QSpinBox;
    spin->setRange(low, high);
    spin->setSuffix(suffix);
    spin->setValue(setting());
    spin->setMaximumWidth(context().theme->scaled(140));
    auto *row = new FormRow(context().theme, label, spin, labelWidth);
    row->setHint(help);
    to->addWidget(row);
    connect(spin, &QSpinBox::valueChanged, this, [&setting](int value) { setting.set(value); });
    connect(context().settings, &Settings::changed, spin, [spin, &setting](const QString &key) {
        if (key == setting.key())
            spin->setValue(setting());
    });
}

void SettingsPanel::addSeconds(QVBoxLayout *to, const QString &label, const QString &help,
                               Setting<std::chrono::seconds> &setting, int low, int high)
{
    auto *spin = new QSpinBox;
    spin->setRange(low, high);
    spin->setSuffix(tr(" s"));
    if (low == 0)
        spin->setSpecialValueText(tr("never"));
    spin->setValue(int(setting().count()));
    spin->setMaximumWidth(context().theme->scaled(140));
    auto *row = new FormRow(context().theme, label, spin, labelWidth);
    row->setHint(help);
    to->addWidget(row);
    connect(spin, &QSpinBox::valueChanged, this, [&setting](int value) { setting.set(std::chrono::seconds(value)); });
}

void SettingsPanel::addSwitch(QVBoxLayout *to, const QString &text, Setting<bool> &setting)
{
    auto *box = new QCheckBox(text);
    box->setChecked(setting());
    connect(box, &QCheckBox::toggled, this, [&setting](bool on) { setting.set(on); });
    auto *row = new FormRow(context().theme, QString(), box, labelWidth);
    to->addWidget(row);
}

void SettingsPanel::buildAppearance()
{
    Settings &settings = *context().settings;
    QVBoxLayout *rows = addSection(tr("Appearance"));
    auto *theme = new SegmentedControl(context().theme, tr("Theme"));
    theme->addSegment(QStringLiteral("system"), tr("As the desktop"));
    theme->addSegment(QStringLiteral("light"), tr("Light"));
    theme->addSegment(QStringLiteral("dark"), tr("Dark"));
    const auto showTheme = [theme, &settings] {
        theme->setCurrentId(settings.theme() == ThemeChoice::Light  ? QStringLiteral("light")
                            : settings.theme() == ThemeChoice::Dark ? QStringLiteral("dark")
                                                                    : QStringLiteral("system"));
    };
    showTheme();
    connect(theme, &SegmentedControl::chosen, this, [&settings](const QString &id) {
        settings.theme.set(id == QLatin1String("light")  ? ThemeChoice::Light
                           : id == QLatin1String("dark") ? ThemeChoice::Dark
                                                         : ThemeChoice::System);
    });
    connect(&settings, &Settings::changed, theme, showTheme);
    rows->addWidget(new FormRow(context().theme, tr("Theme"), theme, labelWidth));

    auto *density = new SegmentedControl(context().theme, tr("Rows"));
    density->addSegment(QStringLiteral("normal"), tr("Normal"));
    density->addSegment(QStringLiteral("compact"), tr("Compact"));
    const auto showDensity = [density, &settings] {
        density->setCurrentId(settings.density() == Density::Compact ? QStringLiteral("compact") : QStringLiteral("normal"));
    };
    showDensity();
    connect(density, &SegmentedControl::chosen, this, [&settings](const QString &id) {
        settings.density.set(id == QLatin1String("compact") ? Density::Compact : Density::Normal);
    });
    connect(&settings, &Settings::changed, density, showDensity);
    rows->addWidget(new FormRow(context().theme, tr("Rows"), density, labelWidth));

    auto *size = new SegmentedControl(context().theme, tr("Text size"));
    for (const int pixels : {12, 13, 14, 15})
        size->addSegment(QString::number(pixels), QString::number(pixels));
    const auto showSize = [size, &settings] { size->setCurrentId(QString::number(settings.bodySize())); };
    showSize();
    connect(size, &SegmentedControl::chosen, this, [&settings](const QString &id) { settings.bodySize.set(id.toInt()); });
    connect(&settings, &Settings::changed, size, showSize);
    rows->addWidget(new FormRow(context().theme, tr("Text size"), size, labelWidth));
    addSwitch(rows, tr("Do not tint cells that change"), settings.reducedMotion);

    auto *forget = makeButton(context().theme, tr("Reset columns, filters and window layout"), QString(), nullptr);
    connect(forget, &QPushButton::clicked, this, [this] { context().uiState->clear(); });
    auto *row = new FormRow(context().theme, QString(), forget, labelWidth);
    row->setHint(tr("at the next start"));
    rows->addWidget(row);
}

void SettingsPanel::buildRefresh()
{
    Settings &settings = *context().settings;
    QVBoxLayout *rows = addSection(tr("Refresh"));
    addSwitch(rows, tr("Changes arrive by themselves where the system can tell them"), settings.liveUpdates);
    addSeconds(rows, tr("The page you look at"), tr("never more often than the server has news"), settings.refreshInterval,
               1, 600);
    addSeconds(rows, tr("In the background"), tr("findings and counts of other pages"), settings.backgroundInterval, 5, 3600);
}

void SettingsPanel::buildSecrets()
{
    Settings &settings = *context().settings;
    QVBoxLayout *rows = addSection(tr("Secrets"));
    m_secretsText = new TextLabel(context().theme, FontRole::Body, Tone::Secondary);
    m_secretsText->setWordWrap(true);
    rows->addWidget(m_secretsText);
    m_secretsButton = makeButton(context().theme, QString(), QStringLiteral("lock"), nullptr);
    connect(m_secretsButton, &QPushButton::clicked, this, [this] {
        auto *dialog = new UnlockDialog(context().theme, context().secrets, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    rows->addWidget(m_secretsButton, 0, Qt::AlignLeft);
    addSeconds(rows, tr("Clear a copied secret after"), QString(), settings.clipboardClear, 0, 600);
    refreshSecrets();
}

void SettingsPanel::refreshSecrets()
{
    const Secrets &secrets = *context().secrets;
    switch (secrets.kind()) {
    case SecretStore::Kind::Keychain:
        m_secretsText->setText(tr("Passwords, tokens and the journal's key are kept in the system's key ring."));
        m_secretsButton->hide();
        return;
    case SecretStore::Kind::EncryptedFile:
        m_secretsText->setText(secrets.isLocked() ? tr("Secrets are in an encrypted file, which is locked.")
                                                  : tr("Secrets are in a file encrypted with your passphrase."));
        m_secretsButton->setText(tr("Unlock…"));
        m_secretsButton->setVisible(secrets.isLocked());
        return;
    case SecretStore::Kind::Memory:
        m_secretsText->setText(tr("This system has no key ring that can be used: secrets and undo are kept only until you "
                                  "close the program. (%1)")
                                   .arg(secrets.unavailableReason()));
        m_secretsButton->setText(secrets.encryptedFileExists() ? tr("Unlock the encrypted file…")
                                                               : tr("Keep them in an encrypted file…"));
        m_secretsButton->show();
        return;
    }
}

void SettingsPanel::buildJournal()
{
    Settings &settings = *context().settings;
    QVBoxLayout *rows = addSection(tr("Journal"));
    addSpin(rows, tr("Keep changes for"), tr("older ones are dropped when nothing of them is open"), settings.journalDays, 1,
            3650, tr(" days"));
    addSpin(rows, tr("At most"), QString(), settings.journalMaxMiB, 16, 16384, QStringLiteral(" MiB"));
    auto *apply = makeButton(context().theme, tr("Drop old changes now"), QString(), nullptr);
    auto *row = new FormRow(context().theme, QString(), apply, labelWidth);
    rows->addWidget(row);
    connect(apply, &QPushButton::clicked, this, [this, row] {
        const Settings &now = *context().settings;
        m_jobs.restart(QStringLiteral("retention"),
                       context().journal->applyRetention({.days = now.journalDays(),
                                                          .maxBytes = qint64(now.journalMaxMiB()) * 1024 * 1024},
                                                         this))
            ->done(this, [this, row](const Result<int> &dropped) {
                row->setHint(dropped ? tr("%n plan(s) dropped", nullptr, *dropped) : ErrorText::of(dropped.error()).title);
            });
    });
    auto *where = new TextLabel(context().theme, FontRole::Small, Tone::Dim);
    where->setText(context().journal->filePath());
    where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    rows->addWidget(where);
}

void SettingsPanel::refreshProblem()
{
    PanelState state;
    if (const std::optional<Error> &problem = context().settings->problem()) {
        const ErrorText text = ErrorText::of(*problem);
        state.kind = PanelState::Kind::Warning;
        state.title = text.title;
        state.sentence = text.text;
    }
    m_frame->setState(state, true);
}

void SettingsPanel::setShown(bool shown)
{
    if (shown) {
        refreshSecrets();
        refreshProblem();
    }
}

QList<TourScene> SettingsPanel::tourScenes()
{
    return {{QStringLiteral("settings"), [] {}, [] { return true; }}};
}

} // namespace mk
