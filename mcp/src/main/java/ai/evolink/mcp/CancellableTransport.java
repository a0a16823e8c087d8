package ai.evolink.mcp;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A transport whose requests end when the assistant cancels them: the SDK of the protocol leaves
 * {@code notifications/cancelled} to nobody. A request that is cancelled gets no answer, and the
 * thread that works on it is interrupted.
 */
final class CancellableTransport implements McpServerTransportProvider {
  private static final String CANCELLED = "notifications/cancelled";

  private final McpServerTransportProvider transport;
  private final Runnable onClose;

  /**
   * @param onClose called when the session ends, perhaps more than once
   */
  CancellableTransport(McpServerTransportProvider transport, Runnable onClose) {
    this.transport = transport;
    this.onClose = onClose;
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    transport.setSessionFactory(
        connection -> new Session(factory.create(connection), connection, onClose));
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return transport.notifyClients(method, params);
  }

  @Override
  public Mono<Void> notifyClient(String sessionId, String method, Object params) {
    return transport.notifyClient(sessionId, method, params);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return transport.closeGracefully();
  }

  @Override
  public List<String> protocolVersions() {
    return transport.protocolVersions();
  }

  /** Hands everything to the session of the SDK, and holds the requests that are under way. */
  private static final class Session extends McpServerSession {
    private final McpServerSession session;
    private final Runnable onClose;
    private final ConcurrentMap<Object, Sinks.One<Boolean>> underWay = new ConcurrentHashMap<>();

    Session(McpServerSession session, McpServerTransport connection, Runnable onClose) {
      super(
          session.getId(),
          Duration.ZERO,
          connection,
          request -> Mono.error(new IllegalStateException("Not the session that answers")),
          Map.of(),
          Map.of());
      this.session = session;
      this.onClose = onClose;
    }

    @Override
    public Mono<Void> handle(McpSchema.JSONRPCMessage message) {
      if (message instanceof McpSchema.JSONRPCRequest request && request.id() != null) {
        Sinks.One<Boolean> end = Sinks.one();
        underWay.put(request.id(), end);
        return session
            .handle(message)
            .takeUntilOther(end.asMono())
            .doFinally(signal -> underWay.remove(request.id(), end));
      }
      if (message instanceof McpSchema.JSONRPCNotification told
          && CANCELLED.equals(told.method())) {
        cancel(told.params());
        return Mono.empty();
      }
      return session.handle(message);
    }

    private void cancel(Object params) {
      Object id = params instanceof Map<?, ?> members ? members.get("requestId") : null;
      Sinks.One<Boolean> end = id == null ? null : underWay.get(id);
      if (end != null) {
        end.tryEmitValue(true);
      }
    }

    @Override
    public Mono<Void> sendNotification(String method, Object params) {
      return session.sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return session.closeGracefully().doFinally(signal -> onClose.run());
    }

    @Override
    public void close() {
      session.close();
      onClose.run();
    }
  }
}
