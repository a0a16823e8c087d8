package ai.evolink.emulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.JsonNode;

/**
 * Server-sent events to one browser, one at a time: while one is on its way there is no room for
 * another, so what a slow reader costs is that one event.
 */
final class EventStream {

  private final Response response;
  private final Callback callback;
  private boolean busy;
  private boolean over;

  EventStream(Response response, Callback callback) {
    this.response = response;
    this.callback = callback;
    response.setStatus(200);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
  }

  /** Whether the last event is out, and the next may be sent. */
  synchronized boolean isReady() {
    return !busy && !over;
  }

  synchronized boolean isOver() {
    return over;
  }

  /** Sends an event; only when {@linkplain #isReady() ready}. */
  void send(String id, String name, JsonNode data) {
    String head = "id: " + id + "\nevent: " + name + "\nretry: 1000\ndata: ";
    // JSON has no line breaks of its own, so one data line holds it all.
    write(head + new String(Json.write(data), StandardCharsets.UTF_8) + "\n\n");
  }

  /** Sends nothing, which shows whether the other side is still there. */
  void beat() {
    write(":\n\n");
  }

  private void write(String text) {
    synchronized (this) {
      busy = true;
    }
    response.write(
        false,
        ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
        Callback.from(this::written, this::failed));
  }

  private void written() {
    boolean last;
    synchronized (this) {
      busy = false;
      last = over;
    }
    if (last) {
      callback.succeeded();
    }
  }

  private void failed(Throwable failure) {
    synchronized (this) {
      over = true;
    }
    callback.failed(failure);
  }

  /** Ends the answer, as soon as the event on its way is out. */
  void end() {
    boolean now;
    synchronized (this) {
      now = !over && !busy;
      over = true;
    }
    if (now) {
      callback.succeeded();
    }
  }
}
