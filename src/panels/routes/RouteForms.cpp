// SPDX-License-Identifier: GPL-3.0-or-later
#include "panels/routes/RouteForms.h"

#include "api/kong/KongDialect.h"
#include "core/SafeText.h"
#include "panels/EntityForm.h"
#include "widgets/StringListEdit.h"
#include "widgets/Theme.h"

#include <QComboBox>

#include "ui_ApiForm.h"
#include "ui_RouteForm.h"
#include "ui_ServiceForm.h"
#include "ui_ServiceRouteForm.h"

namespace mk {

namespace {

template <class Ui>
EntityForm *fromUi(const Theme *theme)
{
    auto *form = new EntityForm(theme);
    Ui ui;
    ui.setupUi(form);
    form->adopt(ui.fields);
    return form;
}

void fillServices(EntityForm *form, const std::vector<kong::Service> &services)
{
    auto *combo = qobject_cast<QComboBox *>(form->field(QStringLiteral("service")));
    if (!combo)
        return;
    std::vector<std::pair<QString, QString>> names;
    names.reserve(services.size());
    for (const kong::Service &service : services)
        names.emplace_back(service.name.isEmpty() ? shortened(service.id, 9) : visibleText(service.name), service.id);
    std::sort(names.begin(), names.end(), [](const auto &a, const auto &b) { return a.first.localeAwareCompare(b.first) < 0; });
    const QSignalBlocker quiet(combo);
    combo->addItem(QString(), QString()); // none
    for (const auto &[name, id] : names)
        combo->addItem(name, id);
    combo->setMaxVisibleItems(20);
    combo->setMinimumContentsLength(20);
    combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
}

void setDefaults(EntityForm *form, kong::Kind kind, const kong::Capabilities &server, const QString &prefix = {})
{
    for (const auto &[member, value] : kong::flagDefaults(kind, server))
        form->setDefault(prefix + member, value);
}

// What the server's schema tells decides; where it tells nothing, what its kind of version is known to have.
void showKnown(EntityForm *form, const QStringList &members, const QStringList &told, const JsonDocument &document,
               const std::function<bool(const QString &)> &known)
{
    for (const QString &member : members) {
        const bool has = told.isEmpty() ? known(member) : told.contains(member);
        form->setMemberVisible(member, has || document.has(member));
    }
}

} // namespace

EntityForm *routeforms::make(const Theme *theme, kong::Kind kind, const kong::Capabilities &server, const QByteArray &text,
                             const std::vector<kong::Service> &services)
{
    const JsonDocument document = JsonDocument::parse(text).value_or(JsonDocument());
    if (kind == kong::Kind::Api) {
        EntityForm *form = fromUi<Ui::ApiForm>(theme);
        setDefaults(form, kind, server);
        return form;
    }
    if (kind == kong::Kind::Service) {
        EntityForm *form = fromUi<Ui::ServiceForm>(theme);
        setDefaults(form, kind, server);
        showKnown(form, {QStringLiteral("enabled"), QStringLiteral("tags")}, server.serviceFields, document,
                  [&server](const QString &member) {
                      return member == QLatin1String("tags") ? server.tags : server.serviceEnabled;
                  });
        return form;
    }
    EntityForm *form = fromUi<Ui::RouteForm>(theme);
    setDefaults(form, kind, server);
    fillServices(form, services);
    showKnown(form,
              {QStringLiteral("name"), QStringLiteral("headers"), QStringLiteral("snis"), QStringLiteral("expression"),
               QStringLiteral("tags"), QStringLiteral("https_redirect_status_code"), QStringLiteral("regex_priority")},
              server.routeFields, document, [&server](const QString &member) {
                  if (member == QLatin1String("tags"))
                      return server.tags;
                  if (member == QLatin1String("expression"))
                      return false;
                  return member == QLatin1String("regex_priority") || server.routeNames;
              });
    return form;
}

EntityForm *routeforms::makeServiceAndRoute(const Theme *theme, const kong::Capabilities &server)
{
    EntityForm *form = fromUi<Ui::ServiceRouteForm>(theme);
    setDefaults(form, kong::Kind::Service, server, QStringLiteral("service."));
    setDefaults(form, kong::Kind::Route, server, QStringLiteral("route."));
    form->setMemberVisible(QStringLiteral("route.name"), server.routeNames);
    return form;
}

QByteArray routeforms::starter(kong::Kind kind, const QString &serviceId)
{
    using Value = JsonDocument::Value;
    JsonDocument document;
    if (kind == kong::Kind::Api) {
        document.set(QStringLiteral("name"), "");
        document.set(QStringLiteral("uris"), Value::array());
        document.set(QStringLiteral("upstream_url"), "");
        document.set(QStringLiteral("strip_uri"), false);
    } else if (kind == kong::Kind::Service) {
        document.set(QStringLiteral("name"), "");
        document.set(QStringLiteral("protocol"), "http");
        document.set(QStringLiteral("host"), "");
        document.set(QStringLiteral("port"), 80);
    } else {
        document.set(QStringLiteral("service"),
                     serviceId.isEmpty() ? Value(nullptr) : Value{{"id", serviceId.toStdString()}});
        document.set(QStringLiteral("paths"), Value::array());
        document.set(QStringLiteral("strip_path"), true);
    }
    return document.text();
}

QByteArray routeforms::serviceAndRouteStarter()
{
    JsonDocument document;
    document.set(QStringLiteral("service.name"), "");
    document.set(QStringLiteral("service.protocol"), "http");
    document.set(QStringLiteral("service.host"), "");
    document.set(QStringLiteral("service.port"), 8080);
    document.set(QStringLiteral("route.paths"), JsonDocument::Value::array());
    document.set(QStringLiteral("route.strip_path"), false);
    return document.text();
}

void routeforms::tellRegistrars(EntityForm *form, kongregistrars::Library library, const kongregistrars::Undone &undone)
{
    form->clearRemarks();
    QString name;
    switch (library) {
    case kongregistrars::Library::Go:
        name = EntityForm::tr("the Go library");
        break;
    case kongregistrars::Library::Python:
        name = EntityForm::tr("the Python library");
        break;
    case kongregistrars::Library::JavaV0:
    case kongregistrars::Library::JavaV2:
        name = EntityForm::tr("the Java library");
        break;
    case kongregistrars::Library::None:
        return;
    }
    for (const QString &field : undone.fields) {
        form->setRemark(field, EntityForm::tr("This service probably registers itself through %1, which writes this back when "
                                              "the service starts.")
                                   .arg(name));
    }
}

} // namespace mk
