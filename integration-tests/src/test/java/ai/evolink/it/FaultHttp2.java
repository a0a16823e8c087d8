package ai.evolink.it;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The HTTP/2 of a {@link FaultServer}, as much as one request at a time on one connection needs.
 *
 * <p>MockWebServer can reset a stream and shut a connection down, but chooses the last stream of a
 * GOAWAY itself, and cannot stop within a frame; these faults are about exactly that.
 */
final class FaultHttp2 extends FaultConnection {
  static final int INTERNAL_ERROR = 2;
  static final int REFUSED_STREAM = 7;
  static final int CANCEL = 8;

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;

  private static final int LARGEST_FRAME = 16 << 10;

  private static final int ACK = 1;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  /** Fields 2 and 3 of HPACK's static table, which is how every client names these methods. */
  private static final int METHOD_GET = 0x82;

  private static final int METHOD_POST = 0x83;

  private final DataOutputStream out;
  private final Runnable heard;

  // the frame read last
  private int length;
  private int type;
  private int flags;
  private int frameStream;

  // the request read last
  private int stream;
  private boolean complete;

  /**
   * @param heard called when the other side has answered our first frame
   */
  FaultHttp2(FaultServer server, DataInputStream in, OutputStream out, Runnable heard) {
    super(server, in);
    this.heard = heard;
    this.out = new DataOutputStream(new BufferedOutputStream(out));
  }

  void serve(FaultServer.Behaviour behaviour) throws IOException {
    in.skipNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
    frame(SETTINGS, 0, 0, new byte[0]);
    while (!isGone() && readFrame()) {
      if (type == HEADERS) {
        begin(in.readNBytes(length));
        behaviour.serve(this);
      } else {
        pass();
      }
    }
  }

  private void begin(byte[] fields) throws IOException {
    int method = fields[0] & 0xff;
    if (method != METHOD_GET && method != METHOD_POST) {
      throw new IOException("Expected :method first, but was " + Integer.toHexString(method));
    }
    stream = frameStream;
    post = method == METHOD_POST;
    complete = (flags & END_STREAM) != 0;
  }

  private boolean readFrame() throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    length = first << 16 | in.readUnsignedShort();
    type = in.readUnsignedByte();
    flags = in.readUnsignedByte();
    frameStream = in.readInt() & 0x7fffffff;
    return true;
  }

  /** Deals with a frame that is not about requests. */
  private void pass() throws IOException {
    byte[] payload = in.readNBytes(length);
    if ((type == SETTINGS || type == PING) && (flags & ACK) == 0) {
      frame(type, ACK, 0, type == PING ? payload : new byte[0]);
    } else if (type == SETTINGS) {
      heard.run();
    }
  }

  @Override
  public void readHalf() throws IOException {
    nextData();
    in.skipNBytes(length / 2);
    server.read(post, false);
  }

  @Override
  public void readAll() throws IOException {
    while (!complete) {
      nextData();
      in.skipNBytes(length);
      if (length > 0) {
        credit(0);
        credit(stream);
      }
      complete = (flags & END_STREAM) != 0;
    }
    server.read(post, true);
  }

  /** Reads up to the payload of the next frame of the body. */
  private void nextData() throws IOException {
    while (readFrame()) {
      if (type == DATA) {
        return;
      }
      if (type == RST_STREAM) {
        break;
      }
      pass();
    }
    throw new EOFException();
  }

  /** Gives back the room in the window that the frame just read has taken. */
  private void credit(int toStream) throws IOException {
    frame(WINDOW_UPDATE, 0, toStream, number(length));
  }

  @Override
  public void answer(FaultAnswer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    frame(HEADERS, END_HEADERS | (body.length == 0 ? END_STREAM : 0), stream, fields(answer));
    for (int at = 0; at < body.length; at += LARGEST_FRAME) {
      int end = Math.min(at + LARGEST_FRAME, body.length);
      int last = end == body.length ? END_STREAM : 0;
      frame(DATA, last, stream, Arrays.copyOfRange(body, at, end));
    }
  }

  @Override
  public void answerInPart(FaultAnswer answer, Part part) throws IOException {
    byte[] fields = fields(answer);
    if (part == Part.WITHIN_THE_HEADERS) {
      head(fields.length, HEADERS, END_HEADERS, stream);
      out.write(fields, 0, fields.length / 2);
    } else {
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      frame(HEADERS, END_HEADERS, stream, fields);
      head(body.length, DATA, END_STREAM, stream);
      out.write(body, 0, body.length / 2);
    }
    out.flush();
    cut();
  }

  /** HPACK without compression: every name and value in plain letters. */
  private static byte[] fields(FaultAnswer answer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(8); // a value for the name ":status" of the static table
    string(bytes, Integer.toString(answer.status()));
    for (var header : answer.headers().entrySet()) {
      bytes.write(0);
      string(bytes, header.getKey());
      string(bytes, header.getValue());
    }
    return bytes.toByteArray();
  }

  private static void string(ByteArrayOutputStream bytes, String text) throws IOException {
    if (text.length() > 126) {
      throw new IOException("Too long to be written in one byte of length: " + text);
    }
    bytes.write(text.length());
    bytes.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void hold() throws IOException {
    while (readFrame() && type != RST_STREAM) {
      pass();
    }
    cut();
  }

  @Override
  public void reset(int errorCode) throws IOException {
    frame(RST_STREAM, 0, stream, number(errorCode));
  }

  @Override
  public void goAway(boolean thisOneIsServed) throws IOException {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.write(number(thisOneIsServed ? stream : Math.max(0, stream - 2)));
    payload.write(number(0)); // NO_ERROR: the server is merely going away
    frame(GOAWAY, 0, 0, payload.toByteArray());
  }

  private static byte[] number(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    head(payload.length, type, flags, stream);
    out.write(payload);
    out.flush();
  }

  private void head(int length, int type, int flags, int stream) throws IOException {
    out.writeByte(length >>> 16);
    out.writeShort(length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
  }
}
