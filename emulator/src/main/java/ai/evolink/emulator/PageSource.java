package ai.evolink.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page: one document, with its style and script inside, and the policy that lets just these.
 */
final class PageSource {

  private static final String[] SCRIPTS = {
    "text.js", "card.js", "hands.js", "board.js", "field.js", "compose.js", "live.js"
  };

  private final byte[] html;
  private final String policy;

  private PageSource() {
    String style = resource("page.css");
    StringBuilder script = new StringBuilder();
    for (String name : SCRIPTS) {
      script.append(resource(name)).append('\n');
    }
    this.html =
        resource("page.html")
            .replace("/*style*/", style)
            .replace("/*script*/", script)
            .getBytes(StandardCharsets.UTF_8);
    this.policy =
        "default-src 'none'; script-src "
            + hash(script.toString())
            + "; style-src "
            + hash(style)
            + "; img-src 'self' data:; media-src 'self'; connect-src 'self'"
            + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  }

  /** Read when it is first asked for. */
  static PageSource get() {
    return Holder.PAGE;
  }

  /** Not to be written to. */
  byte[] html() {
    return html;
  }

  /** What the page may do: run its own script, wear its own style, talk to where it came from. */
  String policy() {
    return policy;
  }

  private static String hash(String content) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every Java platform has it.
    }
  }

  private static String resource(String name) {
    try (InputStream in = PageSource.class.getResourceAsStream("page/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the emulator's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Holder {
    private static final PageSource PAGE = new PageSource();
  }
}
