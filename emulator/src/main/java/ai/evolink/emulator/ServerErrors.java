package ai.evolink.emulator;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Words what the server library refuses by itself, such as garbage, like any other refusal. */
final class ServerErrors extends ErrorHandler {

  private final Supplier<String> requestIds;

  ServerErrors(Supplier<String> requestIds) {
    this.requestIds = requestIds;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    boolean callers = code < 500;
    Refusal refusal =
        Refusal.media(
            code,
            callers ? "invalid_request" : "internal_error",
            callers ? "invalid_request_error" : "api_error",
            message == null ? "HTTP " + code : message);
    byte[] body = Json.write(refusal.body());
    response.getHeaders().put("x-request-id", requestIds.get());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
