package ai.evolink.spec;

import java.util.List;
import java.util.stream.Stream;

/** A small spec with something of everything, and every kind of change that may be made to it. */
final class ContractEdits {
  static final String SPEC =
      """
      servers: [{url: 'https://api.example.com'}]
      security: [{bearerAuth: []}]
      paths:
        /v1/pictures:
          post:
            summary: Draws.
            x-paid: true
            requestBody:
              required: true
              content: {application/json: {schema: {$ref: '#/components/schemas/Picture'}}}
            responses:
              '200': {$ref: '#/components/responses/Task'}
              '400': {description: Wrong., content: {application/json: {schema: {type: object}}}}
        /v1/tasks/{id}:
          parameters: [{name: id, in: path, required: true, schema: {type: string}}]
          get:
            parameters:
              - {name: page, in: query, schema: {type: integer, maximum: 9}}
              - {name: tags, in: query, schema: {type: array}}
            responses:
              '200': {$ref: '#/components/responses/Task'}
      components:
        securitySchemes:
          bearerAuth: {type: http, scheme: bearer}
          keyAuth: {type: apiKey, in: header, name: X-Key}
        responses:
          Task:
            description: A task.
            content: {application/json: {schema: {$ref: '#/components/schemas/Task'}}}
        schemas:
          Picture:
            oneOf: [{$ref: '#/components/schemas/One'}, {$ref: '#/components/schemas/Two'}]
            discriminator:
              propertyName: model
              mapping:
                one-a: '#/components/schemas/One'
                one-b: '#/components/schemas/One'
                two: '#/components/schemas/Two'
          One:
            type: object
            required: [model, prompt]
            properties:
              model: {type: string, enum: [one-a, one-b], default: one-a}
              prompt: {$ref: '#/components/schemas/Prompt'}
              size: {type: string, enum: [small, large], default: small}
              links: {$ref: '#/components/schemas/Links'}
              more: {$ref: '#/components/schemas/More'}
          Two:
            description: Another.
            allOf:
              - $ref: '#/components/schemas/Base'
              - {type: object, properties: {weight: {type: number, maximum: 1, multipleOf: 0.01}}}
          Base: {type: object, required: [model], properties: {model: {type: string, enum: [two]}}}
          Prompt: {type: string, maxLength: 2000}
          Links:
            type: array
            maxItems: 4
            items: {type: string, format: uri, maxLength: 100}
            x-media: {kind: image, maxBytes: 100, types: [image/png, image/gif]}
          More:
            type: object
            properties:
              name: {type: string, pattern: '^a'}
              seconds: {type: integer, minimum: -1, not: {minimum: 0, maximum: 3}}
              either: {oneOf: [{type: integer}, {type: string, enum: [auto]}]}
              voices: {type: object, maxProperties: 2, additionalProperties: {type: string}}
              level: {enum: ['1', 1]}
              again: {$ref: '#/components/schemas/More'}
          Task:
            type: object
            required: [id]
            properties:
              id: {type: string}
              status: {type: string, enum: [pending, done]}
              progress: {type: integer, format: int32, maximum: 100}
      """;

  static final String POST = "POST /v1/pictures ";
  static final String ONE = POST + "body [one-a, one-b] ";
  static final String TWO = POST + "body [two] ";
  static final String GET = "GET /v1/tasks/{id} ";

  /**
   * An edit of the spec above.
   *
   * @param forth what it means; lines that begin with ! are breaking
   * @param back what it means to undo it
   */
  record Edit(String from, String to, List<String> forth, List<String> back) {
    @Override
    public String toString() {
      return from.strip() + " -> " + to.strip();
    }
  }

  private static Edit edit(String from, String to, List<String> forth, List<String> back) {
    return new Edit(from, to, forth, back);
  }

  private static Edit edit(String from, String to, String forth, String back) {
    return new Edit(from, to, List.of(forth), List.of(back));
  }

