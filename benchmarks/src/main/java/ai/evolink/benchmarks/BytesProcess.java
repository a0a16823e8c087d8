package ai.evolink.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server in a JVM of its own that does nothing but send bytes from memory: {@code /<length>} as a
 * picture, and a completed task whose one result is that for every task id of the form {@code
 * task-<length>}.
 */
public final class BytesProcess implements AutoCloseable {
  private static final int BLOCK = 256 << 10;

  private final ChildJvm jvm;
  private final URI url;

  private BytesProcess(ChildJvm jvm, URI url) {
    this.jvm = jvm;
    this.url = url;
  }

  static BytesProcess start() throws IOException {
    ChildJvm jvm = ChildJvm.start(ChildJvm.ownJdk(), List.of("-Xmx128m"), BytesProcess.class);
    String line = jvm.line();
    if (line == null) {
      jvm.close();
      throw new IOException("The server did not start.");
    }
    return new BytesProcess(jvm, URI.create(line));
  }

  URI url() {
    return url;
  }

  @Override
  public void close() throws IOException {
    jvm.close();
  }

  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
      Thread acceptor = new Thread(() -> accept(server, url));
      acceptor.setDaemon(true);
      acceptor.start();
      System.out.println(url);
      while (System.in.read() >= 0) {
        // Lives until its parent lets go.
      }
    }
  }

  private static void accept(ServerSocket server, String url) {
    while (true) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread thread = new Thread(() -> serve(socket, url));
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void serve(Socket socket, String url) {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'x');
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      OutputStream out = socket.getOutputStream();
      for (String path = path(in); path != null; path = path(in)) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (last.startsWith("task-")) {
          byte[] task = task(last, url).getBytes(StandardCharsets.US_ASCII);
          out.write(head("application/json", task.length));
          out.write(task);
        } else {
          long left = Long.parseLong(last);
          out.write(head("image/png", left));
          for (; left > 0; left -= BLOCK) {
            out.write(block, 0, (int) Math.min(BLOCK, left));
          }
        }
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  /** Reads a request without a body. */
  private static @Nullable String path(BufferedReader in) throws IOException {
    String first = in.readLine();
    for (String line = first; line != null && !line.isEmpty(); ) {
      line = in.readLine();
    }
    return first == null ? null : first.substring(first.indexOf(' ') + 1, first.lastIndexOf(' '));
  }

  private static byte[] head(String type, long length) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String task(String id, String url) {
    return "{\"id\":\""
        + id
        + "\",\"created\":1757165031,\"status\":\"completed\",\"results\":[\""
        + url
        + id.substring("task-".length())
        + "\"]}";
  }
}
