// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/settings/SettingsPanel.h"

#include "core/Format.h"
#include "models/ErrorText.h"
#include "net/SecretStore.h"
#include "panels/AboutDialog.h"
#include "panels/UnlockDialog.h"
#include "platform/Journal.h"
#include "platform/UiState.h"
#include "widgets/Banner.h"
#include "widgets/Buttons.h"
#include "widgets/FilterBar.h"
#include "widgets/FormLook.h"
#include "widgets/FormRow.h"
#include "widgets/PanelFrame.h"
#include "widgets/ScrollPage.h"
#include "widgets/Segments.h"
#include "widgets/Theme.h"

#include <QFormLayout>
#include <QGroupBox>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui_SettingsPanel.h"

namespace mk {

namespace {
constexpr int labelWidth = 176;
}

SettingsPanel::SettingsPanel(const PanelContext &context, QWidget *parent)
    : Panel(context, parent)
    , m_frame(new PanelFrame(context.theme, QStringLiteral("settings"), tr("Settings"), QStringLiteral("settings"),
                             tr("Filter settings"), this))
    , m_ui(std::make_unique<Ui::SettingsForm>())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    m_frame->filterBar()->hide();
    m_frame->setRefreshVisible(false);
    QPushButton *about = makeButton(context.theme, tr("About and licences"), QString(), m_frame);
    connect(about, &QPushButton::clicked, this, [this] { showAbout(this->context().theme, this); });
    m_frame->addAction(about);

