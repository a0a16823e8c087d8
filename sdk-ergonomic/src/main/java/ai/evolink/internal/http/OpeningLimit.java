package ai.evolink.internal.http;

import ai.evolink.internal.text.Unwrapping;
import ai.evolink.internal.thread.DaemonThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Response;
import okio.AsyncTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the opening of a connection where OkHttp does not, for one call.
 *
 * <p>A lookup of a name ends with the call, which may be over long before the lookup is. TLS
 * handshakes, and the answers of proxies, have the connect time-out each: OkHttp gives them the
 * read time-out anew for every few bytes. And a call that is cancelled between its TCP connection
 * and the handshake ends: OkHttp forgets that one, as it is in nobody's list just then.
 */
public final class OpeningLimit extends EventListener {
  private static final ThreadFactory LOOKUPS = new DaemonThreads("evolink-dns");

  /** Whose lookup is about to begin on this thread: OkHttp tells the listener, not the resolver. */
  private static final ThreadLocal<@Nullable OpeningLimit> LOOKING_UP = new ThreadLocal<>();

  private final Call call;
  private final long stepMillis;
  private final Alarm alarm = new Alarm();
  private volatile @Nullable FutureTask<List<InetAddress>> lookup;

  private OpeningLimit(Call call, long stepMillis) {
    this.call = call;
    this.stepMillis = stepMillis;
  }

  /** {@return the limit of {@code call}, which has not begun} Zero milliseconds are no limit. */
  static OpeningLimit of(Call call, long connectMillis) {
    OpeningLimit limit = new OpeningLimit(call, connectMillis);
    call.addEventListener(limit);
    return limit;
  }

  /**
   * Makes {@code call}, whose connection has {@code connectMillis} for each step of its opening.
   */
  public static Response execute(Call call, long connectMillis) throws IOException {
    return of(call, connectMillis).execute();
  }

  Response execute() throws IOException {
    try {
      return call.execute();
    } catch (IOException e) {
      if (alarm.hasRung()) {
        SocketTimeoutException late =
            new SocketTimeoutException("no connection was opened within " + stepMillis + " ms");
        late.initCause(e);
        throw late;
      }
      throw e;
    } finally {
      alarm.off();
    }
  }

  /** {@return {@code dns}, but what it looks up for a call ends with the call} */
  static Dns bounded(Dns dns) {
    return name -> {
      OpeningLimit limit = LOOKING_UP.get();
      LOOKING_UP.remove();
      return limit == null ? dns.lookup(name) : limit.lookup(dns, name);
    };
  }

  private List<InetAddress> lookup(Dns dns, String name) throws UnknownHostException {
    FutureTask<List<InetAddress>> task = new FutureTask<>(() -> dns.lookup(name));
    lookup = task;
    if (call.isCanceled()) {
      task.cancel(false);
    }
    try {
      LOOKUPS.newThread(task).start();
    } catch (OutOfMemoryError e) { // "unable to create native thread"
      task.run();
    }
    try {
      return task.get();
    } catch (CancellationException e) {
      throw new UnknownHostException(name + ": the call ended before the lookup");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Unwrapping.<RuntimeException>sneaky(new InterruptedIOException("interrupted"));
    } catch (ExecutionException e) {
      throw Unwrapping.<RuntimeException>sneaky(Unwrapping.plain(e));
    } finally {
      lookup = null;
    }
  }

  @Override
  public void dnsStart(Call call, String name) {
    LOOKING_UP.set(this);
  }

  @Override
  public void canceled(Call call) {
    FutureTask<?> task = lookup;
    if (task != null) {
      task.cancel(false);
    }
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    alarm.set(2 * stepMillis); // OkHttp bounds the first half, the TCP connection, itself
  }

  @Override
  public void secureConnectStart(Call call) {
    if (call.isCanceled()) {
      throw Unwrapping.<RuntimeException>sneaky(new IOException("Canceled"));
    }
    alarm.set(stepMillis);
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    alarm.off();
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
    alarm.off();
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    alarm.off();
  }

  /** Cancels the call when it rings. */
  private final class Alarm extends AsyncTimeout {
    private boolean set;
    private boolean rung;

    synchronized void set(long millis) {
      off();
      if (millis > 0) {
        timeout(millis, TimeUnit.MILLISECONDS);
        enter();
        set = true;
      }
    }

    synchronized void off() {
      if (set) {
        exit();
        set = false;
      }
    }

    synchronized boolean hasRung() {
      return rung;
    }

    @Override
    protected void timedOut() {
      synchronized (this) {
        if (!set) {
          return; // it was put off just then
        }
        rung = true;
      }
      call.cancel();
    }
  }
}
