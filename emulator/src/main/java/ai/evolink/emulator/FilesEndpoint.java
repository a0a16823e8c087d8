package ai.evolink.emulator;

import com.networknt.schema.Error;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The file service: uploads, quota, list, delete, and the files themselves. */
final class FilesEndpoint {

  /** Where files are read, by anybody who has the link. */
  static final String CONTENT = "/files/";

  static final String DOWNLOAD = "/api/v1/files/download/";

  private static final int MAX_FILE = 100 << 20;
  private static final int MAX_BASE64_BODY = MAX_FILE / 3 * 4 + (64 << 10);
  private static final int MAX_STREAM_BODY = MAX_FILE + (64 << 10);
  private static final int MAX_URL_BODY = 64 << 10;

  // The codes of the file service that go beyond HTTP.
  private static final int TOO_LARGE = 40001;
  private static final int WRONG_TYPE = 40002;
  private static final int QUOTA_REACHED = 40003;

  private final Spec spec;
  private final Settings settings;
  private final FileStore files;
  private final Operation base64;
  private final Operation stream;
  private final Operation url;
  private final Operation quota;

  FilesEndpoint(Spec spec, Settings settings, FileStore files) {
    this.spec = spec;
    this.settings = settings;
    this.files = files;
    this.base64 = spec.operation("uploadBase64");
    this.stream = spec.operation("uploadStream");
    this.url = spec.operation("uploadUrl");
    this.quota = spec.operation("getFileQuota");
  }

  void uploadBase64(Exchange exchange) {
    upload(exchange, base64, MAX_BASE64_BODY, body -> Upload.ofBase64(json(base64, body)));
  }

  void uploadUrl(Exchange exchange) {
    upload(exchange, url, MAX_URL_BODY, body -> Upload.ofLink(json(url, body)));
  }

  void uploadStream(Exchange exchange) {
    upload(
        exchange,
        stream,
        MAX_STREAM_BODY,
        body -> Upload.ofMultipart(exchange.header("Content-Type"), body));
  }

  void quota(Exchange exchange) {
    String key = Keys.require(exchange, quota);
    int used = files.of(key, now()).size();
    ObjectNode answer = quota.example(200).orElseGet(Json::object);
    answer
        .putObject("data")
        .put("user_group", "default")
        .put("used_files", used)
        .put("max_files", files.quota())
        .put("remain_files", Math.max(0, files.quota() - used))
        .put("is_custom", false)
        .put("quota_reason", "");
    exchange.send(200, answer);
  }

  void list(Exchange exchange) {
    String key = Keys.require(exchange, quota);
    List<StoredFile> all = files.of(key, now());
    int size = exchange.query("pageSize", 20, 1, 100);
    long skipped = (exchange.query("page", 1, 1, Integer.MAX_VALUE) - 1L) * size;
    ObjectNode answer = Json.object().put("success", true).put("code", 200);
    ArrayNode page = answer.putObject("data").put("total", all.size()).putArray("files");
    all.stream().skip(skipped).limit(size).forEach(file -> page.add(file.view(exchange.base())));
    exchange.send(200, answer);
  }

  void delete(Exchange exchange, String id) {
    String key = Keys.require(exchange, quota);
    if (!files.delete(id, key, now())) {
      throw Refusal.file(404, 404, "There is no file " + id);
    }
    exchange.send(
        200,
        Json.object()
            .put("success", true)
            .put("code", 200)
            .put("msg", "File deleted successfully"));
  }

  /** Serves a file to anybody who has the link; {@code rest} begins with its id. */
  void content(Exchange exchange, String rest) {
    String id = rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
    Optional<StoredFile> found = files.get(id, now());
    if (found.isEmpty()) {
      throw Refusal.at(exchange.path(), 404).message("The file does not exist, or has expired");
    }
    StoredFile file = found.get();
    if (file.link() != null) {
      exchange.redirect(file.link().toString());
    } else {
      exchange.send(200, file.type(), file.content());
    }
  }

  private void upload(
      Exchange exchange, Operation operation, int limit, Function<byte[], Upload> read) {
    // The body is read first: a client that is still sending would miss an early answer.
    exchange.body(
        limit,
        body -> {
          String key = Keys.require(exchange, operation);
          exchange.send(200, store(exchange, operation, key, read.apply(body)));
        });
  }

  private ObjectNode store(Exchange exchange, Operation operation, String key, Upload upload) {
    MediaType type = check(upload);
    String name = upload.name();
    if (name.isEmpty()) {
      name = RandomText.of(12) + "." + type.extension();
    }
    String folder = upload.folder().isEmpty() ? type.family() + "s" : upload.folder();
    StoredFile file =
        new StoredFile(
            "file_" + RandomText.of(16),
            key,
            SafeName.of(name),
            upload.originalName().isEmpty() ? name : upload.originalName(),
            SafeName.folder(folder),
            type.type(),
            upload.content(),
            upload.link(),
            now());
    if (!files.add(file, now())) {
      throw Refusal.file(
          400, QUOTA_REACHED, "File quota reached: at most " + files.quota() + " files");
    }
    ObjectNode answer = operation.example(200).orElseGet(Json::object);
    answer.set("data", file.view(exchange.base()));
    return answer;
  }

  private MediaType check(Upload upload) {
    if (upload.link() != null) {
      return MediaType.ofName(upload.originalName()).orElse(MediaType.UNKNOWN);
    }
    int size = upload.content().length;
    if (size == 0) {
      throw Refusal.file(400, 400, "The file is empty");
    }
    long most = Math.min(MAX_FILE, settings.maxFileBytes());
    if (size > most) {
      throw Refusal.file(
          400, TOO_LARGE, "The file has " + size + " bytes; at most " + most + " are accepted");
    }
    MediaType type = MediaType.of(upload.content());
    boolean allowed =
        switch (settings.mode()) {
          case STRICT -> type.family().equals("image");
          case LOCAL -> type != MediaType.UNKNOWN;
          case LENIENT -> true;
        };
    if (!allowed) {
      throw Refusal.file(
          400, WRONG_TYPE, "The file is of type " + type.type() + ", which is not allowed");
    }
    return type;
  }

  private JsonNode json(Operation operation, byte[] bytes) {
    Json.Body body = Json.body(bytes);
    if (!body.problem().isEmpty()) {
      throw Refusal.file(400, 400, body.problem());
    }
    List<Error> errors = spec.check(operation.requestSchema(), body.node());
    if (!errors.isEmpty()) {
      throw Refusal.file(400, 400, Violation.of(errors.get(0)).message());
    }
    return body.node();
  }

  private Instant now() {
    return settings.clock().now();
  }
}
