package ai.evolink.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** As little of an HTTP client as will do, so that the server is what is measured. */
final class KeepAlive implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  KeepAlive(URI server) throws IOException {
    this.socket = new Socket(server.getHost(), server.getPort());
    this.socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream(), 16 << 10);
  }

  static byte[] get(String path) {
    return request("GET", path, "");
  }

  static byte[] post(String path, String json) {
    return request("POST", path, json);
  }

  private static byte[] request(String method, String path, String json) {
    String body =
        json.isEmpty()
            ? "\r\n"
            : "Content-Type: application/json\r\nContent-Length: " + json.length() + "\r\n\r\n";
    return (method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk-test\r\n"
            + body
            + json)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Sends a request and reads the answer.
   *
   * @return the body of a 200
   */
  String call(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    String status = line();
    int length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    if (!status.startsWith("HTTP/1.1 200 ")) {
      throw new IOException(status + ": " + body);
    }
    return body;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
