package ai.evolink;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A Jakarta servlet (6.0 or later) that passes callbacks to a {@link CallbackHub}. Map it to
 * everything below the hub's public base, for instance {@code /evolink/*}. The servlet API is an
 * optional dependency of this SDK: this class needs a server that provides it.
 */
@SuppressWarnings("exports") // "transitive" would make every module need the servlet API to compile
public final class CallbackServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient CallbackHub hub;

  private CallbackServlet(CallbackHub hub) {
    this.hub = hub;
  }

  /** {@return a servlet that passes its requests to {@code hub}} */
  public static CallbackServlet of(CallbackHub hub) {
    return new CallbackServlet(Objects.requireNonNull(hub, "hub"));
  }

  /** Handles a callback; bodies larger than {@link CallbackHub#MAX_BODY} are refused with 413. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body =
        request.getContentLengthLong() > CallbackHub.MAX_BODY
            ? null
            : request.getInputStream().readNBytes(CallbackHub.MAX_BODY + 1);
    if (body == null || body.length > CallbackHub.MAX_BODY) {
      response.setStatus(HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
      response.setContentLength(0);
      response.flushBuffer(); // or a server first waits for the rest, to drop it
      drop(request.getInputStream());
    } else {
      response.setStatus(hub.handle(request.getRequestURI(), body).status());
    }
  }

  /**
   * Reads on for a while: a server that closes a connection with bytes unread resets it, and the
   * answer may be lost on its way.
   */
  private static void drop(InputStream rest) {
    byte[] some = new byte[8 << 10];
    try {
      for (int left = CallbackHub.MAX_BODY; left > 0; ) {
        int read = rest.read(some, 0, Math.min(left, some.length));
        if (read < 0) {
          return;
        }
        left -= read;
      }
    } catch (IOException e) {
      // Whoever sends it has gone, or the server waits no longer.
    }
  }
}
