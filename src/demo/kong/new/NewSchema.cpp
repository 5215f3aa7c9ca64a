// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/kong/new/NewSchema.h"

#include <QByteArray>
#include <QFile>
#include <QString>

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>

namespace mk::demo {

namespace {

const std::array<std::pair<std::string_view, NewField::Type>, 10> typeNames{{
    {"string", NewField::Type::String},
    {"integer", NewField::Type::Integer},
    {"number", NewField::Type::Number},
    {"boolean", NewField::Type::Boolean},
    {"array", NewField::Type::Array},
    {"set", NewField::Type::Set},
    {"map", NewField::Type::Map},
    {"record", NewField::Type::Record},
    {"foreign", NewField::Type::Foreign},
    {"json", NewField::Type::Any},
}};

// One line and the lines below it that stand deeper.
struct Line
{
    std::vector<std::string> words;
    std::vector<Line> below;
};

// Splits at blanks outside of quotes and brackets.
std::vector<std::string> wordsOf(std::string_view text)
{
    std::vector<std::string> words;
    std::string word;
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ' ' && depth == 0 && !quoted) {
            if (!word.empty())
                words.push_back(std::exchange(word, {}));
            continue;
        }
        word += c;
        if (quoted) {
            if (c == '\\' && i + 1 < text.size())
                word += text[++i];
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            ++depth;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    if (!word.empty())
        words.push_back(word);
    return words;
}

std::vector<Line> linesOf(const QByteArray &text)
{
    Line root;
    std::vector<Line *> open{&root};
    const QList<QByteArray> rows = text.split('\n');
    for (const QByteArray &row : rows) {
        if (row.trimmed().isEmpty() || row.startsWith('#'))
            continue;
        std::size_t blanks = 0;
        while (row[qsizetype(blanks)] == ' ')
            ++blanks;
        const std::size_t level = blanks / 2;
        if (level + 1 > open.size())
            throw std::runtime_error("indented too far: " + row.toStdString());
        open.resize(level + 1);
        open.back()->below.push_back({wordsOf(row.trimmed().toStdString()), {}});
        open.push_back(&open.back()->below.back());
    }
    return root.below;
}

class Reader
{
public:
    explicit Reader(std::vector<Line> lines) : m_lines(std::move(lines))
    {
        for (const Line &line : m_lines) {
            if (line.words.at(0) == "type")
                m_types.emplace(line.words.at(1), &line);
        }
    }

    const std::vector<Line> &lines() const { return m_lines; }

    NewField field(const Line &line, std::size_t nameAt = 0)
    {
        NewField field;
        const std::string &kind = line.words.at(nameAt + 1);
        if (kind.starts_with('&'))
            field = namedType(kind.substr(1));
        else
            field.typeName = kind;
        field.name = line.words.at(nameAt);
        for (std::size_t i = nameAt + 2; i < line.words.size(); ++i)
            readAttribute(line.words[i], &field);
        readBelow(line, &field);
        finish(&field);
        return field;
    }

    void readBelow(const Line &line, NewField *into)
    {
        for (const Line &child : line.below) {
            const std::string &first = child.words.at(0);
            if (first == "?" || first == "??") {
                into->checks.push_back({child.words.at(1), Json::parse(child.words.at(2)), first == "?"});
                continue;
            }
            const auto made = std::make_shared<const NewField>(field(child, first == "~" ? 1 : 0));
            if (first == "*")
                into->elements = made;
            else if (first == "@key")
                into->keys = made;
            else if (first == "@value")
                into->values = made;
            else if (first == "~")
                into->shorthands.push_back(made);
            else
                into->fields.push_back(made);
        }
    }

    static void readAttribute(const std::string &word, NewField *into)
    {
        if (word == "+") {
            into->described = true;
            return;
        }
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos)
            into->attributes[word] = true;
        else
            into->attributes[word.substr(0, equals)] = Json::parse(word.substr(equals + 1));
    }

    static void finish(NewField *field)
    {
        const auto found = std::find_if(typeNames.begin(), typeNames.end(),
                                        [field](const auto &entry) { return entry.first == field->typeName; });
        if (found == typeNames.end())
            throw std::runtime_error("no type " + field->typeName);
        field->type = found->second;
        const auto flag = [field](const char *key) {
            const Json *value = field->attribute(key);
            return value != nullptr && value->is_boolean() && value->get<bool>();
        };
        field->required = flag("required");
        field->automatic = flag("auto");
        field->unique = flag("unique");
        if (const Json *rule = field->attribute("@rule"))
            field->rule = rule->get<std::string>();
        if (const Json *reference = field->attribute("reference"))
            field->reference = reference->get<std::string>();
    }

private:
    NewField namedType(const std::string &name)
    {
        const Line *line = m_types.at(name);
        return field(*line, 1);
    }

