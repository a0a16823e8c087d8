package ai.evolink.codegen;

import static ai.evolink.codegen.Allowed.ANY;
import static ai.evolink.codegen.Allowed.FLAG;
import static ai.evolink.codegen.Allowed.LINK;
import static ai.evolink.codegen.Allowed.LIST;
import static ai.evolink.codegen.Allowed.OBJECT;
import static ai.evolink.codegen.Allowed.TEXT;
import static ai.evolink.codegen.Allowed.TEXTS;

import ai.evolink.codegen.Allowed.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Goes through the whole document, and refuses every member that is not on the list. */
final class Walk {
  private static final Allowed DOCUMENT =
      Allowed.in(
          "the document",
          Map.of(
              "openapi",
              TEXT,
              "info",
              OBJECT,
              "servers",
              LIST,
              "security",
              LIST,
              "tags",
              LIST,
              "paths",
              OBJECT,
              "components",
              OBJECT,
              "externalDocs",
              OBJECT));
  private static final Allowed INFO =
      Allowed.in(
          "info",
          Map.of(
              "title",
              TEXT,
              "version",
              TEXT,
              "summary",
              TEXT,
              "description",
              TEXT,
              "termsOfService",
              TEXT,
              "contact",
              OBJECT,
              "license",
              OBJECT));
  private static final Allowed SERVER =
      Allowed.in("a server", Map.of("url", LINK, "description", TEXT));
  private static final Allowed TAG =
      Allowed.in("a tag", Map.of("name", TEXT, "description", TEXT, "externalDocs", OBJECT));
  private static final Allowed DOCS =
      Allowed.in("externalDocs", Map.of("url", LINK, "description", TEXT));
  private static final Allowed COMPONENTS =
      Allowed.in(
          "components",
          Map.of(
              "schemas",
              OBJECT,
              "responses",
              OBJECT,
              "parameters",
              OBJECT,
              "requestBodies",
              OBJECT,
              "headers",
              OBJECT,
              "examples",
              OBJECT,
              "securitySchemes",
              OBJECT));
  private static final Allowed PATH =
      Allowed.in(
          "a path",
          Map.of(
              "get",
              OBJECT,
              "post",
              OBJECT,
              "put",
              OBJECT,
              "patch",
              OBJECT,
              "delete",
              OBJECT,
              "head",
              OBJECT,
              "parameters",
              LIST,
              "servers",
              LIST,
              "summary",
              TEXT,
              "description",
              TEXT));
  private static final Allowed OPERATION = Allowed.in("an operation", operation());
  private static final Allowed PARAMETER = Allowed.in("a parameter", parameter());
  private static final Allowed BODY =
      Allowed.in(
          "a request body", Map.of("required", FLAG, "content", OBJECT, "description", TEXT));
  private static final Allowed RESPONSE =
      Allowed.in("a response", Map.of("description", TEXT, "content", OBJECT, "headers", OBJECT));
  private static final Allowed HEADER =
      Allowed.in(
          "a header",
          Map.of(
              "description",
              TEXT,
              "schema",
              OBJECT,
              "required",
              FLAG,
              "deprecated",
              FLAG,
              "example",
              ANY,
              "examples",
              OBJECT));
  private static final Allowed MEDIA =
      Allowed.in(
          "a media type",
          Map.of("schema", OBJECT, "example", ANY, "examples", OBJECT, "encoding", OBJECT));
  private static final Allowed ENCODING = Allowed.in("an encoding", Map.of("contentType", TEXT));
  private static final Allowed BEARER =
      Allowed.in(
          "a security scheme",
          Map.of(
              "type",
              Allowed.word("http"),
              "scheme",
              Allowed.word("bearer"),
              "description",
              TEXT,
              "bearerFormat",
              TEXT));
  private static final Allowed REFERENCE =
      Allowed.in("a reference", Map.of("$ref", TEXT, "description", TEXT, "summary", TEXT));

  private final Node root;
  private final Refusals refusals;
  private final SchemaWalk schemas;

  Walk(Node root, Refusals refusals) {
    this.root = root;
    this.refusals = refusals;
    this.schemas = new SchemaWalk(refusals);
  }

  private static Map<String, Shape> operation() {
    Map<String, Shape> members = new HashMap<>();
    members.putAll(
        Map.of(
            "tags",
            TEXTS,
            "operationId",
            TEXT,
            "summary",
            TEXT,
            "description",
            TEXT,
            "parameters",
            LIST,
            "requestBody",
            OBJECT,
            "responses",
            OBJECT));
    members.putAll(
        Map.of(
            "deprecated",
            FLAG,
            "servers",
            LIST,
            "externalDocs",
            OBJECT,
            "security",
            LIST,
            "x-paid",
            FLAG,
            "x-unverified",
            FLAG));
    return members;
  }

