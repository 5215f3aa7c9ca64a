// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/CommandLine.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUuid>

namespace mk {

namespace {

using Parsed = tl::expected<CommandLine, QString>;
using Problem = std::optional<QString>; // text for standard error

struct CommandTexts
{
    Q_DECLARE_TR_FUNCTIONS(mk::CommandLine)
};

// The options, declared once: parsing and --help use the same.
struct Options
{
    QCommandLineOption environment{QStringLiteral("environment"),
                                   CommandTexts::tr("Open this environment: its name, or a file that holds one."), CommandTexts::tr("name|file")};
    QCommandLineOption kong{QStringLiteral("kong"), CommandTexts::tr("Kong's Admin API; give it once for each node."), CommandTexts::tr("url")};
    QCommandLineOption kongProxy{QStringLiteral("kong-proxy"), CommandTexts::tr("Where Kong takes requests."), CommandTexts::tr("url")};
    QCommandLineOption kongHeader{QStringLiteral("kong-header"), CommandTexts::tr("Header for Kong's Admin API: 'Name: env:VARIABLE'."),
                                  CommandTexts::tr("header")};
    QCommandLineOption consul{QStringLiteral("consul"), CommandTexts::tr("Consul's HTTP API."), CommandTexts::tr("url")};
    QCommandLineOption consulToken{QStringLiteral("consul-token"), CommandTexts::tr("Consul's token."), CommandTexts::tr("env:variable")};
    QCommandLineOption rabbitmq{QStringLiteral("rabbitmq"), CommandTexts::tr("RabbitMQ's management API."), CommandTexts::tr("url")};
    QCommandLineOption rabbitmqUser{QStringLiteral("rabbitmq-user"), CommandTexts::tr("RabbitMQ's user."), CommandTexts::tr("name")};
    QCommandLineOption rabbitmqPassword{QStringLiteral("rabbitmq-password"), CommandTexts::tr("RabbitMQ's password."),
                                        CommandTexts::tr("env:variable")};
    QCommandLineOption prometheus{QStringLiteral("prometheus"), CommandTexts::tr("Prometheus' HTTP API."), CommandTexts::tr("url")};
    QCommandLineOption prometheusBearer{QStringLiteral("prometheus-bearer"), CommandTexts::tr("Bearer token for Prometheus."),
                                        CommandTexts::tr("env:variable")};
    QCommandLineOption configDir{QStringLiteral("config-dir"),
                                 CommandTexts::tr("Keep everything that the program writes in this folder."), CommandTexts::tr("folder")};
    QCommandLineOption demo{QStringLiteral("demo"), CommandTexts::tr("Start a simulated platform on this computer and open it; it ends with this program.")};
    QCommandLineOption readOnly{QStringLiteral("read-only"), CommandTexts::tr("Let no writing request leave this computer.")};
    QCommandLineOption edit{QStringLiteral("edit"),
                            CommandTexts::tr("Start with the environment editor where no environment is opened.")};
    QCommandLineOption tour{QStringLiteral("tour"), CommandTexts::tr("Paint every panel and main dialog into this folder and end."),
                            CommandTexts::tr("folder")};
    QCommandLineOption theme{QStringLiteral("theme"), CommandTexts::tr("With --tour: light or dark only."), CommandTexts::tr("light|dark")};
    QCommandLineOption size{QStringLiteral("size"), CommandTexts::tr("With --tour: the window's size."), CommandTexts::tr("WxH")};
    QCommandLineOption check{QStringLiteral("check"),
                             CommandTexts::tr("Without a window: reach each system, print version, latency, credential, counts and what is broken. "
                                "Ends with 0: all well, 1: something is wrong, 2: wrong usage.")};
    QCommandLineOption match{QStringLiteral("match"),
                             CommandTexts::tr("Without a window: tell for each request of standard input, one JSON object a line, which route or "
                                "API object the Kong of this file (its version and rows) would choose and what the upstream would see."),
                             CommandTexts::tr("file")};
    QCommandLineOption json{QStringLiteral("json"), CommandTexts::tr("With --check: print JSON.")};
    QCommandLineOption version{{QStringLiteral("v"), QStringLiteral("version")}, CommandTexts::tr("Print the version and end.")};
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")}, CommandTexts::tr("Print this help and end.")};

