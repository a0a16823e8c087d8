package ai.evolink.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;

/** What a call answers: JSON as text, and pictures. */
final class Answer {
  private Answer() {}

  static McpSchema.CallToolResult of(Object document) {
    return of(document, List.of());
  }

  static McpSchema.CallToolResult of(Object document, List<Preview> pictures) {
    McpSchema.CallToolResult.Builder answer =
        McpSchema.CallToolResult.builder().addTextContent(json(document));
    for (Preview picture : pictures) {
      answer.addContent(
          McpSchema.ImageContent.builder(picture.base64(), picture.mediaType()).build());
    }
    return answer.build();
  }

  static McpSchema.CallToolResult error(String text) {
    return McpSchema.CallToolResult.builder().addTextContent(text).isError(true).build();
  }

  private static String json(Object document) {
    try {
      return McpJsonDefaults.getMapper().writeValueAsString(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return credits as people write them: neither 1E+2 nor 1.60} */
  static BigDecimal plain(BigDecimal credits) {
    BigDecimal bare = credits.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }
}