    std::vector<Line> m_lines;
    std::map<std::string, const Line *> m_types;
};

// A description is the field's name in words.
std::string descriptionOf(const std::string &name)
{
    std::string text = name.empty() ? "value" : name;
    std::replace(text.begin(), text.end(), '_', ' ');
    text[0] = char(std::toupper(static_cast<unsigned char>(text[0])));
    return text + '.';
}

Json withoutHidden(const Json &value)
{
    if (value.is_array()) {
        Json shown = Json::array();
        for (const Json &element : value)
            shown.push_back(withoutHidden(element));
        return shown;
    }
    if (!value.is_object())
        return value;
    Json shown = Json::object();
    for (const auto &[key, member] : value.items()) {
        if (!key.starts_with('@'))
            shown[key] = withoutHidden(member);
    }
    return shown;
}

// Where a field stands: its plugin and the path within.
struct Place
{
    std::string plugin;
    std::string path;

    Place below(const std::string &name) const { return {plugin, path.empty() ? name : path + '.' + name}; }
};

// What a client is told of a field that goes away. "@use": what to use instead, where no path says so; "@works": false for
// one that does nothing any more; "@of": the plugin by another name.
std::string deprecationOf(const Json &deprecation, const Place &place)
{
    std::string use;
    if (const auto told = deprecation.find("@use"); told != deprecation.end()) {
        use = told->get<std::string>();
    } else if (const auto moved = deprecation.find("replaced_with"); moved != deprecation.end()) {
        use = place.path.substr(0, place.path.rfind('.'));
        for (const Json &part : (*moved)[0]["path"])
            use += '.' + part.get<std::string>();
    }
    return deprecation.value("@of", place.plugin) + ": " + place.path
        + (deprecation.value("@works", true) ? " is deprecated" : " no longer works") + ", please use " + use + " instead";
}

Json renderField(const NewField &field, const Place &place);

Json renderFields(const std::vector<NewFieldPtr> &fields, const Place &place)
{
    Json list = Json::array();
    for (const NewFieldPtr &field : fields)
        list.push_back(Json{{field->name, renderField(*field, place.below(field->name))}});
    return list;
}

Json renderChecks(const std::vector<NewCheck> &checks)
{
    Json list = Json::array();
    for (const NewCheck &check : checks) {
        if (check.shown)
            list.push_back(Json{{check.name, withoutHidden(check.arg)}});
    }
    return list;
}

Json renderField(const NewField &field, const Place &place)
{
    Json shown = withoutHidden(field.attributes);
    shown["type"] = field.typeName;
    if (field.described)
        shown["description"] = descriptionOf(field.name);
    if (const Json *deprecation = field.attribute("deprecation"))
        shown["deprecation"]["message"] = deprecationOf(*deprecation, place);
    if (field.isRecord() && !field.attribute("abstract")) {
        shown["fields"] = renderFields(field.fields, place);
        if (Json checks = renderChecks(field.checks); !checks.empty())
            shown["entity_checks"] = std::move(checks);
        if (!field.shorthands.empty())
            shown["shorthand_fields"] = renderFields(field.shorthands, place);
    }
    if (field.elements)
        shown["elements"] = renderField(*field.elements, place);
    if (field.keys)
        shown["keys"] = renderField(*field.keys, place);
    if (field.values)
        shown["values"] = renderField(*field.values, place);
    return shown;
}

} // namespace

const Json *NewField::attribute(const char *key) const
{
    const auto found = attributes.find(key);
    return found == attributes.end() ? nullptr : &*found;
}

const NewField *NewField::field(std::string_view fieldName) const
{
    for (const NewFieldPtr &own : fields) {
        if (own->name == fieldName)
            return own.get();
    }
    return nullptr;
}

const NewField *NewEntity::variantOf(const Json &row) const
{
    if (subschemaKey.empty())
        return nullptr;
    const auto key = row.find(subschemaKey);
    if (key == row.end())
        return nullptr;
    const auto named = [this](const Json &value) -> const NewField * {
        if (!value.is_string())
            return nullptr;
        const auto found = variants.find(value.get_ref<const std::string &>());
        return found == variants.end() ? nullptr : &found->second;
    };
    if (!key->is_array())
        return named(*key);
    for (const Json &value : *key) { // of several the first that is known
        if (const NewField *variant = named(value))
            return variant;
    }
    return nullptr;
}

