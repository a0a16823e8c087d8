package ai.evolink.emulator;

import static ai.evolink.emulator.ApiOperation.DELETE_FILE;
import static ai.evolink.emulator.ApiOperation.DOWNLOAD_FILE;
import static ai.evolink.emulator.ApiOperation.DOWNLOAD_RESULT;
import static ai.evolink.emulator.ApiOperation.GET_CATALOG_HEALTH;
import static ai.evolink.emulator.ApiOperation.GET_CREDITS;
import static ai.evolink.emulator.ApiOperation.GET_FILE_QUOTA;
import static ai.evolink.emulator.ApiOperation.GET_PRICING_RULES;
import static ai.evolink.emulator.ApiOperation.GET_TASK;
import static ai.evolink.emulator.ApiOperation.LIST_CATALOG_MODELS;
import static ai.evolink.emulator.ApiOperation.LIST_FILES;
import static ai.evolink.emulator.ApiOperation.LIST_PRICING_RULES;
import static ai.evolink.emulator.ApiOperation.LIST_TASKS;
import static ai.evolink.emulator.ApiOperation.UPLOAD_BASE64;
import static ai.evolink.emulator.ApiOperation.UPLOAD_STREAM;
import static ai.evolink.emulator.ApiOperation.UPLOAD_URL;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
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
  private final EmulatorState state;
  private final LiveFeed feed;
  private volatile boolean closed;
  private volatile int port;

  EmulatorServer(Settings settings) {
    this.settings = settings;
    QueuedThreadPool threads = new QueuedThreadPool(32, 2, 30_000);
    threads.setName("evolink-emulator");
    threads.setDaemon(true);
    this.server = new Server(threads);
    Spec spec = Spec.get();
    this.state = new EmulatorState(settings, spec, threads);
    this.connector = connector(server, settings, state.faults());
    SubmissionRecorder recorder = new SubmissionRecorder(state.submissions(), settings.clock());
    FaultGate gate = new FaultGate(spec, state.faults(), settings.clock(), recorder);
    ControlGuard guard = new ControlGuard(settings.host());
    Router router = new Router(threads, () -> url().toString(), gate, guard);
    addTasks(router, spec, recorder);
    addCatalog(router, spec);
    this.feed = new LiveFeed(new Board(state), connector.getScheduler(), threads);
    addFiles(router, spec);
    Control.addTo(router, spec, state);
    addPage(router);
    server.setHandler(router);
    server.setErrorHandler(new ServerErrors(router::nextRequestId));
  }

  private static ServerConnector connector(Server server, Settings settings, Faults faults) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    Tls tls = settings.tls();
    // Jetty switches TCP_NODELAY on by itself; without it each answer would wait for an ACK.
    ServerConnector connector =
        tls == null
            ? new ServerConnector(server, 1, 1, plain)
            : new ServerConnector(server, 1, 1, tls.before(plain), plain);
    connector.setHost(settings.host());
    connector.setPort(settings.port());
    connector.setIdleTimeout(60_000);
    connector.addBean(
        new Connection.Listener() {
          @Override
          public void onOpened(Connection connection) {
            if (faults.drawOnConnect() != null) {
              new Wire(connection.getEndPoint()).reset();
            }
          }
        });
    server.addConnector(connector);
    return connector;
  }

  private void addTasks(Router router, Spec spec, SubmissionRecorder recorder) {
    RequestCheck check = new RequestCheck(spec, settings.mode());
    for (Operation operation : spec.operations()) {
      if (operation.submitsTask()) {
        GenerationEndpoint endpoint =
            new GenerationEndpoint(spec, operation, state, check, recorder);
        router.on(
            ApiOperation.ofSpec(operation.id()),
            operation.method(),
            operation.path(),
            endpoint::handle);
      }
    }
    Operation query = spec.operation("getTask");
    TaskEndpoint task = new TaskEndpoint(query, settings.clock(), state.tasks(), state.view());
    router.under(GET_TASK, query.method(), query.prefix(), task::handle);
    Operation list = spec.operation("listTasks");
    TaskListEndpoint tasks = new TaskListEndpoint(list, settings.clock(), state.tasks());
    router.on(LIST_TASKS, list.method(), list.path(), tasks::handle);
    Operation balance = spec.operation("getCredits");
    CreditsEndpoint credits = new CreditsEndpoint(balance, settings.clock(), state.ledger());
    router.on(GET_CREDITS, balance.method(), balance.path(), credits::handle);
    ResultsEndpoint results = new ResultsEndpoint(settings.clock(), state.tasks());
    router.under(DOWNLOAD_RESULT, "GET", ResultsEndpoint.PREFIX, results::handle);
  }

  private void addCatalog(Router router, Spec spec) {
    CatalogEndpoint catalog = new CatalogEndpoint(spec, settings.clock(), state.prices());
    Operation models = spec.operation("listCatalogModels");
    router.on(LIST_CATALOG_MODELS, "GET", models.path(), catalog::models);
    Operation health = spec.operation("getCatalogHealth");
    router.on(GET_CATALOG_HEALTH, "GET", health.path(), catalog::health);
    Operation rules = spec.operation("listPricingRules");
    router.on(LIST_PRICING_RULES, "GET", rules.path(), catalog::rules);
    Operation one = spec.operation("getPricingRules");
    router.under(GET_PRICING_RULES, "GET", one.prefix(), catalog::ruleOfOne);
  }

  private void addPage(Router router) {
    PageEndpoint page = new PageEndpoint(state.submissions());
    router.on("GET", "/", page::page);
    router.on("GET", PageEndpoint.EVENTS, feed::handle);
    router.under("GET", PageEndpoint.DETAILS, page::details);
  }

  private void addFiles(Router router, Spec spec) {
    FilesEndpoint files = new FilesEndpoint(spec, settings, state.files());
    router.on(UPLOAD_BASE64, "POST", spec.operation("uploadBase64").path(), files::uploadBase64);
    router.on(UPLOAD_STREAM, "POST", spec.operation("uploadStream").path(), files::uploadStream);
    router.on(UPLOAD_URL, "POST", spec.operation("uploadUrl").path(), files::uploadUrl);
    router.on(GET_FILE_QUOTA, "GET", spec.operation("getFileQuota").path(), files::quota);
    router.on(LIST_FILES, "GET", "/api/v1/files/list", files::list);
    router.under(DELETE_FILE, "DELETE", "/api/v1/files/", files::delete);
    router.under(DOWNLOAD_FILE, "GET", FilesEndpoint.DOWNLOAD, files::content);
    router.under(DOWNLOAD_FILE, "GET", FilesEndpoint.CONTENT, files::content);
  }

  /**
   * Listens from here on.
   *
   * @throws UncheckedIOException if it cannot; the message is fit for people
   */
  void start() {
    try {
      server.start();
      port = connector.getLocalPort();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // The library wraps the reason, such as "Address already in use".
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new UncheckedIOException(
          "Cannot listen on "
              + settings.host()
              + ":"
              + settings.port()
              + ": "
              + reason.getMessage(),
          e instanceof IOException io ? io : new IOException(e));
    }
  }

  URI url() {
    String host = settings.host();
    if (host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]")) {
      host = "127.0.0.1";
    } else if (host.contains(":") && !host.startsWith("[")) {
      host = "[" + host + "]";
    }
    return URI.create((settings.tls() == null ? "http://" : "https://") + host + ":" + port);
  }

  boolean isClosed() {
    return closed;
  }

  EmulatorState state() {
    return state;
  }

  /**
   * Takes nothing new, and waits until all requests are answered and no callback is on its way; not
   * longer than that, though.
   */
  void drain(Duration atMost) {
    feed.close();
    CompletableFuture<?> quiet = connector.shutdown().thenCompose(done -> state.callbacks().idle());
    try {
      quiet.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(Level.DEBUG, "Not everything was over in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void close() {
    closed = true;
    feed.close();
    state.close();
    try {
      server.stop();
    } catch (Exception e) {
      LOG.log(Level.WARNING, "Failed to stop the server", e);
    }
  }
}
