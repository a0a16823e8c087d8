package ai.evolink.internal.http;

import ai.evolink.internal.thread.CallThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.ForwardingSink;
import okio.ForwardingSource;
import okio.Okio;
import okio.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A network without sockets: what happens to an attempt, and when, is said by a {@link Wire}. When
 * it may leave, what counts as an answer, what is logged, and where the key goes is decided by the
 * same classes as for OkHttp.
 */
public final class SimulatedNetwork implements Network {
  private static final long READ_TIMEOUT = TimeUnit.SECONDS.toNanos(60);
  private static final long NOTICED = TimeUnit.MILLISECONDS.toNanos(3);
  private static final MediaType JSON = MediaType.get("application/json");

  private final Wire wire;
  private final CallLog log;
  private final SigningInterceptor signing;

  /** What a wire does to an attempt. */
  public enum Fate {
    ANSWERED,
    REFUSED,
    CUT_IN_BODY,
    CUT_BEFORE_ARRIVAL,
    CUT_AFTER_ARRIVAL,
    CUT_IN_ANSWER,
    SILENT_BEFORE_ARRIVAL,
    SILENT_AFTER_ARRIVAL
  }

  /**
   * What becomes of one attempt; all times in nanoseconds.
   *
   * @param opening until the connection is open
   * @param sending until the request has arrived
   * @param answering until the answer is back
   */
  public record Plan(Fate fate, long opening, long sending, long answering) {}

  /** An answer of the service. */
  public record Reply(int status, Headers headers, String body) {}

  /** The world around the network. */
  public interface Wire {
    Plan plan(Request request, boolean submit);

    /**
     * An attempt begins.
     *
     * @param attempt how many the call has made, this one included
     */
    void begins(Request request, CallThreads.Lane lane, int attempt);

    /**
     * An attempt has ended.
     *
     * @param submitted what has left of a submit; null if nothing has, or it was none
     * @param reply that the client has got; null if it has none
     */
    void ends(Request request, @Nullable String submitted, @Nullable Reply reply);

    /**
     * The first byte of a submit leaves: from now on it may cost something.
     *
     * @param attempt how many the call has made, this one included
     */
    void leaves(String body, int attempt);

    /** The request has arrived with its body, signed. */
    Reply arrives(Request request, String body);

    void after(long nanos, Runnable action);

    /** Runs {@code action} on a thread of the client, soon. */
    void run(Runnable action);
  }

  public SimulatedNetwork(Wire wire, CallLog log, SigningInterceptor signing) {
    this.wire = wire;
    this.log = log;
    this.signing = signing;
  }

  @Override
  public Attempt prepare(Request request) {
    return new Flight(request);
  }

  private final class Flight implements Attempt {
    private final Request request;
    private final CallTrace trace;
    private final Timeout timeout = new Timeout();
    private @Nullable Answer answer;
    private @Nullable String submitted;
    private boolean cancelled;
    private boolean ended;
    private long start;

    Flight(Request request) {
      this.request = request;
      CallTrace known = CallTrace.of(request);
      if (known == null) {
        throw new AssertionError("a call without a trace: " + request);
      }
      this.trace = known;
    }

    @Override
    public Timeout timeout() {
      return timeout;
    }

    @Override
    public void listen(EventListener listener) {}

    @Override
    public Response execute() {
      throw new UnsupportedOperationException("nobody blocks in a simulation");
    }