  static Stream<Edit> whatCallersSend() {
    return Stream.of(
        edit(
            "  size: {",
            "  format: {",
            List.of("!" + ONE + "size: removed", ONE + "format: added"),
            List.of("!" + ONE + "format: removed", ONE + "size: added")),
        edit(
            "      properties:\n        model: {type: string, enum: [one",
            "      properties:\n        why: {type: string}\n        model: {type: string, enum: [one",
            ONE + "why: added",
            "!" + ONE + "why: removed"),
        edit(
            "[model, prompt]\n      properties:\n",
            "[model, prompt, why]\n      properties:\n        why: {type: string}\n",
            "!" + ONE + "why: added, required",
            "!" + ONE + "why: removed"),
        edit(
            "[model, prompt]",
            "[model, prompt, size]",
            "!" + ONE + "size: required false -> true",
            ONE + "size: required true -> false"),
        edit(
            "        more: {$ref: '#/components/schemas/More'}\n",
            "",
            "!" + ONE + "more: removed",
            ONE + "more: added"),
        edit(
            "Prompt: {type: string",
            "Prompt: {type: integer",
            "!" + ONE + "prompt: type string -> integer",
            "!" + ONE + "prompt: type integer -> string"),
        edit(
            "weight: {type: number",
            "weight: {type: integer",
            "!" + TWO + "weight: type number -> integer",
            TWO + "weight: type integer -> number"),
        edit(
            "name: {type: string,",
            "name: {type: [string, integer],",
            ONE + "more.name: type string -> integer|string",
            "!" + ONE + "more.name: type integer|string -> string"),
        edit(
            "level: {enum: ['1', 1]}",
            "level: {enum: ['1']}",
            "!" + ONE + "more.level: type integer|string -> string",
            ONE + "more.level: type string -> integer|string"),
        edit(
            "enum: [small, large]",
            "enum: [small]",
            "!" + ONE + "size: values without large",
            ONE + "size: values with large"),
        edit(
            "size: {type: string, enum: [small, large], ",
            "size: {type: string, ",
            ONE + "size: values large|small -> none",
            "!" + ONE + "size: values none -> large|small"),
        edit(
            "default: small",
            "default: large",
            "!" + ONE + "size: default small -> large",
            "!" + ONE + "size: default large -> small"),
        edit(
            ", default: small",
            "",
            "!" + ONE + "size: default small -> none",
            ONE + "size: default none -> small"),
        edit(
            "items: {type: string, format: uri,",
            "items: {type: string,",
            ONE + "links[]: format uri -> none",
            "!" + ONE + "links[]: format none -> uri"),
        edit(
            "additionalProperties: {type: string}",
            "additionalProperties: {type: number}",
            "!" + ONE + "more.voices{}: type string -> number",
            "!" + ONE + "more.voices{}: type number -> string"),
        edit(
            "{type: string, enum: [auto]}",
            "{type: string}",
            List.of(
                "!" + ONE + "more.either: shapes without {\"type\":\"string\",\"enum\":[\"auto\"]}",
                ONE + "more.either: shapes with {\"type\":\"string\"}"),
            List.of(
                "!" + ONE + "more.either: shapes without {\"type\":\"string\"}",
                ONE + "more.either: shapes with {\"type\":\"string\",\"enum\":[\"auto\"]}")),
        edit(
            "Two:\n",
            "Two:\n      additionalProperties: false\n",
            "!" + TWO.strip() + ": additionalProperties none -> false",
            TWO.strip() + ": additionalProperties false -> none"),
        edit(
            "page, in: query, schema",
            "page, in: query, required: true, schema",
            "!" + GET + "query parameter page: required false -> true",
            GET + "query parameter page: required true -> false"),
        edit(
            "        - {name: page, in: query, schema: {type: integer, maximum: 9}}\n",
            "",
            "!" + GET + "query parameter page: removed",
            GET + "query parameter page: added"));
  }

  static Stream<Edit> limits() {
    return Stream.of(
        limit("maxLength: 2000", "maxLength: 1000", ONE + "prompt: maxLength ", "2000", "1000"),
        limit("maxItems: 4", "maxItems: 3", ONE + "links: maxItems ", "4", "3"),
        limit("maxLength: 100}", "maxLength: 99}", ONE + "links[]: maxLength ", "100", "99"),
        limit(
            "maxProperties: 2", "maxProperties: 1", ONE + "more.voices: maxProperties ", "2", "1"),
        limit("maximum: 1,", "maximum: 0.5,", TWO + "weight: maximum ", "1", "0.5"),
        limit("minimum: -1", "minimum: 0", ONE + "more.seconds: minimum ", "-1", "0"),
        limit("multipleOf: 0.01", "multipleOf: 0.1", TWO + "weight: multipleOf ", "0.01", "0.1"),
        limit("maxBytes: 100", "maxBytes: 99", ONE + "links: maxBytes ", "100", "99"),
        limit("maximum: 9}", "maximum: 8}", GET + "query parameter page: maximum ", "9", "8"));
  }

  /** A limit that gets tighter: breaking forth, welcome back. */
  private static Edit limit(String from, String to, String what, String wide, String tight) {
    return edit(from, to, "!" + what + wide + " -> " + tight, what + tight + " -> " + wide);
  }

  static Stream<Edit> newLimits() {
    return Stream.of(
        limit("name: {", "name: {minLength: 1, ", ONE + "more.name: minLength ", "none", "1"),
        limit("weight: {", "weight: {minimum: 0, ", TWO + "weight: minimum ", "none", "0"),
        limit(
            "{type: string, format",
            "{type: string, pattern: x, format",
            ONE + "links[]: pattern ",
            "none",
            "x"),
        limit(
            "seconds: {",
            "seconds: {multipleOf: 2, ",
            ONE + "more.seconds: multipleOf ",
            "none",
            "2"));
  }

