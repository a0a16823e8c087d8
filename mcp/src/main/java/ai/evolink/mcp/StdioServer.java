package ai.evolink.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Serves one assistant on a pair of streams, until its side is closed. */
final class StdioServer {
  private final InputStream in;
  private final OutputStream out;
  private final CountDownLatch end = new CountDownLatch(1);

  StdioServer(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Returns when the assistant has gone. */
  void serve(List<ServerTool> tools, String version) throws InterruptedException {
    CancellableTransport transport =
        new CancellableTransport(
            new StdioServerTransportProvider(McpJsonDefaults.getMapper(), in, out), end::countDown);
    McpServer.SyncSpecification<?> server =
        McpServer.sync(transport)
            .serverInfo("evolink", version)
            .instructions(Tools.INSTRUCTIONS)
            .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build());
    for (ServerTool tool : tools) {
      server.toolCall(tool.definition(), (exchange, request) -> call(tool, exchange, request));
    }
    McpSyncServer running = server.build();
    end.await();
    running.close();
  }

  private static McpSchema.CallToolResult call(
      ServerTool tool, McpSyncServerExchange exchange, McpSchema.CallToolRequest request) {
    try {
      return tool.call(
          new Arguments(request.arguments()), new Progress(exchange, request.progressToken()));
    } catch (RuntimeException e) {
      Log.LOGGER.log(Level.INFO, () -> "The tool " + request.name() + " failed", e);
      return Answer.error(ErrorText.of(e));
    }
  }
}