    QList<QCommandLineOption> all() const
    {
        return {environment,      kong,      kongProxy, kongHeader, consul, consulToken, rabbitmq, rabbitmqUser,
                rabbitmqPassword, prometheus, prometheusBearer, configDir, demo, readOnly, edit, tour, theme,
                size,             check,     match,     json,       version,    help};
    }
};

void setUp(QCommandLineParser *parser, const Options &options)
{
    parser->setApplicationDescription(
        CommandTexts::tr("Operations console for a Microkubes platform: Kong, Consul, RabbitMQ and Prometheus in one window.\n"
           "Secrets are given as env:VARIABLE; the program then reads that environment variable."));
    parser->addOptions(options.all());
}

// A secret as an option gives it: env:NAME, or in clear with a warning.
struct SecretArgument
{
    SecretRef reference;
    QString clear;
};

tl::expected<SecretArgument, QString> parseSecret(const QString &value, const QString &option, CommandLine *into)
{
    static const QRegularExpression variable(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_]*\\z"));
    SecretArgument secret;
    if (value.startsWith(QLatin1String("env:"))) {
        const QString name = value.mid(4);
        if (!variable.match(name).hasMatch())
            return tl::unexpected(CommandTexts::tr("--%1: \"env:\" needs the name of an environment variable behind it.").arg(option));
        secret.reference = {SecretRef::Kind::Environment, name};
    } else {
        secret.clear = value;
        into->warnings.append(
            CommandTexts::tr("--%1 was given in clear: others on this computer can read it in the list of processes. "
               "Use env:VARIABLE instead.")
                .arg(option));
    }
    return secret;
}

class Reader
{
public:
    Reader(const QCommandLineParser &parser, const Options &options) : m_parser(parser), m_options(options) {}

    Parsed read()
    {
        if (Problem problem = readAll())
            return tl::unexpected(*problem);
        return m_line;
    }

private:
    static QString name(const QCommandLineOption &option) { return option.names().constLast(); }
    bool isSet(const QCommandLineOption &option) const { return m_parser.isSet(option); }

    Problem readAll()
    {
        if (isSet(m_options.help)) {
            m_line.action = CommandLine::Action::ShowHelp;
            return std::nullopt;
        }
        if (isSet(m_options.version)) {
            m_line.action = CommandLine::Action::ShowVersion;
            return std::nullopt;
        }
        if (!m_parser.positionalArguments().isEmpty())
            return CommandTexts::tr("Unexpected argument \"%1\".").arg(m_parser.positionalArguments().constFirst());
        for (const QCommandLineOption &option : m_options.all()) {
            if (option.valueName().isEmpty() || !isSet(option))
                continue;
            const QStringList values = m_parser.values(option);
            if (values.size() > 1 && name(option) != name(m_options.kong))
                return CommandTexts::tr("--%1 is given more than once.").arg(name(option));
            if (values.contains(QString()))
                return CommandTexts::tr("--%1 needs a value.").arg(name(option));
        }
        for (const auto &step : {&Reader::readAddresses, &Reader::readPlain, &Reader::readTour, &Reader::readCheck, &Reader::readMatch}) {
            if (Problem problem = (this->*step)())
                return problem;
        }
        return std::nullopt;
    }

    Problem needs(const QCommandLineOption &option, const QCommandLineOption &other) const
    {
        if (isSet(option) && !isSet(other))
            return CommandTexts::tr("--%1 needs --%2.").arg(name(option), name(other));
        return std::nullopt;
    }

