package ai.evolink.mcp;

import ai.evolink.model.MediaSource;
import ai.evolink.model.UploadedFile;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores a file at the service, for requests that refer to it. */
final class UploadTool implements ServerTool {
  private static final String FILE = "file";

  private final Account account;
  private final Requests requests;

  UploadTool(Account account, Requests requests) {
    this.account = account;
    this.requests = requests;
  }

  @Override
  public McpSchema.Tool definition() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put(
        FILE + "!",
        Schemas.text(
            4096, "A file in the folder of this server, by its name or path, or an https link."));
    return McpSchema.Tool.builder("upload", Schemas.object(arguments))
        .title("Upload a file")
        .description(
            "Stores a picture, video or sound at Evolink for 72 hours, and answers with a link for"
                + " requests. Costs nothing. Not needed for a file that one request refers to:"
                + " submit takes names of files too. Whoever has the link can read the file.")
        .annotations(
            McpSchema.ToolAnnotations.builder()
                .readOnlyHint(false)
                .destructiveHint(false)
                .idempotentHint(false)
                .openWorldHint(true)
                .build())
        .build();
  }

  @Override
  public McpSchema.CallToolResult call(Arguments arguments, Progress progress) {
    MediaSource source = requests.source(arguments.requiredText(FILE));
    UploadedFile stored = account.reader().files().upload(source).result();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("link", String.valueOf(stored.fileUrl()));
    put(document, "media_type", stored.mimeType());
    put(document, "bytes", stored.fileSize());
    put(document, "link_expires", stored.expiresAt() == null ? null : "" + stored.expiresAt());
    return Answer.of(document);
  }

  private static void put(Map<String, Object> document, String name, @Nullable Object value) {
    if (value != null) {
      document.put(name, value);
    }
  }
}
