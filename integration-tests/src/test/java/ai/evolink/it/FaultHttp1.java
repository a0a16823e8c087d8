package ai.evolink.it;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The HTTP/1.1 of a {@link FaultServer}: requests one after the other on one connection. */
final class FaultHttp1 extends FaultConnection {
  /** So that the rest of a large body is still on the other side. */
  private static final int HALF_AT_MOST = 1_000;

  private final OutputStream out;
  private int unread;

  FaultHttp1(FaultServer server, DataInputStream in, OutputStream out) {
    super(server, in);
    this.out = out;
  }

  void serve(FaultServer.Behaviour behaviour) throws IOException {
    while (!isGone() && readHead()) {
      behaviour.serve(this);
    }
  }

  /** {@return whether there is another request} */
  private boolean readHead() throws IOException {
    String line = line();
    if (line.isEmpty()) {
      return false;
    }
    post = line.startsWith("POST ");
    unread = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        unread = Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        throw new IOException("This server reads bodies of a known length only: " + header);
      }
    }
    return true;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void readHalf() throws IOException {
    read(Math.min(unread / 2, HALF_AT_MOST));
    server.read(post, false);
  }

  @Override
  public void readAll() throws IOException {
    read(unread);
    server.read(post, true);
  }

  private void read(int count) throws IOException {
    if (in.readNBytes(count).length < count) {
      throw new EOFException();
    }
    unread -= count;
  }

  @Override
  public void answer(FaultAnswer answer) throws IOException {
    out.write((head(answer) + answer.body()).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void answerInPart(FaultAnswer answer, Part part) throws IOException {
    String head = head(answer);
    String sent =
        part == Part.WITHIN_THE_HEADERS
            ? head.substring(0, head.length() / 2)
            : head + answer.body().substring(0, answer.body().length() / 2);
    out.write(sent.getBytes(StandardCharsets.UTF_8));
    out.flush();
    cut();
  }

  private static String head(FaultAnswer answer) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" X\r\n");
    answer.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    int length = answer.body().getBytes(StandardCharsets.UTF_8).length;
    return head.append("content-length: ").append(length).append("\r\n\r\n").toString();
  }

  @Override
  public void hold() throws IOException {
    while (in.read() >= 0) {
      // nothing is expected
    }
    cut();
  }

  @Override
  public void reset(int errorCode) {
    throw new UnsupportedOperationException("HTTP/1.1 has no streams");
  }

  @Override
  public void goAway(boolean thisOneIsServed) {
    throw new UnsupportedOperationException("HTTP/1.1 has no streams");
  }
}
