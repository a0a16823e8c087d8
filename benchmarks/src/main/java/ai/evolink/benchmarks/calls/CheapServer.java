package ai.evolink.benchmarks.calls;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that costs next to nothing: one thread a connection, canned answers, no Nagle. Runs in a
 * process of its own; its argument is how many milliseconds it thinks about each request. Prints
 * its port, and for each line on standard input how many connections were opened since the last.
 */
public final class CheapServer {
  private static final String TASK =
      """
      {"created":1757165031,"id":"%s","model":"gemini-2.5-flash-image",\
      "object":"image.generation.task","progress":%d,"status":"%s",\
      "task_info":{"can_cancel":true,"estimated_time":45},"type":"image"%s}"""
          .strip();
  private static final byte[] CREATED =
      ok(
          TASK.formatted(
              Contender.TASK_ID,
              0,
              "pending",
              ",\"usage\":{\"billing_rule\":\"per_call\",\"credits_reserved\":1.6,"
                  + "\"user_group\":\"default\"}"));
  private static final byte[] DONE =
      ok(
          TASK.formatted(
              Contender.TASK_ID,
              100,
              "completed",
              ",\"results\":[\"https://files.example.com/results/"
                  + Contender.TASK_ID
                  + "/1.png\"]"));
  private static final byte[] FAL =
      ok(
          """
          {"status":"IN_QUEUE","request_id":"764cabcf-b745-4b3e-ae38-1200304cf45b",\
          "queue_position":0,"response_url":"https://queue.example.com/requests/764c",\
          "status_url":"https://queue.example.com/requests/764c/status",\
          "cancel_url":"https://queue.example.com/requests/764c/cancel"}""");
  private static final byte[] GENAI =
      ok(
          """
          {"name":"models/veo-3.1/operations/uyujaw3d","done":false,\
          "metadata":{"@type":"type.googleapis.com/google.ai.Metadata"}}""");
  private static final byte[] OPENAI =
      ok(
          """
          {"id":"batch_uyujaw3d","object":"batch","endpoint":"/v1/images/generations",\
          "input_file_id":"file-abc123","completion_window":"24h","status":"in_progress",\
          "created_at":1757165031,"expires_at":1757251431,\
          "request_counts":{"total":1,"completed":0,"failed":0}}""");

  private final AtomicInteger connections = new AtomicInteger();
  private final int thinks;

  private CheapServer(int thinks) {
    this.thinks = thinks;
  }

  public static void main(String[] args) throws IOException {
    CheapServer server = new CheapServer(Integer.parseInt(args[0]));
    ServerSocket socket = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
    daemon(() -> server.accept(socket));
    System.out.println(socket.getLocalPort());
    try (Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
      while (lines.hasNextLine()) {
        lines.nextLine();
        System.out.println(server.connections.getAndSet(0));
      }
    }
  }

  private void accept(ServerSocket socket) {
    while (true) {
      try {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        connection.setTcpNoDelay(true);
        daemon(() -> serve(connection));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream(), 8192);
      OutputStream out = connection.getOutputStream();
      StringBuilder line = new StringBuilder(128);
      while (readLine(in, line)) {
        byte[] answer = answerTo(line.toString());
        skipRequest(in, line);
        if (thinks > 0) {
          Thread.sleep(thinks);
        }
        out.write(answer);
      }
    } catch (IOException e) {
      // the client has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** {@return what each dialect expects} */
  private static byte[] answerTo(String requestLine) {
    if (requestLine.contains("/fal")) {
      return FAL;
    }
    if (requestLine.contains("/v1beta/")) {
      return GENAI;
    }
    if (requestLine.contains("/batches")) {
      return OPENAI;
    }
    return requestLine.startsWith("POST") ? CREATED : DONE;
  }

  private static void skipRequest(InputStream in, StringBuilder line) throws IOException {
    long length = 0;
    boolean chunked = false;
    while (readLine(in, line) && line.length() > 0) {
      String header = line.toString().toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Long.parseLong(header.substring(15).strip());
      } else if (header.startsWith("transfer-encoding:") && header.contains("chunked")) {
        chunked = true;
      }
    }
    if (!chunked) {
      in.skipNBytes(length);
      return;
    }
    long chunk;
    do {
      readLine(in, line);
      chunk = Long.parseLong(line.toString().strip(), 16);
      in.skipNBytes(chunk + 2); // and its line end; trailers are not sent by any contender
    } while (chunk > 0);
  }

  private static boolean readLine(InputStream in, StringBuilder line) throws IOException {
    line.setLength(0);
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return true;
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return false;
  }

  private static byte[] ok(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\nX-Request-Id: 0192f7c1\r\n\r\n";
    return (head + json).getBytes(StandardCharsets.UTF_8);
  }
}
