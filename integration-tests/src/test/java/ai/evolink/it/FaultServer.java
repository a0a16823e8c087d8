package ai.evolink.it;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A server that misbehaves exactly as told, byte by byte: HTTP/1.1, and HTTP/2 with prior
 * knowledge. It counts the bodies that it has read in full, for a request that was cut before or
 * within its body buys nothing.
 */
final class FaultServer implements AutoCloseable {
  /** Serves a request; whatever it throws cuts the connection. */
  interface Behaviour {
    void serve(FaultExchange exchange) throws IOException;
  }

  /** POSTs whose body was read in full. */
  final AtomicInteger posts = new AtomicInteger();

  /** Requests of any kind whose headers were read. */
  final AtomicInteger requests = new AtomicInteger();

  private final List<ServerSocket> listeners = new ArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Set<Integer> heardOf = ConcurrentHashMap.newKeySet();
  private volatile Behaviour behaviour = exchange -> exchange.answer(FaultAnswer.bare(404));
  private volatile String readAnswer = "{}";
  private volatile Runnable whenRead = () -> {};
  private volatile SSLContext tls;
  private volatile boolean cutsHandshakes;

  /** Listens on {@code port}, or on some free one if that is 0, of all of {@code addresses}. */
  static FaultServer start(List<InetAddress> addresses, int port) throws IOException {
    for (int attempt = 0; ; attempt++) {
      FaultServer server = new FaultServer();
      try {
        int chosen = port;
        for (InetAddress address : addresses) {
          chosen = server.listen(address, chosen);
        }
        return server;
      } catch (IOException e) { // the port is free on the first address, and taken on the second
        server.close();
        if (attempt == 10) {
          throw e;
        }
      }
    }
  }

  private int listen(InetAddress address, int port) throws IOException {
    ServerSocket listener = new ServerSocket();
    listeners.add(listener);
    listener.setReceiveBufferSize(16 << 10); // so that a large body does not all fit in
    listener.bind(new InetSocketAddress(address, port));
    daemon(() -> accept(listener));
    return listener.getLocalPort();
  }

  int port() {
    return listeners.get(0).getLocalPort();
  }

  void serve(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** Answers reads with {@code json}. */
  void answerReads(String json) {
    this.readAnswer = json;
  }

  /** Runs {@code hook} when as much of a request has been read as the behaviour wants to read. */
  void whenRead(Runnable hook) {
    this.whenRead = hook;
  }

  /** Speaks TLS on handshakes to come. */
  void useTls(SSLContext context) {
    this.tls = context;
  }

  /** Cuts connections within the handshake, from now on or no longer. */
  void cutHandshakes(boolean cut) {
    this.cutsHandshakes = cut;
  }

  /** Closes the connection that the client has opened from {@code port}; new ones are welcome. */
  void cut(int port) {
    Awaits.until("connection from port " + port, () -> find(port).isPresent());
    find(port).ifPresent(FaultServer::closeQuietly);
    // A thread that was reading may take what arrives before it has been told.
    Awaits.until("end of the connection from port " + port, () -> find(port).isEmpty());
  }

  /** Whether the reader of the client's HTTP/2 connection from {@code port} is at work. */
  boolean isHeardBy(int port) {
    return heardOf.contains(port);
  }

  private Optional<Socket> find(int port) {
    return connections.stream().filter(socket -> socket.getPort() == port).findAny();
  }

  @Override
  public void close() {
    for (ServerSocket listener : listeners) {
      try {
        listener.close();
      } catch (IOException e) {
        // closed enough
      }
    }
    connections.forEach(FaultServer::closeQuietly);
  }

  private void accept(ServerSocket listener) {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.add(socket);
        if (listener.isClosed()) {
          closeQuietly(socket); // close() may have looked before this one was in
        }
        daemon(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket raw) {
    try (Socket socket = secured(raw)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      in.mark(4);
      byte[] start = in.readNBytes(3);
      in.reset();
      DataInputStream data = new DataInputStream(in);
      if (new String(start, StandardCharsets.US_ASCII).equals("PRI")) {
        Runnable heard = () -> heardOf.add(raw.getPort());
        new FaultHttp2(this, data, socket.getOutputStream(), heard).serve(this::exchange);
      } else {
        new FaultHttp1(this, data, socket.getOutputStream()).serve(this::exchange);
      }
    } catch (IOException e) {
      // cut by this side or the other: what these tests are about
    } finally {
      closeQuietly(raw);
      connections.remove(raw);
    }
  }

  /** Called when a request was read, in full or as far as it will be. */
  void read(boolean post, boolean inFull) {
    if (post && inFull) {
      posts.incrementAndGet();
    }
    whenRead.run();
  }

  FaultAnswer good(boolean post) {
    return FaultAnswer.json(200, post ? MockService.SUBMITTED : readAnswer);
  }

  private void exchange(FaultExchange exchange) throws IOException {
    requests.incrementAndGet();
    behaviour.serve(exchange);
  }

  /** The server end of {@code raw}; decides about TLS when the first byte of a handshake is in. */
  private Socket secured(Socket raw) throws IOException {
    if (tls == null) {
      return raw;
    }
    byte[] first = raw.getInputStream().readNBytes(1);
    if (cutsHandshakes) {
      throw new IOException("cut within the handshake");
    }
    Socket layered =
        tls.getSocketFactory()
            .createSocket(raw, new ByteArrayInputStream(first), /* autoClose= */ true);
    ((SSLSocket) layered).startHandshake();
    return layered;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // closed enough
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "fault-server");
    thread.setDaemon(true);
    thread.start();
  }
}