const NewField *NewEntity::field(const NewField *variant, std::string_view fieldName) const
{
    if (variant) {
        if (const NewField *own = variant->field(fieldName))
            return own;
    }
    return record.field(fieldName);
}

NewSchemas::NewSchemas(const QString &version)
{
    QFile file(QStringLiteral(":/demo/kong/%1/entities.txt").arg(version));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no schemas of Kong %s", qPrintable(version));
    try {
        read(file.readAll());
    } catch (const std::exception &error) {
        qFatal("schemas of Kong %s: %s", qPrintable(version), error.what());
    }
}

void NewSchemas::read(const QByteArray &text)
{
    Reader reader(linesOf(text));
    const auto entityNamed = [this](std::string_view name) -> NewEntity & {
        for (const std::unique_ptr<NewEntity> &entity : m_entities) {
            if (entity->name == name)
                return *entity;
        }
        throw std::runtime_error("no entity " + std::string(name));
    };
    const auto variant = [&reader](const Line &line, const std::string &name) {
        NewField record;
        record.name = name;
        record.typeName = "record";
        reader.readBelow(line, &record);
        Reader::finish(&record);
        return record;
    };
    for (const Line &line : reader.lines()) {
        const std::string &word = line.words.at(0);
        if (word == "entity") {
            auto entity = std::make_unique<NewEntity>();
            entity->name = line.words.at(1);
            entity->record = variant(line, entity->name);
            for (std::size_t i = 2; i < line.words.size(); ++i)
                Reader::readAttribute(line.words[i], &entity->record);
            const auto told = [&entity](const char *key, const std::string &otherwise) {
                const Json *value = entity->record.attribute(key);
                return value ? value->get<std::string>() : otherwise;
            };
            entity->path = told("@path", entity->name);
            entity->child = told("@child", entity->path);
            entity->endpointKey = told("@endpoint", {});
            entity->subschemaKey = told("@subschema", {});
            entity->ttl = entity->record.attribute("@ttl") != nullptr;
            entity->nestedOnly = entity->record.attribute("@nested") != nullptr;
            entity->apart = entity->record.attribute("@apart") != nullptr;
            if (const Json *composite = entity->record.attribute("@composite"))
                entity->composite = composite->get<std::vector<std::string>>();
            m_entities.push_back(std::move(entity));
        } else if (word == "plugin" || word == "vault") {
            NewEntity &entity = entityNamed(word + 's');
            entity.variants.emplace(line.words.at(1), variant(line, line.words.at(1)));
            if (word == "plugin")
                m_plugins.push_back(line.words.at(1));
        } else if (word == "variant") {
            NewEntity &entity = entityNamed(line.words.at(1));
            for (std::size_t i = 2; i < line.words.size(); ++i)
                entity.variants.emplace(line.words[i], variant(line, line.words[i]));
        }
    }
    for (const std::unique_ptr<NewEntity> &from : m_entities) {
        if (from->apart)
            continue;
        for (const NewFieldPtr &field : from->record.fields) {
            if (field->type == NewField::Type::Foreign)
                m_references[&entityNamed(field->reference)].push_back({from.get(), field.get()});
        }
    }
}

const NewEntity *NewSchemas::entity(std::string_view name) const
{
    for (const std::unique_ptr<NewEntity> &entity : m_entities) {
        if (entity->name == name)
            return entity.get();
    }
    return nullptr;
}

const NewEntity *NewSchemas::entityByPath(std::string_view path) const
{
    for (const std::unique_ptr<NewEntity> &entity : m_entities) {
        if (entity->path == path)
            return entity.get();
    }
    return nullptr;
}

const std::vector<NewSchemas::Reference> &NewSchemas::referencesTo(const NewEntity &entity) const
{
    static const std::vector<Reference> none;
    const auto found = m_references.find(&entity);
    return found == m_references.end() ? none : found->second;
}

Json renderSchema(const NewField &record, const std::string &plugin, bool withChecks)
{
    const Place place{plugin, record.name == "config" ? record.name : std::string()};
    Json shown{{"fields", renderFields(record.fields, place)}};
    if (withChecks)
        shown["entity_checks"] = renderChecks(record.checks);
    return shown;
}

} // namespace mk::demo