    // One address option: the endpoint with its userinfo moved into the credential.
    tl::expected<Endpoint, QString> readAddress(const QCommandLineOption &option, const QString &text, System system,
                                                const QString &id)
    {
        const Result<EnvironmentStore::ParsedAddress> address = EnvironmentStore::parseAddress(text, system);
        if (!address)
            return tl::unexpected(CommandTexts::tr("--%1: this is not an address such as http://host:8500.").arg(name(option)));
        Endpoint endpoint;
        endpoint.id = id;
        endpoint.system = system;
        endpoint.url = address->url;
        if (address->hadUserInfo) {
            m_line.warnings.append(CommandTexts::tr("--%1: user name and password were taken out of the address; others on this "
                                      "computer can read them in the list of processes.")
                                       .arg(name(option)));
            endpoint.credential.kind = Credential::Kind::Basic;
            endpoint.credential.user = address->user;
            m_line.given[id].credential = address->password;
        }
        return endpoint;
    }

    Problem setCredential(Endpoint *endpoint, const QCommandLineOption &option, Credential credential,
                          const QString &secretText)
    {
        if (endpoint->credential.kind != Credential::Kind::None)
            return CommandTexts::tr("--%1: the address holds a credential already.").arg(name(option));
        const auto secret = parseSecret(secretText, name(option), &m_line);
        if (!secret)
            return secret.error();
        credential.secret = secret->reference;
        endpoint->credential = credential;
        if (!secret->clear.isEmpty())
            m_line.given[endpoint->id].credential = secret->clear;
        return std::nullopt;
    }

    Problem readKong(Environment *environment)
    {
        const QStringList urls = m_parser.values(m_options.kong);
        for (qsizetype i = 0; i < urls.size(); ++i) {
            const auto endpoint =
                readAddress(m_options.kong, urls.at(i), System::Kong, QStringLiteral("kong-%1").arg(i + 1));
            if (!endpoint)
                return endpoint.error();
            environment->kong.append(*endpoint);
        }
        if (isSet(m_options.kongProxy)) {
            auto endpoint = readAddress(m_options.kongProxy, m_parser.value(m_options.kongProxy), System::Kong,
                                        QStringLiteral("kong-proxy"));
            if (!endpoint)
                return endpoint.error();
            environment->kongProxy = *endpoint;
        }
        if (isSet(m_options.kongHeader)) {
            const QString header = m_parser.value(m_options.kongHeader);
            const qsizetype colon = header.indexOf(QLatin1Char(':'));
            const QString value = header.mid(colon + 1).trimmed();
            Credential credential;
            credential.kind = Credential::Kind::Header;
            credential.headerName = header.left(colon).trimmed();
            if (colon < 1 || credential.headerName.isEmpty() || value.isEmpty())
                return CommandTexts::tr("--%1 wants 'Name: env:VARIABLE'.").arg(name(m_options.kongHeader));
            const QStringList before = m_line.warnings;
            for (Endpoint &endpoint : environment->kong) {
                m_line.warnings = before; // one warning, however many nodes
                if (Problem problem = setCredential(&endpoint, m_options.kongHeader, credential, value))
                    return problem;
            }
        }
        return std::nullopt;
    }

    Problem readSingle(const QCommandLineOption &option, System system, std::optional<Endpoint> *into)
    {
        if (!isSet(option))
            return std::nullopt;
        auto endpoint = readAddress(option, m_parser.value(option), system, systemId(system));
        if (!endpoint)
            return endpoint.error();
        *into = *endpoint;
        return std::nullopt;
    }

    Problem readRabbitUser(Endpoint *endpoint)
    {
        if (!isSet(m_options.rabbitmqUser) && !isSet(m_options.rabbitmqPassword))
            return std::nullopt;
        Credential credential;
        credential.kind = Credential::Kind::Basic;
        credential.user = m_parser.value(m_options.rabbitmqUser);
        if (credential.user.isEmpty()) {
            // http://user@host with the password apart is fine too.
            credential.user = endpoint->credential.user;
            if (credential.user.isEmpty() || !m_line.given.value(endpoint->id).credential.isEmpty())
                return CommandTexts::tr("--%1 needs --%2.").arg(name(m_options.rabbitmqPassword), name(m_options.rabbitmqUser));
            endpoint->credential = Credential();
        }
        if (isSet(m_options.rabbitmqPassword))
            return setCredential(endpoint, m_options.rabbitmqPassword, credential,
                                 m_parser.value(m_options.rabbitmqPassword));
        if (endpoint->credential.kind != Credential::Kind::None)
            return CommandTexts::tr("--%1: the address holds a credential already.").arg(name(m_options.rabbitmqUser));
        endpoint->credential = credential;
        return std::nullopt;
    }

