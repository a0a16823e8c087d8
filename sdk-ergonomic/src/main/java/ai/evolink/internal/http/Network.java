package ai.evolink.internal.http;

import java.io.IOException;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import okio.Timeout;

/**
 * Carries attempts of calls: OkHttp, or a simulation. Above it a call is made of attempts, and by
 * {@link AttemptRules} an implementation decides nothing that may cost.
 */
public interface Network {
  /** {@return an attempt to send {@code request}, which has not begun} */
  Attempt prepare(Request request);

  /** One attempt. It is begun, or executed, at most once. */
  interface Attempt {
    /** {@return the limit of the attempt, to be set before it begins} */
    Timeout timeout();

    void listen(EventListener listener);

    /**
     * Begins the attempt. {@code answer} hears of its end once: on this thread before this method
     * returns, or later on another.
     */
    void begin(Answer answer);

    /** Makes the attempt on this thread. */
    Response execute() throws IOException;

    /** Ends the attempt, also before it has begun; from any thread. */
    void cancel();
  }

  /** How an attempt ends. */
  interface Answer {
    void answered(Response response);

    /** An {@link IOException}, or what an interceptor of the caller's has thrown. */
    void failed(Throwable failure);
  }
}
