package ai.evolink.emulator;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Sends the answer to one request in the way that a fault wants it. */
final class FaultyAnswer {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int PIECES = 20;

  private final Fault fault;
  private final Request request;
  private final Response response;
  private final Callback callback;

  FaultyAnswer(Fault fault, Request request, Response response, Callback callback) {
    this.fault = fault;
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  Fault fault() {
    return fault;
  }

  /** Sends what the request would have been answered, or what is left of it. */
  void send(int status, String type, byte[] content) {
    byte[] damaged = JsonDamage.apply(fault.kind(), content);
    if (fault.delay().isZero()) {
      strike(status, type, damaged);
    } else {
      later(fault.delay(), () -> strike(status, type, damaged));
    }
  }

  private void strike(int status, String type, byte[] content) {
    switch (fault.kind()) {
      case CUT -> cut(status, type, content);
      case NO_ANSWER -> later(PATIENCE, this::reset);
      case TRUNCATED_BODY -> half(status, type, content, wire()::close);
      case TRICKLE -> trickle(status, type, content);
      default -> {
        head(status, type, content.length);
        response.write(true, ByteBuffer.wrap(content), callback);
      }
    }
  }

  private void cut(int status, String type, byte[] content) {
    Cut cut = fault.cut() == null ? Cut.AFTER_REQUEST : fault.cut();
    switch (cut) {
      case DURING_RESPONSE_HEADERS ->
          wire()
              .write(
                  "HTTP/1.1 " + status + " Emulated\r\nContent-Type: " + type + "\r\nContent-Le",
                  this::reset);
      case DURING_RESPONSE_BODY -> half(status, type, content, wire()::reset);
      default -> reset();
    }
  }

  /** Sends half of what it announces, and then does something bad. */
  private void half(int status, String type, byte[] content, Runnable then) {
    head(status, type, content.length);
    Callback sent =
        Callback.from(
            () -> {
              then.run();
              fail();
            },
            callback::failed);
    response.write(false, ByteBuffer.wrap(content, 0, content.length / 2), sent);
  }

  private void trickle(int status, String type, byte[] content) {
    head(status, type, content.length);
    int pieces = Math.max(1, Math.min(PIECES, content.length));
    piece(content, 0, pieces, fault.lasting().dividedBy(pieces));
  }

  private void piece(byte[] content, int number, int pieces, Duration pause) {
    int from = (int) ((long) content.length * number / pieces);
    int to = (int) ((long) content.length * (number + 1) / pieces);
    ByteBuffer piece = ByteBuffer.wrap(Arrays.copyOfRange(content, from, to));
    if (number + 1 == pieces) {
      later(pause, () -> response.write(true, piece, callback));
      return;
    }
    Runnable next = () -> piece(content, number + 1, pieces, pause);
    later(pause, () -> response.write(false, piece, Callback.from(next, callback::failed)));
  }

  private void head(int status, String type, int length) {
    response.setStatus(status);
    if (!type.isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    }
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
  }

  /** Ends the connection, and the server library's interest in the request. */
  void reset() {
    wire().reset();
    fail();
  }

  private void fail() {
    // Of the quiet sort: the library does not log it.
    callback.failed(new EofException("Cut by a fault of the emulator"));
  }

  private Wire wire() {
    return new Wire(request.getConnectionMetaData().getConnection().getEndPoint());
  }

  private void later(Duration delay, Runnable action) {
    // Else the idle connection would be ended in between.
    request.addIdleTimeoutListener(failure -> false);
    request
        .getComponents()
        .getScheduler()
        .schedule(
            () -> request.getComponents().getExecutor().execute(action),
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
  }
}