    Problem readAddresses()
    {
        for (const auto &[option, other] :
             {std::pair(&m_options.kongHeader, &m_options.kong), std::pair(&m_options.consulToken, &m_options.consul),
              std::pair(&m_options.rabbitmqUser, &m_options.rabbitmq),
              std::pair(&m_options.rabbitmqPassword, &m_options.rabbitmq),
              std::pair(&m_options.prometheusBearer, &m_options.prometheus)}) {
            if (Problem problem = needs(*option, *other))
                return problem;
        }

        Environment environment;
        if (Problem problem = readKong(&environment))
            return problem;
        if (Problem problem = readSingle(m_options.consul, System::Consul, &environment.consul))
            return problem;
        if (Problem problem = readSingle(m_options.rabbitmq, System::RabbitMq, &environment.rabbitmq))
            return problem;
        if (Problem problem = readSingle(m_options.prometheus, System::Prometheus, &environment.prometheus))
            return problem;

        if (isSet(m_options.consulToken)) {
            Credential credential;
            credential.kind = Credential::Kind::Header;
            credential.headerName = QStringLiteral("X-Consul-Token");
            if (Problem problem = setCredential(&*environment.consul, m_options.consulToken, credential,
                                                m_parser.value(m_options.consulToken)))
                return problem;
        }
        if (environment.rabbitmq) {
            if (Problem problem = readRabbitUser(&*environment.rabbitmq))
                return problem;
        }
        if (isSet(m_options.prometheusBearer)) {
            Credential credential;
            credential.kind = Credential::Kind::Bearer;
            if (Problem problem = setCredential(&*environment.prometheus, m_options.prometheusBearer, credential,
                                                m_parser.value(m_options.prometheusBearer)))
                return problem;
        }

        const QList<Endpoint> endpoints = environment.allEndpoints();
        if (endpoints.isEmpty())
            return std::nullopt;
        if (isSet(m_options.environment))
            return CommandTexts::tr("Give either --%1 or addresses, not both.").arg(name(m_options.environment));
        QStringList urls;
        for (const Endpoint &endpoint : endpoints)
            urls.append(endpoint.url.toString());
        // The same addresses are the same environment in the journal, today and tomorrow.
        static const QUuid family(QStringLiteral("{6a0f7a0e-6d0e-4b1f-9a53-2f6a2c1f2b7c}"));
        environment.id = QUuid::createUuidV5(family, urls.join(QLatin1Char('\n'))).toString(QUuid::WithoutBraces);
        environment.name = endpoints.constFirst().url.host();
        environment.readOnly = isSet(m_options.readOnly);
        environment.isTransient = true;
        if (const Result<Done> valid = EnvironmentStore::validate(environment); !valid) {
            const QString field = valid.error().args.value(QStringLiteral("field")).toString();
            return CommandTexts::tr("The addresses do not make an environment (%1: %2).").arg(field, valid.error().reason);
        }
        m_line.addressed = environment;
        return std::nullopt;
    }

    Problem readPlain()
    {
        m_line.demo = isSet(m_options.demo);
        if (m_line.demo && (m_line.addressed || isSet(m_options.environment)))
            return CommandTexts::tr("--%1 opens a platform of its own: give neither --%2 nor addresses.").arg(name(m_options.demo), name(m_options.environment));
        m_line.environment = m_parser.value(m_options.environment);
        m_line.configFolder = m_parser.value(m_options.configDir);
        m_line.readOnly = isSet(m_options.readOnly);
        m_line.edit = isSet(m_options.edit);
        return std::nullopt;
    }

