package ai.evolink.emulator;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request and its answer. Whatever is thrown while answering becomes an answer too. */
final class Exchange {

  private static final Logger LOG = System.getLogger("ai.evolink.emulator");

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Executor executor;
  private final String fallbackBase;
  private @Nullable FaultyAnswer faulty;
  private @Nullable Supplier<Answer> replacement;

  Exchange(
      Request request,
      Response response,
      Callback callback,
      Executor executor,
      String requestId,
      String fallbackBase) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.executor = executor;
    this.fallbackBase = fallbackBase;
    response.getHeaders().put("x-request-id", requestId);
  }

  /** What goes back: an empty type stands for none. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared, and the bytes are never written to.
  record Answer(int status, String type, byte[] content) {

    /** For requests that get none. */
    static final Answer EMPTY = new Answer(200, "", new byte[0]);

    static Answer of(Refusal refusal) {
      return new Answer(refusal.status(), "application/json", Json.write(refusal.body()));
    }
  }

  /** From here on the answer goes out as this fault wants it. */
  FaultyAnswer suffer(Fault fault) {
    FaultyAnswer answer = new FaultyAnswer(fault, request, response, callback);
    faulty = answer;
    return answer;
  }

  /** The fault that this request has met, if any. */
  @Nullable Fault fault() {
    return faulty == null ? null : faulty.fault();
  }

  /** Answers this instead of whatever the endpoint says. */
  void replaceAnswer(Supplier<Answer> answer) {
    replacement = answer;
  }

  /** How long the body is: -1 if that is not known. */
  long length() {
    boolean chunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    return chunked ? -1 : Math.max(0, request.getLength());
  }

  String method() {
    return request.getMethod();
  }

  String path() {
    return Request.getPathInContext(request);
  }

  String header(String name) {
    String value = request.getHeaders().get(name);
    return value == null ? "" : value;
  }

  Iterable<HttpField> headers() {
    return request.getHeaders();
  }

  /** A query parameter as a number, kept between two bounds. */
  int query(String name, int otherwise, int least, int most) {
    String value = Request.extractQueryParameters(request).getValue(name);
    if (value == null || !value.matches("[0-9]{1,9}")) {
      return otherwise;
    }
    return Math.max(least, Math.min(most, Integer.parseInt(value)));
  }

  /** A query parameter, or an empty string. */
  String query(String name) {
    String value = Request.extractQueryParameters(request).getValue(name);
    return value == null ? "" : value;
  }

  /** The bearer key, or an empty string. */
  String key() {
    String value = header("Authorization");
    return value.toLowerCase(Locale.ROOT).startsWith("bearer ") ? value.substring(7).strip() : "";
  }

  /** Scheme and authority under which the caller reached us, so that links lead back here. */
  String base() {
    HttpURI uri = request.getHttpURI();
    return uri.hasAuthority() ? uri.getScheme() + "://" + uri.getAuthority() : fallbackBase;
  }

  /** Reads the body and goes on with it on a thread that may work. */
  void body(int limit, Consumer<byte[]> then) {
    new BodyReader(
            request,
            limit,
            bytes -> executor.execute(() -> answer(() -> then.accept(fitting(bytes, limit)))),
            callback::failed)
        .run();
  }

  /** Reads the body and goes on; what is too long is read, and counts as empty. */
  void bodyOrNothing(int limit, Consumer<byte[]> then) {
    new BodyReader(
            request,
            limit,
            bytes ->
                executor.execute(
                    () -> answer(() -> then.accept(bytes == null ? new byte[0] : bytes))),
            callback::failed)
        .run();
  }

  /** Reads so many bytes of the body and goes on. */
  void bodyUpTo(long bytes, Runnable then) {
    new BodyReader(request, 0, bytes, read -> then.run(), callback::failed).run();
  }

  /** Goes on on a thread that may work, for what is too much for an I/O thread. */
  void offload(Runnable work) {
    executor.execute(() -> answer(work));
  }

  /** Runs what answers this exchange, and answers in its place if it throws. */
  void answer(Runnable work) {
    try {
      work.run();
    } catch (Refusal refusal) {
      send(refusal);
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "Failed to answer " + method() + " " + path(), e);
      send(Refusal.at(path(), 500));
    }
  }

  void send(int status, JsonNode body) {
    send(status, "application/json", Json.write(body));
  }

  void send(Answer answer) {
    send(answer.status(), answer.type(), answer.content());
  }

  void send(int status, String type, byte[] content) {
    if (faulty != null) {
      Answer answer = replacement == null ? new Answer(status, type, content) : replacement.get();
      faulty.send(answer.status(), answer.type(), answer.content());
      return;
    }
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, content.length);
    response.write(true, ByteBuffer.wrap(content), callback);
  }

  void header(String name, String value) {
    response.getHeaders().put(name, value);
  }

  /** Begins an answer that goes on until one side ends it. */
  EventStream stream() {
    return new EventStream(response, callback);
  }

  void redirect(String location) {
    header("Location", location);
    sendNothing(302);
  }

  /** Answers with a status and no content. */
  void sendNothing(int status) {
    if (faulty != null) {
      send(new Answer(status, "", new byte[0]));
      return;
    }
    response.setStatus(status);
    response.write(true, null, callback);
  }

  private void send(Refusal refusal) {
    if (response.isCommitted()) {
      callback.failed(refusal);
      return;
    }
    refusal.headers().forEach(this::header);
    send(refusal.status(), refusal.body());
  }

  private byte[] fitting(byte @Nullable [] bytes, int limit) {
    if (bytes == null) {
      String message = "Request body too large; at most " + limit + " bytes are accepted";
      throw path().startsWith("/api/v1/files/")
          ? Refusal.file(400, 40001, message)
          : Refusal.at(path(), 413).message(message);
    }
    return bytes;
  }
}