  static Stream<Edit> whatCallersRead() {
    return Stream.of(
        edit(
            "        status: {",
            "        state: {",
            List.of("!" + GET + "answer 200 status: removed", GET + "answer 200 state: added"),
            List.of("!" + GET + "answer 200 state: removed", GET + "answer 200 status: added")),
        edit(
            "required: [id]",
            "required: [id, status]",
            GET + "answer 200 status: required false -> true",
            "!" + GET + "answer 200 status: required true -> false"),
        edit(
            "[pending, done]",
            "[pending, done, paused]",
            GET + "answer 200 status: values with paused",
            GET + "answer 200 status: values without paused"),
        edit(
            "progress: {type: integer, format: int32",
            "progress: {type: integer, format: int64",
            "!" + GET + "answer 200 progress: format int32 -> int64",
            "!" + GET + "answer 200 progress: format int64 -> int32"),
        edit(
            "progress: {type: integer, format: int32",
            "progress: {type: number, format: int32",
            "!" + GET + "answer 200 progress: type integer -> number",
            GET + "answer 200 progress: type number -> integer"),
        edit(
            "maximum: 100}",
            "maximum: 50}",
            GET + "answer 200 progress: maximum 100 -> 50",
            GET + "answer 200 progress: maximum 50 -> 100"));
  }

  static Stream<Edit> howCallersSend() {
    String page = "        - {name: page, in: query, schema: {type: integer, maximum: 9}}\n";
    String tags = "        - {name: tags, in: query, schema: {type: array}}\n";
    return Stream.of(
        edit(
            page + tags,
            tags + page,
            "!" + GET.strip() + ": parameter order id, page, tags -> id, tags, page",
            "!" + GET.strip() + ": parameter order id, tags, page -> id, page, tags"),
        edit(
            "tags, in: query,",
            "tags, in: query, explode: false,",
            "!" + GET + "query parameter tags: style form exploded -> form",
            "!" + GET + "query parameter tags: style form -> form exploded"),
        edit(
            "tags, in: query,",
            "tags, in: query, style: pipeDelimited, allowReserved: true,",
            "!" + GET + "query parameter tags: style form exploded -> pipeDelimited unescaped",
            "!" + GET + "query parameter tags: style pipeDelimited unescaped -> form exploded"),
        edit(
            "    get:\n",
            "    get:\n      security: []\n",
            "!" + GET.strip() + ": security http bearer -> nothing",
            "!" + GET.strip() + ": security nothing -> http bearer"),
        edit(
            "    get:\n",
            "    get:\n      security: [{keyAuth: []}, {bearerAuth: []}]\n",
            "!" + GET.strip() + ": security http bearer -> apiKey header X-Key|http bearer",
            "!" + GET.strip() + ": security apiKey header X-Key|http bearer -> http bearer"),
        edit(
            "    get:\n",
            "    get:\n      servers: [{url: 'https://eu.example.com'}]\n",
            "!" + GET.strip() + ": server https://api.example.com -> https://eu.example.com",
            "!" + GET.strip() + ": server https://eu.example.com -> https://api.example.com"),
        edit(
            "default: one-a",
            "default: one-b",
            "!" + ONE + "model: default one-a -> one-b",
            "!" + ONE + "model: default one-b -> one-a"),
        edit(
            "pattern: '^a'",
            "pattern: '^a', x-form: {text: words, open: '^ab'}",
            "!" + ONE + "more.name: pattern of builders none -> ^ab",
            ONE + "more.name: pattern of builders ^ab -> none"));
  }

  static Stream<Edit> operations() {
    return Stream.of(
        edit(
            "    get:\n",
            "    delete:\n      responses: {}\n    get:\n",
            "DELETE /v1/tasks/{id}: added",
            "!DELETE /v1/tasks/{id}: removed"),
        edit(
            "x-paid: true",
            "x-paid: false",
            "!" + POST.strip() + ": paid true -> false",
            "!" + POST.strip() + ": paid false -> true"),
        edit(
            "      summary: Draws.\n",
            "      deprecated: true\n",
            POST.strip() + ": deprecated none -> true",
            POST.strip() + ": deprecated true -> none"),
        edit(
            "          two: '#/components/schemas/Two'\n",
            "",
            "!" + TWO.strip() + ": removed",
            TWO.strip() + ": added"),
        edit(
            "          one-b: '#/components/schemas/One'\n",
            "          one-b: '#/components/schemas/Two'\n",
            List.of(
                "!" + POST + "body [one-b] links: removed",
                "!" + POST + "body [one-b] model: default one-a -> none",
                "!" + POST + "body [one-b] more: removed",
                "!" + POST + "body [one-b] prompt: removed",
                "!" + POST + "body [one-b] size: removed",
                POST + "body [one-b] weight: added"),
            List.of(
                "!" + POST + "body [one-b] prompt: added, required",
                "!" + POST + "body [one-b] weight: removed",
                POST + "body [one-b] links: added",
                POST + "body [one-b] model: default none -> one-a",
                POST + "body [one-b] more: added",
                POST + "body [one-b] size: added")),
        edit(
            "        '400': {description: Wrong., content: {application/json: {schema: {type: object}}}}\n",
            "",
            POST + "answer 400: removed",
            POST + "answer 400: added"));
  }

  private ContractEdits() {}
}
