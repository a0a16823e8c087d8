package ai.evolink.internal.http;

import java.io.IOException;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;

/**
 * Sends attempts of calls: through OkHttp, or in a simulation. Calls and their retries are the
 * concern of the layer above; {@link AttemptRules} make sure that no implementation decides
 * anything that may cost money.
 */
public interface Network {
  /** {@return an attempt to send {@code request}, which has not begun yet} */
  Attempt prepare(Request request);

  /** One attempt. It is begun or executed at most once. */
  interface Attempt {
    /** {@return the timeout of the attempt, to be set before it begins} */
    Timeout timeout();

    void listen(EventListener listener);

    /**
     * Begins the attempt. {@code answer} is notified of its end exactly once: on this thread before
     * the method returns, or later on any thread.
     */
    void begin(Answer answer);

    /** Makes the attempt on this thread. */
    Response execute() throws IOException;

    /** Ends the attempt, even if it has not begun. May be called from any thread. */
    void cancel();
  }

  /** How an attempt ends. */
  interface Answer {
    void answered(Response response);

    /**
     * The attempt failed with an {@link IOException}, or with whatever an interceptor of the caller
     * threw.
     */
    void failed(Throwable failure);
  }
}