    @Override
    public void begin(Answer told) {
      this.answer = told;
      if (cancelled) {
        ended = true;
        told.failed(new IOException("Canceled"));
        return;
      }
      wire.begins(request, trace.lane, trace.attempts());
      if (log.isOn()) {
        try {
          start = log.begun(request);
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      Plan plan = wire.plan(request, trace.kind == CallKind.SUBMIT);
      long limit = timeout.timeoutNanos() == 0 ? Long.MAX_VALUE : timeout.timeoutNanos();
      long silence = trace.patience() == 0 ? READ_TIMEOUT : trace.patience();
      long until = plan.opening + plan.sending + Math.max(plan.answering, silence);
      if (limit <= until) {
        wire.after(limit, () -> end(new InterruptedIOException("timeout")));
      }
      if (plan.answering >= silence || plan.fate.name().startsWith("SILENT")) {
        wire.after(
            plan.opening + plan.sending + silence,
            () -> end(new SocketTimeoutException("timeout")));
      }
      wire.after(
          plan.opening,
          () -> {
            if (plan.fate == Fate.REFUSED) {
              end(new ConnectException("Connection refused"));
            } else {
              wire.run(() -> send(plan));
            }
          });
    }

    /** On a thread of the client: the connection is open. */
    private void send(Plan plan) {
      if (ended) {
        return;
      }
      Request signed;
      Buffer sent = new Buffer();
      try {
        AttemptRules.claim(trace, cancelled);
        signed = signing.signed(request);
        RequestBody body = signed.body();
        if (body != null) {
          BufferedSink sink = Okio.buffer(plan.fate == Fate.CUT_IN_BODY ? new CutSink(sent) : sent);
          body.writeTo(sink);
          sink.flush();
        }
      } catch (IOException e) {
        failed(e);
        return;
      }
      String text = sent.readUtf8();
      if (trace.kind == CallKind.SUBMIT) {
        submitted = text;
        wire.leaves(text, trace.attempts());
      }
      wire.after(plan.sending, () -> arrive(plan, signed, text));
    }

    private void arrive(Plan plan, Request signed, String body) {
      switch (plan.fate) {
        case CUT_IN_BODY, CUT_BEFORE_ARRIVAL -> end(new SocketException("Connection reset"));
        case SILENT_BEFORE_ARRIVAL, REFUSED -> {}
        default -> {
          Reply reply = wire.arrives(signed, body); // the time-out does not reach the service
          switch (plan.fate) {
            case CUT_AFTER_ARRIVAL ->
                wire.after(plan.answering, () -> end(new SocketException("Connection reset")));
            case SILENT_AFTER_ARRIVAL -> {}
            default ->
                wire.after(
                    plan.answering,
                    () -> wire.run(() -> receive(reply, plan.fate == Fate.CUT_IN_ANSWER)));
          }
        }
      }
    }

    /** On a thread of the client: the answer is here. */
    private void receive(Reply reply, boolean cut) {
      if (ended) {
        return;
      }
      Buffer bytes = new Buffer().writeUtf8(reply.body);
      long length = bytes.size();
      ResponseBody body =
          cut
              ? ResponseBody.create(Okio.buffer(new CutSource(bytes, length / 2)), JSON, length)
              : ResponseBody.create(bytes, JSON, length);
      Response response =
          new Response.Builder()
              .request(request)
              .protocol(Protocol.HTTP_2)
              .code(reply.status)
              .message("")
              .headers(reply.headers)
              .body(body)
              .build();
      Response received;
      try {
        received =
            AttemptRules.received(
                request, signing.answerTo(request, response), signing.redaction());
        if (log.isOn()) {
          log.answered(request, received, start);
        }
      } catch (IOException e) {
        failed(e);
        return;
      }
      ended = true;
      wire.ends(request, submitted, reply);
      told().answered(received);
    }

    private void end(IOException failure) {
      if (!ended) {
        wire.run(() -> failed(failure));
      }
    }

    private void failed(IOException failure) {
      if (!ended) {
        ended = true;
        wire.ends(request, submitted, null);
        if (log.isOn()) {
          log.failed(request, failure, start);
        }
        told().failed(failure);
      }
    }

    private Answer told() {
      Answer told = answer;
      if (told == null) {
        throw new AssertionError("not begun");
      }
      return told;
    }

    @Override
    public void cancel() {
      cancelled = true;
      if (answer != null) { // until its thread notices, it goes on
        wire.after(NOTICED, () -> end(new IOException("Canceled")));
      }
    }
  }

  /** Takes some bytes, and breaks. */
  private static final class CutSink extends ForwardingSink {
    CutSink(Buffer sent) {
      super(sent);
    }

    @Override
    public void write(Buffer source, long count) throws IOException {
      super.write(source, count / 2);
      throw new SocketException("Broken pipe");
    }
  }

  /** Gives some bytes, and breaks. */
  private static final class CutSource extends ForwardingSource {
    private long left;

    CutSource(Buffer bytes, long left) {
      super(bytes);
      this.left = left;
    }

    @Override
    public long read(Buffer sink, long count) throws IOException {
      if (left <= 0) {
        throw new ProtocolException("unexpected end of stream");
      }
      long read = super.read(sink, Math.min(count, left));
      left -= read;
      return read;
    }
  }
}
