package ai.evolink.emulator;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/** The connection under a request, for what a well-behaved server never does to it. */
final class Wire {

  private final EndPoint endPoint;

  Wire(EndPoint endPoint) {
    this.endPoint = endPoint;
  }

  /** Ends the connection with a TCP reset. What was written and acknowledged stays readable. */
  void reset() {
    EndPoint lowest = endPoint;
    while (lowest instanceof EndPoint.Wrapper wrapper) {
      lowest = wrapper.unwrap();
    }
    if (lowest.getTransport() instanceof SocketChannel channel) {
      try {
        // Close then discards what is unsent and resets, in place of an orderly end.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        // The other side was faster.
      }
    }
    lowest.close();
  }

  /** Ends the connection in good order. */
  void close() {
    endPoint.close();
  }

  /** Writes past the server library, which must not write to this connection any more. */
  void write(String text, Runnable then) {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    endPoint.write(Callback.from(then, failure -> then.run()), bytes);
  }
}
