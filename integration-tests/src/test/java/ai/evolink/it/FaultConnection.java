package ai.evolink.it;

import java.io.DataInputStream;

/** What both versions of HTTP have in common: one connection of a {@link FaultServer}. */
abstract class FaultConnection implements FaultExchange {
  final FaultServer server;
  final DataInputStream in;

  /** Whether the request read last is a POST. */
  boolean post;

  private boolean gone;

  FaultConnection(FaultServer server, DataInputStream in) {
    this.server = server;
    this.in = in;
  }

  /** Whether nothing more is to be read or written. */
  final boolean isGone() {
    return gone;
  }

  @Override
  public final int port() {
    return server.port();
  }

  @Override
  public final boolean isPost() {
    return post;
  }

  @Override
  public final FaultAnswer good() {
    return server.good(post);
  }

  @Override
  public final void cut() {
    gone = true; // the socket is closed by whoever opened it
  }
}
