package ai.evolink.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and a server, and can swallow all that they say from then on without
 * telling either: what a router does that has forgotten a connection.
 */
final class Forwarder implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();

  Forwarder(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  URI url() {
    return URI.create("http://localhost:" + listener.getLocalPort());
  }

  int connections() {
    return links.size();
  }

  /** Swallows all of the connections that there are; those to come are well. */
  void swallow() {
    links.forEach(link -> link.swallows = true);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Link link : links) {
      link.client.close();
      link.server.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
        links.add(link);
        daemon(() -> link.carry(client, link.server));
        daemon(() -> link.carry(link.server, client));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  private static final class Link {
    final Socket client;
    final Socket server;
    volatile boolean swallows;

    Link(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    }

    void carry(Socket from, Socket to) {
      byte[] buffer = new byte[8192];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          if (!swallows) {
            out.write(buffer, 0, length);
          }
        }
        if (!swallows) {
          to.close();
        }
      } catch (IOException e) {
        // one side has gone
      }
    }
  }
}
