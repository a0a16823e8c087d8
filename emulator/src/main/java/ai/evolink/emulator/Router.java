package ai.evolink.emulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Finds who answers a request. Runs on I/O threads; what takes time goes elsewhere from there. */
final class Router extends Handler.Abstract.NonBlocking {

  private final Executor executor;
  private final Supplier<String> base;
  private final AtomicLong requests = new AtomicLong();
  private final FaultGate gate;
  private final ControlGuard guard;
  private final Map<String, Map<String, Consumer<Exchange>>> exact = new HashMap<>();
  private final List<Prefixed> prefixed = new ArrayList<>();

  Router(Executor executor, Supplier<String> base, FaultGate gate, ControlGuard guard) {
    this.guard = guard;
    this.executor = executor;
    this.base = base;
    this.gate = gate;
  }

  private record Prefixed(String method, String prefix, BiConsumer<Exchange, String> endpoint) {}

  /** Answers this method on this very path. */
  void on(String method, String path, Consumer<Exchange> endpoint) {
    exact.computeIfAbsent(path, p -> new HashMap<>()).put(method, endpoint);
  }

  /** Answers this method on paths that begin like this; the endpoint is told the rest. */
  void under(String method, String prefix, BiConsumer<Exchange, String> endpoint) {
    prefixed.add(new Prefixed(method, prefix, endpoint));
  }

  /** As {@link #on(String, String, Consumer)}, for what faults can happen to. */
  void on(ApiOperation operation, String method, String path, Consumer<Exchange> endpoint) {
    on(method, path, exchange -> gate.enter(operation, exchange, () -> endpoint.accept(exchange)));
  }

  /** As {@link #under(String, String, BiConsumer)}, for what faults can happen to. */
  void under(
      ApiOperation operation, String method, String prefix, BiConsumer<Exchange, String> endpoint) {
    under(
        method,
        prefix,
        (exchange, rest) -> gate.enter(operation, exchange, () -> endpoint.accept(exchange, rest)));
  }

  String nextRequestId() {
    return "req-emulator-" + requests.incrementAndGet();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange =
        new Exchange(request, response, callback, executor, nextRequestId(), base.get());
    exchange.answer(() -> route(exchange));
    return true;
  }

  private void route(Exchange exchange) {
    String path = exchange.path();
    if (Control.owns(path)) {
      guard.check(exchange);
    }
    // A HEAD is a GET whose content the server library leaves out.
    String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
    Map<String, Consumer<Exchange>> methods = exact.getOrDefault(path, Map.of());
    Consumer<Exchange> endpoint = methods.get(method);
    if (endpoint != null) {
      endpoint.accept(exchange);
      return;
    }
    Set<String> allowed = new TreeSet<>(methods.keySet());
    for (Prefixed candidate : allowed.isEmpty() ? prefixed : List.<Prefixed>of()) {
      if (path.length() > candidate.prefix().length() && path.startsWith(candidate.prefix())) {
        if (candidate.method().equals(method)) {
          candidate.endpoint().accept(exchange, path.substring(candidate.prefix().length()));
          return;
        }
        allowed.add(candidate.method());
      }
    }
    String what = exchange.method() + " " + path;
    if (allowed.isEmpty()) {
      throw Refusal.at(path, 404).message("Invalid URL (" + what + ")");
    }
    throw Refusal.at(path, 405)
        .message("Method not allowed (" + what + "); allowed: " + String.join(", ", allowed))
        .header("Allow", String.join(", ", allowed));
  }
}
