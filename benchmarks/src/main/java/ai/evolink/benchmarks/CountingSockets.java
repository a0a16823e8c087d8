package ai.evolink.benchmarks;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/** Counts what goes over the sockets of a client, below TLS: all but the headers of TCP and IP. */
final class CountingSockets extends SocketFactory {
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong opened = new AtomicLong();

  long sent() {
    return sent.get();
  }

  long received() {
    return received.get();
  }

  long opened() {
    return opened.get();
  }

  @Override
  public Socket createSocket() {
    opened.incrementAndGet();
    return new Counting();
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("OkHttp connects sockets itself.");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    return createSocket(host.getHostName(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    return createSocket(host, port);
  }

  private final class Counting extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read() throws IOException {
          int read = super.read();
          received.addAndGet(read < 0 ? 0 : 1);
          return read;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
          int read = super.read(into, from, most);
          received.addAndGet(Math.max(0, read));
          return read;
        }
      };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      return new FilterOutputStream(super.getOutputStream()) {
        @Override
        public void write(int written) throws IOException {
          sent.incrementAndGet();
          out.write(written);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
          sent.addAndGet(count);
          out.write(bytes, from, count);
        }
      };
    }
  }
}
