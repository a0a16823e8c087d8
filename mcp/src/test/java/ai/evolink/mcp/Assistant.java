package ai.evolink.mcp;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** A client of the protocol, by the library for it, and the server as a child JVM. */
final class Assistant implements AutoCloseable {
  private final RecordingTransport transport;
  final McpSyncClient client;
  final List<String> errors = new CopyOnWriteArrayList<>();
  private final ProcessHandle server;

  private Assistant(RecordingTransport transport) {
    this.transport = transport;
    transport.setStdErrorHandler(this::note);
    synchronized (Assistant.class) { // so that the new child is ours
      List<ProcessHandle> before = ProcessHandle.current().children().toList();
      this.client =
          McpClient.sync(transport)
              .requestTimeout(Duration.ofMinutes(1))
              .initializationTimeout(Duration.ofMinutes(1))
              .build();
      client.initialize();
      this.server =
          ProcessHandle.current()
              .children()
              .filter(child -> !before.contains(child))
              .findFirst()
              .orElseThrow();
    }
  }

  private void note(String error) {
    if (!error.contains(NoisyMain.NOISE)) {
      errors.add(error);
    }
  }

  static Builder of(URI service, Path home) {
    return new Builder(service, home);
  }

  /** Says how the server is started. */
  static final class Builder {
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> options = new ArrayList<>();
    private String main = Main.class.getName();

    private Builder(URI service, Path home) {
      environment.put("EVOLINK_API_KEY", "sk-test");
      environment.put("EVOLINK_BASE_URL", service.toString());
      environment.put("EVOLINK_HOME", home.resolve("data").toString());
      options.addAll(List.of("--folder", folder(home).toString()));
    }

    Builder without(String variable) {
      environment.put(variable, "");
      return this;
    }

    Builder options(String... more) {
      options.addAll(List.of(more));
      return this;
    }

    Builder main(Class<?> type) {
      main = type.getName();
      return this;
    }

    Assistant start() {
      List<String> command = new ArrayList<>();
      command.add("-XX:TieredStopAtLevel=1");
      command.add("-XX:+UseSerialGC");
      command.add("-cp");
      command.add(System.getProperty("java.class.path").replace("\n", File.pathSeparator));
      command.add(main);
      command.addAll(options);
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      return new Assistant(
          new RecordingTransport(
              ServerParameters.builder(java).args(command).env(environment).build()));
    }
  }

  static Path folder(Path home) {
    return home.resolve("pictures");
  }

  McpSchema.CallToolResult call(String tool, Map<String, Object> arguments) {
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
  }

  /**
   * Calls on a thread of its own. On the common pool, which may have a single thread, a call that
   * is never answered would keep everything else waiting.
   */
  CompletableFuture<McpSchema.CallToolResult> later(
      Function<Assistant, McpSchema.CallToolResult> call) {
    return CompletableFuture.supplyAsync(
        () -> call.apply(this), task -> new Thread(task, "call").start());
  }

  /** {@return the answer of a call that asks to be told of its progress} */
  McpSchema.CallToolResult callWithProgress(
      String token, String tool, Map<String, Object> arguments) {
    return client.callTool(
        new McpSchema.CallToolRequest(tool, arguments, Map.of("progressToken", token)));
  }

  /** {@return the JSON object of an answer that is no error} */
  Map<String, Object> document(McpSchema.CallToolResult answer) {
    if (Boolean.TRUE.equals(answer.isError())) {
      throw new AssertionError(text(answer));
    }
    try {
      return McpJsonDefaults.getMapper()
          .readValue(text(answer), new TypeRef<Map<String, Object>>() {});
    } catch (IOException e) {
      throw new AssertionError(text(answer), e);
    }
  }

  static String text(McpSchema.CallToolResult answer) {
    return answer.content().stream()
        .filter(McpSchema.TextContent.class::isInstance)
        .map(content -> ((McpSchema.TextContent) content).text())
        .collect(Collectors.joining("\n"));
  }

  /** Cancels the call that was sent last, as clients do that are not written in Java. */
  void cancelLast() {
    transport
        .sendMessage(
            new McpSchema.JSONRPCNotification(
                "notifications/cancelled",
                Map.of("requestId", transport.lastId(), "reason", "changed my mind")))
        .block();
  }

  List<McpSchema.ProgressNotification> progressOf(String token) {
    return transport.progress.stream()
        .map(
            told ->
                McpJsonDefaults.getMapper()
                    .convertValue(told, McpSchema.ProgressNotification.class))
        .filter(told -> told.progressToken().equals(token))
        .toList();
  }

  /** Waits until a call has told that it waits for its task. */
  void awaitProgress(String token) {
    await(() -> progressOf(token).size() > 1);
  }

  /** Waits until the server has logged {@code words}. */
  void awaitError(String words) {
    await(() -> errors.stream().anyMatch(line -> line.contains(words)));
  }

  private void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not in a minute; the server said: " + errors);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  ProcessHandle server() {
    return server;
  }

  @Override
  public void close() {
    client.closeGracefully();
  }

  /** Notes the ids of requests, which the client keeps for itself, and progress in its order. */
  private static final class RecordingTransport extends StdioClientTransport {
    private final List<Object> ids = new CopyOnWriteArrayList<>();
    final List<Object> progress = new CopyOnWriteArrayList<>();

    RecordingTransport(ServerParameters server) {
      super(server, McpJsonDefaults.getMapper());
    }

    Object lastId() {
      return ids.get(ids.size() - 1);
    }

    @Override
    public Mono<Void> connect(
        Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler) {
      return super.connect(messages -> handler.apply(messages.doOnNext(this::note)));
    }

    private void note(McpSchema.JSONRPCMessage message) {
      if (message instanceof McpSchema.JSONRPCNotification told
          && told.method().equals(McpSchema.METHOD_NOTIFICATION_PROGRESS)) {
        progress.add(told.params());
      }
    }

    @Override
    public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
      if (message instanceof McpSchema.JSONRPCRequest request) {
        ids.add(request.id());
      }
      return super.sendMessage(message);
    }
  }
}