    auto *content = new QWidget;
    m_ui->setupUi(content);
    const QList<QSpinBox *> spins = content->findChildren<QSpinBox *>();
    for (QSpinBox *spin : spins)
        spin->setMaximumWidth(context.theme->scaled(140));
    buildAppearance();
    Settings &settings = *context.settings;
    bind(m_ui->reducedMotion, settings.reducedMotion);
    bind(m_ui->liveUpdates, settings.liveUpdates);
    bind(m_ui->notifyCritical, settings.notifyCritical);
    bind(m_ui->refreshInterval, settings.refreshInterval);
    bind(m_ui->backgroundInterval, settings.backgroundInterval);
    bind(m_ui->clipboardClear, settings.clipboardClear);
    bind(m_ui->journalDays, settings.journalDays);
    bind(m_ui->journalMaxMiB, settings.journalMaxMiB);
    for (QFormLayout *rows : {m_ui->appearanceFields, m_ui->refreshFields})
        FormLook(context.theme, rows, labelWidth);
    m_secretsRow = FormLook(context.theme, m_ui->secretsFields, labelWidth).row(m_ui->secretsButton);
    buildJournal(FormLook(context.theme, m_ui->journalFields, labelWidth));
    for (QGroupBox *box : {m_ui->appearance, m_ui->refresh, m_ui->secrets, m_ui->journal})
        makeSection(context.theme, box);
    connect(m_ui->forget, &QPushButton::clicked, this, [this] { this->context().uiState->clear(); });
    connect(m_ui->secretsButton, &QPushButton::clicked, this, [this] {
        auto *dialog = new UnlockDialog(this->context().theme, this->context().secrets, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    refreshSecrets();
    QScrollArea *scroll = makeScroll(content, m_frame);
    scroll->setAccessibleName(tr("Settings"));
    m_frame->setContent(scroll);
    connect(context.settings, &Settings::problemChanged, this, &SettingsPanel::refreshProblem);
    connect(context.secrets, &Secrets::stateChanged, this, &SettingsPanel::refreshSecrets);
}

SettingsPanel::~SettingsPanel() = default;

void SettingsPanel::bind(QCheckBox *box, Setting<bool> &setting)
{
    box->setChecked(setting());
    connect(box, &QCheckBox::toggled, this, [&setting](bool on) { setting.set(on); });
}

void SettingsPanel::bind(QSpinBox *spin, Setting<int> &setting)
{
    spin->setValue(setting());
    connect(spin, &QSpinBox::valueChanged, this, [&setting](int value) { setting.set(value); });
    connect(context().settings, &Settings::changed, spin, [spin, &setting](const QString &key) {
        if (key == setting.key())
            spin->setValue(setting());
    });
}

void SettingsPanel::bind(QSpinBox *spin, Setting<std::chrono::seconds> &setting)
{
    spin->setValue(int(setting().count()));
    connect(spin, &QSpinBox::valueChanged, this, [&setting](int value) { setting.set(std::chrono::seconds(value)); });
}

void SettingsPanel::addChoice(QWidget *box, const QString &name, const Choices &choices,
                              const std::function<QString()> &read, const std::function<void(const QString &)> &write)
{
    auto *control = new SegmentedControl(context().theme, name, box);
    for (const auto &[id, title] : choices)
        control->addSegment(id, title);
    box->layout()->addWidget(control);
    box->setFocusProxy(control);
    const auto show = [control, read] { control->setCurrentId(read()); };
    show();
    connect(control, &SegmentedControl::chosen, this, write);
    connect(context().settings, &Settings::changed, control, show);
}

void SettingsPanel::buildAppearance()
{
    Settings &settings = *context().settings;
    const QString system = QStringLiteral("system");
    const QString light = QStringLiteral("light");
    const QString dark = QStringLiteral("dark");
    addChoice(
        m_ui->themeBox, tr("Theme"), {{system, tr("As the desktop")}, {light, tr("Light")}, {dark, tr("Dark")}},
        [&settings, system, light, dark] {
            return settings.theme() == ThemeChoice::Light ? light : settings.theme() == ThemeChoice::Dark ? dark : system;
        },
        [&settings, light, dark](const QString &id) {
            settings.theme.set(id == light  ? ThemeChoice::Light
                               : id == dark ? ThemeChoice::Dark
                                            : ThemeChoice::System);
        });
    const QString normal = QStringLiteral("normal");
    const QString compact = QStringLiteral("compact");
    addChoice(
        m_ui->densityBox, tr("Rows"), {{normal, tr("Normal")}, {compact, tr("Compact")}},
        [&settings, normal, compact] { return settings.density() == Density::Compact ? compact : normal; },
        [&settings, compact](const QString &id) {
            settings.density.set(id == compact ? Density::Compact : Density::Normal);
        });
    Choices sizes;
    for (const int pixels : {12, 13, 14, 15})
        sizes.append({QString::number(pixels), QString::number(pixels)});
    addChoice(
        m_ui->sizeBox, tr("Text size"), sizes, [&settings] { return QString::number(settings.bodySize()); },
        [&settings](const QString &id) { settings.bodySize.set(id.toInt()); });
}

void SettingsPanel::refreshSecrets()
{
    const Secrets &secrets = *context().secrets;
    switch (secrets.kind()) {
    case SecretStore::Kind::Keychain:
        m_ui->secretsText->setText(tr("Passwords, tokens and the journal's key are kept in the system's key ring."));
        m_secretsRow->hide();
        return;
    case SecretStore::Kind::EncryptedFile:
        m_ui->secretsText->setText(secrets.isLocked() ? tr("Secrets are in an encrypted file, which is locked.")
                                                  : tr("Secrets are in a file encrypted with your passphrase."));
        m_ui->secretsButton->setText(tr("Unlock…"));
        m_secretsRow->setVisible(secrets.isLocked());
        return;
    case SecretStore::Kind::Memory:
        m_ui->secretsText->setText(tr("This system has no key ring that can be used: secrets and undo are kept only until you "
                                  "close the program. (%1)")
                                   .arg(secrets.unavailableReason()));
        m_ui->secretsButton->setText(secrets.encryptedFileExists() ? tr("Unlock the encrypted file…")
                                                               : tr("Keep them in an encrypted file…"));
        m_secretsRow->show();
        return;
    }
}

void SettingsPanel::buildJournal(const FormLook &rows)
{
    connect(m_ui->dropOld, &QPushButton::clicked, this, [this, row = rows.row(m_ui->dropOld)] {
        const Settings &now = *context().settings;
        m_jobs.restart(QStringLiteral("retention"),
                       context().journal->applyRetention({.days = now.journalDays(),
                                                          .maxBytes = qint64(now.journalMaxMiB()) * 1024 * 1024},
                                                         this))
            ->done(this, [row](const Result<int> &dropped) {
                row->setHint(dropped ? tr("%n plan(s) dropped", nullptr, *dropped) : ErrorText::of(dropped.error()).title);
            });
    });
    m_ui->journalPath->setText(context().journal->filePath());
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
