package ai.evolink;

import ai.evolink.internal.submit.AcceptedTasks;
import ai.evolink.internal.submit.CallbackAddresses;
import ai.evolink.internal.submit.CallbackTokens;
import ai.evolink.internal.time.Randomness;
import ai.evolink.model.EvolinkJson;
import com.squareup.moshi.JsonAdapter;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Receives the HTTP callbacks of Evolink, so that waits end soon after their tasks do and need
 * hardly any polls.
 *
 * <pre>{@code
 * CallbackHub hub = CallbackHub.at(URI.create("https://shop.example/evolink"), key);
 * EvolinkClient evolink = EvolinkClient.builderFromEnv().callbackHub(hub).build();
 * // in the web framework, for every POST below /evolink:
 * response.setStatus(hub.handle(request.getPath(), request.getBody()).status());
 * }</pre>
 *
 * <p>Each request of a client that has a hub gets a callback address that cannot be guessed, unless
 * the request names one of its own. Evolink does not sign callbacks, so a callback is only a hint:
 * it makes the wait query the task once, and the answer to that query decides. Forged, repeated,
 * late, early and malformed callbacks therefore do no harm. A lost one costs only time, because
 * slow polling goes on.
 *
 * <p>{@link #handle} never blocks, whatever listeners do. A hub may serve several clients, and
 * processes with the same key recognise each other's addresses. Thread-safe.
 */
public final class CallbackHub {
  /** The largest body that is read, in bytes; the documented ones have a few hundred. */
  public static final int MAX_BODY = 1 << 20;

  /**
   * How many tokens are remembered. A callback whose token was forgotten is still understood by the
   * task id in its body.
   */
  private static final int REMEMBERED = 10_000;

  private final URI base;
  private final CallbackTokens tokens;
  private final CallbackAddresses addresses = new Addresses();
  private final JsonAdapter<Object> json = EvolinkJson.moshi().adapter(Object.class);

  /** A client that waits for callbacks. */
  interface Listener {
    /** A task may have ended. */
    void nudge(String taskId);

    /**
     * A genuine callback has come for a submit whose task is not known here.
     *
     * @param taskId the id in the body; null if there was none
     */
    void unclaimed(String token, @Nullable String taskId);
  }

  /**
   * What is known of a token.
   *
   * @param task the task that the submit has bought; null as long as that is not known
   * @param told the task in the body of a callback that came before that; null if there was none
   */
  private record Known(@Nullable String task, @Nullable String told) {}

  private volatile @Nullable Consumer<TaskHandle> onUnclaimed;

  /** Weak: a client that nobody has, nor waits with, must not live on because of its hub. */
  private final List<WeakReference<Listener>> waiters = new CopyOnWriteArrayList<>();

  /** By token. A callback may come before the answer to the submit. */
  private final Map<String, Known> tasks =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > REMEMBERED;
        }
      };

  private CallbackHub(URI base, CallbackTokens tokens) {
    this.base = base;
    this.tokens = tokens;
  }

  /**
   * Makes a hub whose addresses lie below {@code publicBase}, where this process or another one
   * with the same key listens.
   *
   * @param publicBase an absolute URL; https and public, unless the client talks to a server on
   *     loopback
   * @param key a secret of at least 16 bytes, which is copied. Keep it in the configuration, so
   *     that callbacks for tasks submitted before a restart are still recognised
   * @throws IllegalArgumentException if {@code publicBase} is not absolute or has a query or a
   *     fragment, or if {@code key} is too short
   */
  public static CallbackHub at(URI publicBase, byte[] key) {
    return at(publicBase, key, Randomness.system());
  }

  static CallbackHub at(URI publicBase, byte[] key, Randomness random) {
    if (publicBase.getHost() == null
        || publicBase.getQuery() != null
        || publicBase.getFragment() != null) {
      throw new IllegalArgumentException(
          "publicBase must be an absolute URL without query and fragment, but was " + publicBase);
    }
    String text = publicBase.toString();
    return new CallbackHub(
        URI.create(text.endsWith("/") ? text : text + "/"),
        new CallbackTokens(key.clone(), random.secrets()));
  }

  /**
   * Handles a callback. Returns at once, and never throws because of what was sent: a malformed
   * body counts as an empty one.
   *
   * @param path the path of the request as it came, or its last part
   * @param body the body of the request; it is never trusted, only used as a hint
   * @return the reply to send
   */
  public CallbackReply handle(String path, byte[] body) {
    String token = tokenOf(path);
    if (!tokens.isGenuine(token)) {
      return CallbackReply.UNKNOWN;
    }
    String bound = taskOf(token);
    if (bound != null) {
      nudge(bound); // the body is ignored
      return CallbackReply.ACCEPTED;
    }
    // The answer to the submit has not arrived yet, was lost, or went to another process. The
    // address is genuine, so the id in the body is good enough as a hint.
    String told = idIn(body);
    synchronized (tasks) {
      tasks.putIfAbsent(token, new Known(null, told));
    }
    if (told != null) {
      nudge(told);
    }
    forEachListener(listener -> listener.unclaimed(token, told));
    return CallbackReply.ACCEPTED;
  }

  private @Nullable String taskOf(String token) {
    synchronized (tasks) {
      Known known = tasks.get(token);
      return known == null ? null : known.task();
    }
  }

  /**
   * Calls {@code hook} for every task that a callback has found: the answer to its submit was lost,
   * in this process or an earlier one, and the service has confirmed that the task fits the submit.
   * {@link EvolinkClient.Builder#onSubmitted} is called for it, too. Only submits of this process,
   * and those in the client's {@link TaskJournal}, can be found. Called once for each task, on the
   * continuation executor. What it throws is logged. Default: no hook; what was found is logged.
   */
  public CallbackHub onUnclaimed(Consumer<TaskHandle> hook) {
    this.onUnclaimed = Objects.requireNonNull(hook, "hook");
    return this;
  }

  void found(TaskHandle task) {
    AcceptedTasks.tell(onUnclaimed, "onUnclaimed", task);
  }

  /**
   * {@return a handler for the web server of the JDK} It answers methods other than POST with 405,
   * and bodies larger than {@link #MAX_BODY} with 413.
   */
  public HttpHandler httpHandler() {
    return exchange -> {
      try (exchange) {
        int status;
        if (!exchange.getRequestMethod().equals("POST")) {
          status = 405;
        } else {
          byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
          status =
              body.length > MAX_BODY
                  ? 413
                  : handle(exchange.getRequestURI().getPath(), body).status();
        }
        exchange.sendResponseHeaders(status, -1);
      }
    };
  }

  // ---- for the client

  /** {@return the source of callback addresses for requests} */
  CallbackAddresses addresses() {
    return addresses;
  }

  private final class Addresses implements CallbackAddresses {
    @Override
    public URI base() {
      return base;
    }

    @Override
    public String mint() {
      return tokens.mint();
    }

    @Override
    public URI address(String token) {
      return base.resolve(token);
    }

    @Override
    public void bind(String token, String task) {
      Known before;
      synchronized (tasks) {
        before = tasks.put(token, new Known(task, null));
      }
      if (before != null) {
        nudge(task);
      }
    }

    @Override
    public @Nullable String told(String token) {
      synchronized (tasks) {
        Known known = tasks.get(token);
        return known == null ? null : known.told();
      }
    }
  }

  /** Tells {@code waiter} of callbacks as long as somebody else holds it. */
  void attach(Listener waiter) {
    waiters.removeIf(held -> held.refersTo(null));
    waiters.add(new WeakReference<>(waiter));
  }

  void detach(Listener waiter) {
    waiters.removeIf(held -> held.refersTo(waiter) || held.refersTo(null));
  }

  private void nudge(String task) {
    forEachListener(listener -> listener.nudge(task));
  }

  private void forEachListener(Consumer<Listener> action) {
    for (WeakReference<Listener> held : waiters) {
      Listener listener = held.get();
      if (listener != null) {
        action.accept(listener);
      }
    }
  }

  private static String tokenOf(String path) {
    int query = path.indexOf('?');
    String bare = query < 0 ? path : path.substring(0, query);
    return bare.substring(bare.lastIndexOf('/') + 1);
  }

  private @Nullable String idIn(byte[] body) {
    if (body.length > MAX_BODY) {
      return null;
    }
    try {
      Object root = json.fromJson(new Buffer().write(body));
      Object id = root instanceof Map<?, ?> members ? members.get("id") : null;
      return id instanceof String text && text.startsWith(TaskHandle.ID_PREFIX) ? text : null;
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "CallbackHub[" + base + "]";
  }
}
