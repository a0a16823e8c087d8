package ai.evolink.emulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/**
 * A request over a bare socket, and how its connection ended.
 *
 * @param answer all that came back
 * @param reset whether the end was a TCP reset, not an orderly one
 */
record RawCall(String answer, boolean reset) {

  /** Sends text, and reads until the connection ends. */
  static RawCall send(EvolinkEmulator emulator, String request) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    boolean reset = false;
    try (Socket socket = new Socket(emulator.url().getHost(), emulator.url().getPort())) {
      socket.setSoTimeout(20_000);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        InputStream in = socket.getInputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
          read.write(b);
        }
      } catch (SocketException e) {
        reset = true; // Connection reset, or broken pipe while sending
      }
    }
    return new RawCall(read.toString(StandardCharsets.UTF_8), reset);
  }

  static RawCall post(EvolinkEmulator emulator, String path, String body) throws IOException {
    return send(
        emulator,
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk-test\r\n"
            + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  static RawCall get(EvolinkEmulator emulator, String path) throws IOException {
    return send(
        emulator,
        "GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk-test\r\n"
            + "Connection: close\r\n\r\n");
  }

  String body() {
    int end = answer.indexOf("\r\n\r\n");
    return end < 0 ? "" : answer.substring(end + 4);
  }

  int announced() {
    return Integer.parseInt(answer.replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
  }
}
