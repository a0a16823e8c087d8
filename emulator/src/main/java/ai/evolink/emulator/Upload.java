package ai.evolink.emulator;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an upload brought, in whatever form it came.
 *
 * @param originalName the name that the file had with its sender; empty if it came without
 * @param name the name to store it under; empty if one is to be made up
 * @param folder the folder to store it in; empty if one is to be chosen
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and the bytes are never written to.
record Upload(byte[] content, @Nullable URI link, String originalName, String name, String folder) {

  private static final String MULTIPART = "multipart/form-data";
  private static final Pattern LINE_BREAKS = Pattern.compile("[\\r\\n]");

  /** From a JSON body that has passed the spec; the bytes are a data URL or bare base64. */
  static Upload ofBase64(JsonNode body) {
    String text = Json.text(body, "base64_data", "").strip();
    if (text.toLowerCase(Locale.ROOT).startsWith("data:")) {
      int comma = text.indexOf(',');
      if (comma < 0 || !text.substring(0, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
        throw Refusal.file(400, 400, "base64_data is a data URL, but not one of base64");
      }
      text = text.substring(comma + 1);
    }
    byte[] content;
    try {
      content = Base64.getDecoder().decode(LINE_BREAKS.matcher(text).replaceAll(""));
    } catch (IllegalArgumentException e) {
      throw Refusal.file(400, 400, "base64_data is not valid base64: " + e.getMessage());
    }
    String name = Json.text(body, "file_name", "");
    return new Upload(content, null, name, name, Json.text(body, "upload_path", ""));
  }

  /** From a JSON body that has passed the spec; the link is kept, and not fetched. */
  static Upload ofLink(JsonNode body) {
    URI link = URI.create(Json.text(body, "file_url", ""));
    String scheme = link.getScheme() == null ? "" : link.getScheme().toLowerCase(Locale.ROOT);
    if (link.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw Refusal.file(400, 400, "file_url must be an http or https link");
    }
    String path = link.getPath() == null ? "" : link.getPath();
    String original = path.substring(path.lastIndexOf('/') + 1);
    return new Upload(
        new byte[0],
        link,
        original,
        Json.text(body, "file_name", ""),
        Json.text(body, "upload_path", ""));
  }

  /**
   * From a multipart body. Its fields may come in any order, and their names in snake or in camel
   * case.
   */
  static Upload ofMultipart(String contentType, byte[] body) {
    String boundary = MultiPart.extractBoundary(contentType);
    if (boundary == null || !contentType.toLowerCase(Locale.ROOT).startsWith(MULTIPART)) {
      throw Refusal.file(400, 400, "The body must be " + MULTIPART + " with a boundary");
    }
    MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary);
    parser.setMaxMemoryFileSize(-1);
    CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
    // All bytes are here, so this is over when it returns.
    parser.parse(
        new ByteBufferContentSource(ByteBuffer.wrap(body)), Promise.Invocable.toPromise(parsed));
    try (MultiPartFormData.Parts parts = parsed.join()) {
      MultiPart.Part file = parts.getFirst("file");
      if (file == null) {
        throw Refusal.file(400, 400, "The part 'file' is required");
      }
      String original = file.getFileName() == null ? "" : file.getFileName();
      byte[] content = BufferUtil.toArray(Content.Source.asByteBuffer(file.getContentSource()));
      String name = field(parts, "file_name", "fileName");
      return new Upload(content, null, original, name, field(parts, "upload_path", "uploadPath"));
    } catch (CompletionException | IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw Refusal.file(400, 400, "The multipart body is malformed: " + cause.getMessage());
    }
  }

  private static String field(MultiPartFormData.Parts parts, String snake, String camel) {
    MultiPart.Part part = parts.getFirst(snake);
    if (part == null) {
      part = parts.getFirst(camel);
    }
    return part == null ? "" : part.getContentAsString(StandardCharsets.UTF_8);
  }
}