    Problem readTour()
    {
        for (const QCommandLineOption &option : {m_options.theme, m_options.size}) {
            if (Problem problem = needs(option, m_options.tour))
                return problem;
        }
        if (!isSet(m_options.tour))
            return std::nullopt;
        m_line.action = CommandLine::Action::Tour;
        m_line.tour.folder = m_parser.value(m_options.tour);
        m_line.tour.theme = m_parser.value(m_options.theme);
        if (!m_line.tour.theme.isEmpty() && m_line.tour.theme != QLatin1String("light")
            && m_line.tour.theme != QLatin1String("dark"))
            return CommandTexts::tr("--%1 is light or dark.").arg(name(m_options.theme));
        if (isSet(m_options.size)) {
            static const QRegularExpression form(QStringLiteral("\\A([1-9][0-9]{2,4})x([1-9][0-9]{2,4})\\z"));
            const QRegularExpressionMatch match = form.match(m_parser.value(m_options.size));
            if (!match.hasMatch())
                return CommandTexts::tr("--%1 is width and height, such as 1440x900.").arg(name(m_options.size));
            m_line.tour.size = QSize(match.captured(1).toInt(), match.captured(2).toInt());
        }
        return std::nullopt;
    }

    Problem readCheck()
    {
        if (Problem problem = needs(m_options.json, m_options.check))
            return problem;
        if (!isSet(m_options.check))
            return std::nullopt;
        if (isSet(m_options.tour))
            return CommandTexts::tr("--%1 and --%2 do not go together.").arg(name(m_options.check), name(m_options.tour));
        if (!m_line.addressed && m_line.environment.isEmpty() && !m_line.demo)
            return CommandTexts::tr("--%1 needs --%2 or addresses.").arg(name(m_options.check), name(m_options.environment));
        m_line.action = CommandLine::Action::Check;
        m_line.json = isSet(m_options.json);
        return std::nullopt;
    }

    // It reaches nothing: addresses and modes beside it are a misunderstanding.
    Problem readMatch()
    {
        if (!isSet(m_options.match))
            return std::nullopt;
        for (const QCommandLineOption &option : {m_options.check, m_options.tour, m_options.environment, m_options.demo}) {
            if (isSet(option))
                return CommandTexts::tr("--%1 and --%2 do not go together.").arg(name(m_options.match), name(option));
        }
        if (m_line.addressed)
            return CommandTexts::tr("--%1 reads a file: give no addresses.").arg(name(m_options.match));
        m_line.action = CommandLine::Action::Match;
        m_line.matchFile = m_parser.value(m_options.match);
        return std::nullopt;
    }

    const QCommandLineParser &m_parser;
    const Options &m_options;
    CommandLine m_line;
};

} // namespace

tl::expected<CommandLine, QString> parseCommandLine(const QStringList &arguments)
{
    const Options options;
    QCommandLineParser parser;
    setUp(&parser, options);
    if (!parser.parse(arguments))
        return tl::unexpected(parser.errorText());
    return Reader(parser, options).read();
}

QString commandLineHelp()
{
    const Options options;
    QCommandLineParser parser;
    setUp(&parser, options);
    return parser.helpText();
}

Result<std::optional<Environment>> chooseEnvironment(const CommandLine &commandLine, EnvironmentStore *store)
{
    if (commandLine.addressed) {
        // Whoever typed the addresses typed the names of the variables beside them.
        store->acceptForThisRun(consentItems(*commandLine.addressed));
        return commandLine.addressed;
    }
    if (commandLine.environment.isEmpty())
        return std::optional<Environment>();
    if (std::optional<Environment> known = store->find(commandLine.environment))
        return known;
    if (!QFileInfo(commandLine.environment).isFile()) {
        Error error = Error::make(ErrorKind::NotFound, QStringLiteral("environment.unknown"));
        error.args.insert(QStringLiteral("name"), commandLine.environment);
        return fail(error);
    }
    Result<QList<Environment>> foreign = EnvironmentStore::readForeign(commandLine.environment);
    if (!foreign)
        return fail(foreign.error());
    if (foreign->size() > 1) {
        QStringList names;
        for (const Environment &environment : std::as_const(*foreign))
            names.append(environment.name);
        Error error = Error::make(ErrorKind::BadRequest, QStringLiteral("environment.several-in-file"));
        error.args.insert(QStringLiteral("names"), names);
        return fail(error);
    }
    Environment environment = foreign->constFirst();
    environment.isTransient = true;
    return std::optional<Environment>(environment);
}

} // namespace mk
