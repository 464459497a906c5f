import Diagnostics
import Model
import Planning

/// The JSON Schema of JSON plans, for policies and other tools that read them.
package enum PlanSchema {
  /// The schema in draft 2020-12, formatted for readers, with a final line break.
  package static func json() -> String {
    "{\n" + head + ",\n" + properties + ",\n" + definitions + "}\n"
  }

  private static let head = """
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "title": "roster plan",
      "description": "What an apply will do: as `roster plan --out FILE` saves it and `--format json` prints it.",
      "type": "object",
      "additionalProperties": false,
      "required": ["format_version", "roster_version", "lineage", "serial", "endpoint", "team", "state",
        "manifest_sha256", "files", "applyable", "errored", "filters", "summary", "custom_fields",
        "resource_changes", "diagnostics", "sha256"]
    """

  private static let properties = """
      "properties": {
        "format_version": {"type": "string", "pattern": "^1\\\\.[0-9]+$", "description": "Of this format."},
        "roster_version": {"type": "string", "description": "Of the roster that made the plan."},
        "lineage": {"type": ["string", "null"], "description": "The state's identity; null without a state yet."},
        "serial": {"type": "integer", "minimum": 0, "description": "The state's, when the plan was made."},
        "endpoint": {"type": "string", "description": "Where it is to be applied."},
        "team": {"type": ["string", "null"], "description": "The CRM's team; null when not known yet."},
        "state": {"type": ["string", "null"], "description": "The state file's path, as given or found."},
        "refreshed": {"type": "boolean", "description": "The CRM was read and differed; `before` is what it held."},
        "folder": {"type": "string", "description": "The way from the saved plan's folder to the one that `state` and `files` are seen from."},
        "manifest_sha256": {"$ref": "#/$defs/sha256", "description": "Of the lines that sha256sum prints for `files`."},
        "files": {"type": "array", "description": "The manifest's files, in reading order; none where no plan could be made.", "items": {
          "type": "object", "additionalProperties": false, "required": ["path", "sha256"],
          "properties": {"path": {"type": "string"}, "sha256": {"$ref": "#/$defs/sha256"}}}},
        "applyable": {"type": "boolean", "description": "There are changes, and no error forbids them."},
        "errored": {"type": "boolean", "description": "An error among the diagnostics forbids applying it. Without any files, it kept the plan from being made."},
        "filters": {"type": "array", "items": {"type": "string"}, "description": "--only and --exclude, as given."},
        "allowed": {"type": "array", "items": {"type": "string"}, "description": "--max-… and --allow-empty, as given."},
        "summary": {"$ref": "#/$defs/summary"},
        "custom_fields": {"type": "array", "description": "Those that the changes use.", "items": {
          "type": "object", "additionalProperties": false, "required": ["name", "type", "source"],
          "properties": {"name": {"type": "string", "minLength": 1},
            "type": {"enum": \(words(CustomFieldType.allCases))}, "source": {"$ref": "#/$defs/source"}}}},
        "resource_changes": {"type": "array", "items": {"$ref": "#/$defs/resource_change"},
          "description": "Sorted by address; unchanged contacts are counted in `summary` only."},
        "diagnostics": {"type": "array", "items": {"$ref": "#/$defs/diagnostic"}},
        "sha256": {"$ref": "#/$defs/sha256", "description": "Of all members before it, in canonical form."}
      }
    """

  private static var definitions: String {
    """
      "$defs": {
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        "count": {"type": "integer", "minimum": 0},
        "text": {"type": "string", "minLength": 1},
        "address": {"type": "string", "pattern": "^contact\\\\.", "minLength": 9},
        "field": {"type": "string", "pattern": "^(custom\\\\.|(\(fieldNames.joined(separator: "|")))$)"},
        "fields": {"type": "array", "uniqueItems": true, "items": {"$ref": "#/$defs/field"}},
        "summary": {"type": "object", "additionalProperties": false,
          "description": "Contacts by what happens to them; findings: those with something that had not converged.",
          "required": \(list(summaryNames)),
          "properties": {\(members(summaryNames, "#/$defs/count"))}},
        "source": {"type": ["object", "null"], "additionalProperties": false, "required": ["file", "line", "column"],
          "description": "A place in the manifest.",
          "properties": {"file": {"type": "string"}, "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1}}},
        "values": {"type": "object", "additionalProperties": false,
          "description": "API fields by their names, as declared.",
          "properties": {
            \(fieldSchemas),
            "custom": {"type": "object", "minProperties": 1,
              "additionalProperties": {"$ref": "#/$defs/custom_value"}}}},
        "custom_value": {"type": ["string", "number", "boolean"]},
        "request": {"type": ["object", "null"], "additionalProperties": false, "required": ["method", "path", "body"],
          "description": "What is sent, byte for byte; null when only the state changes.",
          "properties": {"method": {"enum": ["POST", "DELETE"]}, "path": {"type": "string", "pattern": "^/contacts"},
            "body": {"type": ["object", "null"], "properties": {
              "contactId": {"$ref": "#/$defs/text"},
              \(fieldSchemas)},
              "additionalProperties": {"$ref": "#/$defs/custom_value"}}}},
    \(resourceChange),
    \(diagnostic)
      }

    """
  }

  private static var resourceChange: String {
    """
        "resource_change": {"type": "object", "additionalProperties": false,
          "required": ["address", "type", "name", "previous_address", "contact_id", "change", "roster_action",
            "action_reason", "changed_fields", "released_fields", "retried_findings", "request", "source",
            "field_sources", "company_name", "was_protected", "protected"],
          "properties": {
            "address": {"$ref": "#/$defs/address"},
            "type": {"const": "contact"},
            "name": {"$ref": "#/$defs/text", "description": "The contact's key."},
            "previous_address": {"type": ["string", "null"], "description": "The address before a rename."},
            "contact_id": {"type": ["string", "null"], "description": "The CRM's id; null for a creation."},
            "change": {"type": "object", "additionalProperties": false, "required": ["actions", "before", "after"],
              "properties": {
                "actions": {"type": "array", "minItems": 1, "maxItems": 1, "items": {"enum": \(words(Verb.allCases))}},
                "before": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/values"}],
                  "description": "The whole contact as last applied; null for a creation."},
                "after": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/values"}],
                  "description": "The whole contact as declared; null when it is forgotten or deleted."}}},
            "roster_action": {"enum": \(words(Action.allCases))},
            "action_reason": {"enum": \(words(ChangeReason.allCases))},
            "changed_fields": {"$ref": "#/$defs/fields"},
            "released_fields": {"$ref": "#/$defs/fields"},
            "retried_findings": {"type": "array", "items": {"$ref": "#/$defs/finding"}},
            "request": {"$ref": "#/$defs/request"},
            "source": {"$ref": "#/$defs/source"},
            "field_sources": {"type": "object", "propertyNames": {"$ref": "#/$defs/field"},
              "description": "Where each field is written; without a file, in the contact's.",
              "additionalProperties": {"type": "object", "additionalProperties": false,
                "required": ["line", "column"], "properties": {"file": {"type": "string"},
                  "line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}}}},
            "company_name": {"type": ["string", "null"], "description": "Its name under `companies`."},
            "was_protected": {"type": "boolean", "description": "By `protect: true`, as the state has it."},
            "protected": {"type": "boolean", "description": "As the state will have it."}},
          "allOf": [
            {"if": {"properties": {"roster_action": {"const": "create"}}},
              "then": {"properties": {"contact_id": {"type": "null"},
                "change": {"properties": {"before": {"type": "null"}, "after": {"type": "object"}}}}},
              "else": {"properties": {"contact_id": {"type": "string"},
                "change": {"properties": {"before": {"type": "object"}}}}}},
            {"if": {"properties": {"roster_action": {"enum": ["create", "update", "reidentify"]}}},
              "then": {"properties": {"request": {"type": "object", "properties": {
                "method": {"const": "POST"}, "path": {"const": "/contacts"}, "body": {"type": "object"}}}}}},
            {"if": {"properties": {"roster_action": {"enum": ["rename", "release", "forget"]}}},
              "then": {"properties": {"request": {"type": "null"}}}},
            {"if": {"properties": {"roster_action": {"const": "delete"}}},
              "then": {"properties": {"request": {"type": "object", "properties": {
                "method": {"const": "DELETE"}, "path": {"pattern": "^/contacts/."}, "body": {"type": "null"}}}}}},
            {"if": {"properties": {"roster_action": {"enum": ["forget", "delete"]}}},
              "then": {"properties": {"change": {"properties": {"after": {"type": "null"}}}}},
              "else": {"properties": {"change": {"properties": {"after": {"type": "object"}}}}}}]},
        "finding": {"type": "object", "additionalProperties": false, "required": ["kind"],
          "description": "Something that had not converged at the last apply.",
          "properties": {"kind": {"enum": \(words(Finding.Kind.allCases))}, "key": {"$ref": "#/$defs/field"},
            "expected": {"type": "string"}, "actual": {"type": "string"}, "note": {"type": "string"}}}
    """
  }

  private static var diagnostic: String {
    """
        "diagnostic": {"type": "object", "additionalProperties": false, "required": ["severity", "code", "message"],
          "properties": {"severity": {"enum": \(words(Diagnostic.Severity.allCases))},
            "code": {"type": "string", "pattern": "^R[0-9]{4}$"}, "message": {"type": "string"},
            "detail": {"type": "string"}, "address": {"type": "string"}, "file": {"type": "string"},
            "line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1},
            "hint": {"type": "string"},
            "excerpt": {"type": "object", "additionalProperties": false,
              "required": ["line", "caret_offset", "caret_length"],
              "properties": {"line": {"type": "string"}, "caret_offset": {"$ref": "#/$defs/count"},
                "caret_length": {"$ref": "#/$defs/count"}}},
            "related": {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "required": ["message", "file", "line", "column"],
              "properties": {"message": {"type": "string"}, "file": {"type": "string"},
                "line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}}}}}}
    """
  }

  private static let fieldNames = ResourceType.contact.fields.map(\.name)
  private static let summaryNames = Verb.allCases.map(\.rawValue) + ["unchanged", "findings"]

  private static let fieldSchemas = ResourceType.contact.fields.map { field in
    field.kind == .emailList
      ? "\"\(field.name)\": {\"type\": \"array\", \"items\": {\"$ref\": \"#/$defs/text\"}}"
      : "\"\(field.name)\": {\"$ref\": \"#/$defs/text\"}"
  }.joined(separator: ", ")

  private static func words(_ cases: [some RawRepresentable<String>]) -> String {
    list(cases.map(\.rawValue))
  }

  /// An array of these words, none of which needs an escape.
  private static func list(_ words: [String]) -> String {
    "[" + words.map { "\"\($0)\"" }.joined(separator: ", ") + "]"
  }

  private static func members(_ names: [String], _ reference: String) -> String {
    names.map { "\"\($0)\": {\"$ref\": \"\(reference)\"}" }.joined(separator: ", ")
  }
}