  private static Map<String, Shape> parameter() {
    Map<String, Shape> members = new HashMap<>();
    members.putAll(
        Map.of(
            "name",
            TEXT,
            "in",
            Allowed.word("path", "query", "header"),
            "description",
            TEXT,
            "required",
            FLAG,
            "schema",
            OBJECT,
            "style",
            TEXT,
            "explode",
            FLAG));
    members.putAll(
        Map.of(
            "deprecated", FLAG, "example", ANY, "examples", OBJECT, "x-java-name", Allowed.MEMBER));
    return members;
  }

  void run() {
    if (!DOCUMENT.check(root, refusals)) {
      return;
    }
    String version = root.textAt("openapi");
    if (version == null || !version.matches("3\\.[01]\\.\\d+")) {
      refusals.add(
          root,
          "the document must be OpenAPI 3.0 or 3.1, but is " + version,
          "Convert it, and write openapi: 3.1.0");
    }
    check(root, "info", INFO);
    servers(root);
    docs(root);
    root.listAt("tags").forEach(tag -> tagged(tag));
    Map<String, Node> components = root.mapAt("components");
    check(root, "components", COMPONENTS);
    section(components, "schemas").values().forEach(schemas::schema);
    section(components, "responses").values().forEach(this::response);
    section(components, "parameters").values().forEach(this::parameter);
    section(components, "requestBodies").values().forEach(this::body);
    section(components, "headers").values().forEach(this::header);
    Map<String, Node> schemes = section(components, "securitySchemes");
    schemes.values().forEach(scheme -> BEARER.check(scheme, refusals));
    security(root, schemes.keySet());
    root.mapAt("paths").values().forEach(this::path);
  }

  private void tagged(Node tag) {
    TAG.check(tag, refusals);
    docs(tag);
  }

  private static Map<String, Node> section(Map<String, Node> components, String name) {
    Node section = components.get(name);
    return section == null ? Map.of() : section.map();
  }

  /** The client sends one key with every call, so nothing else can be asked for. */
  private void security(Node owner, Set<String> schemes) {
    for (Node need : owner.listAt("security")) {
      if (need.map().size() != 1 || !schemes.containsAll(need.map().keySet())) {
        refusals.add(
            need,
            "the client sends the key of one scheme with every call",
            "Name one of components.securitySchemes, and nothing else");
      }
    }
  }

  /** Whether an operation says that nobody asks for its key. */
  static boolean isKeyless(Node operation) {
    return operation.has("security") && operation.listAt("security").isEmpty();
  }

  private void path(Node path) {
    if (!PATH.check(path, refusals)) {
      return;
    }
    servers(path);
    path.listAt("parameters").forEach(this::parameter);
    for (String method : Operations.METHODS) {
      Node operation = path.get(method);
      if (operation != null && OPERATION.check(operation, refusals)) {
        servers(operation);
        docs(operation);
        if (operation.has("security") && !(method.equals("get") && isKeyless(operation))) {
          refusals.add(
              operation.at("security"),
              "the client sends the key with every call but reads that say [], so an operation has no"
                  + " security of its own",
              "Leave it out");
        }
        operation.listAt("parameters").forEach(this::parameter);
        Node body = operation.get("requestBody");
        if (body != null) {
          body(body);
        }
        operation.mapAt("responses").values().forEach(this::response);
      }
    }
  }

  private void parameter(Node parameter) {
    if (reference(parameter) || !PARAMETER.check(parameter, refusals)) {
      return;
    }
    if (!parameter.has("schema")) {
      refusals.add(parameter, "a parameter needs a schema", "Write schema: {type: string}");
    } else {
      schemas.schema(parameter.at("schema"));
    }
  }

  private void body(Node body) {
    if (!reference(body) && BODY.check(body, refusals)) {
      content(body);
    }
  }

  private void response(Node response) {
    if (!reference(response) && RESPONSE.check(response, refusals)) {
      content(response);
      response.mapAt("headers").values().forEach(this::header);
    }
  }

  private void header(Node header) {
    if (!reference(header) && HEADER.check(header, refusals) && header.has("schema")) {
      schemas.schema(header.at("schema"));
    }
  }

  private void content(Node owner) {
    for (Node media : owner.mapAt("content").values()) {
      if (MEDIA.check(media, refusals)) {
        if (media.has("schema")) {
          schemas.schema(media.at("schema"));
        }
        media.mapAt("encoding").values().forEach(encoding -> ENCODING.check(encoding, refusals));
      }
    }
  }

  private boolean reference(Node node) {
    return node.has("$ref") && REFERENCE.check(node, refusals);
  }

  private void check(Node owner, String member, Allowed allowed) {
    Node node = owner.get(member);
    if (node != null) {
      allowed.check(node, refusals);
    }
  }

  private void servers(Node owner) {
    owner.listAt("servers").forEach(server -> SERVER.check(server, refusals));
  }

  private void docs(Node owner) {
    check(owner, "externalDocs", DOCS);
  }
}
