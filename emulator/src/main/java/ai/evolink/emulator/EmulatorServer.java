package ai.evolink.emulator;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Puts the parts together and on a port. */
final class EmulatorServer {

  private static final Logger LOG = System.getLogger("ai.evolink.emulator");

  private final Settings settings;
  private final Server server;
  private final ServerConnector connector;
  private final Callbacks callbacks;
  private final LiveFeed feed;

  EmulatorServer(Settings settings, SubmissionLog submissions) {
    this.settings = settings;
    QueuedThreadPool threads = new QueuedThreadPool(32, 2, 30_000);
    threads.setName("evolink-emulator");
    threads.setDaemon(true);
    this.server = new Server(threads);
    this.connector = connector(server, settings);
    Spec spec = Spec.get();
    TaskView view = new TaskView(spec);
    this.callbacks = new Callbacks(settings, view, threads);
    Router router = new Router(threads, () -> url().toString());
    Board board = addTasks(router, spec, view, submissions);
    this.feed = addPage(router, board, submissions);
    addFiles(router, spec);
    server.setHandler(router);
    server.setErrorHandler(new ServerErrors(router::nextRequestId));
  }

  private static ServerConnector connector(Server server, Settings settings) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Jetty switches TCP_NODELAY on by itself; without it each answer would wait for an ACK.
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(60_000);
    server.addConnector(connector);
    return connector;
  }

  private Board addTasks(Router router, Spec spec, TaskView view, SubmissionLog submissions) {
    Ledger ledger = new Ledger(settings.credits(), settings.maxTasks());
    TaskStore tasks = new TaskStore(settings.maxTasks());
    RequestCheck check = new RequestCheck(spec, settings.mode());
    for (Operation operation : spec.operations()) {
      if (operation.submitsTask()) {
        GenerationEndpoint endpoint =
            new GenerationEndpoint(
                spec, operation, settings, check, ledger, tasks, callbacks, submissions);
        router.on(operation.method(), operation.path(), endpoint::handle);
      }
    }
    Operation query = spec.operation("getTask");
    TaskEndpoint task = new TaskEndpoint(query, settings.clock(), tasks, view);
    router.under(query.method(), query.prefix(), task::handle);
    Operation balance = spec.operation("getCredits");
    CreditsEndpoint credits = new CreditsEndpoint(balance, settings.clock(), ledger);
    router.on(balance.method(), balance.path(), credits::handle);
    ResultsEndpoint results = new ResultsEndpoint(settings.clock(), tasks);
    router.under("GET", ResultsEndpoint.PREFIX, results::handle);
    return new Board(settings, submissions, tasks, ledger);
  }

  private LiveFeed addPage(Router router, Board board, SubmissionLog submissions) {
    LiveFeed live = new LiveFeed(board, connector.getScheduler(), connector.getExecutor());
    PageEndpoint page = new PageEndpoint(submissions);
    router.on("GET", "/", page::page);
    router.on("GET", PageEndpoint.EVENTS, live::handle);
    router.under("GET", PageEndpoint.DETAILS, page::details);
    return live;
  }

  private void addFiles(Router router, Spec spec) {
    FileStore store = new FileStore(settings.maxFileBytes(), settings.fileQuota());
    FilesEndpoint files = new FilesEndpoint(spec, settings, store);
    router.on("POST", spec.operation("uploadBase64").path(), files::uploadBase64);
    router.on("POST", spec.operation("uploadStream").path(), files::uploadStream);
    router.on("POST", spec.operation("uploadUrl").path(), files::uploadUrl);
    router.on("GET", spec.operation("getFileQuota").path(), files::quota);
    router.on("GET", "/api/v1/files/list", files::list);
    router.under("DELETE", "/api/v1/files/", files::delete);
    router.under("GET", FilesEndpoint.DOWNLOAD, files::content);
    router.under("GET", FilesEndpoint.CONTENT, files::content);
  }

  /** Listens from here on. */
  void start() throws IOException {
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  URI url() {
    String host = settings.host();
    if (host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]")) {
      host = "127.0.0.1";
    } else if (host.contains(":") && !host.startsWith("[")) {
      host = "[" + host + "]";
    }
    return URI.create("http://" + host + ":" + connector.getLocalPort());
  }

  void close() {
    feed.close();
    callbacks.close();
    try {
      server.stop();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "Failed to stop the server", e);
    }
  }
}
