package ai.evolink.it;

import java.io.IOException;

/** One request on a connection of a {@link FaultServer}, and what may be done to it. */
interface FaultExchange {
  /** How much of an answer gets out before the connection is cut. */
  enum Part {
    WITHIN_THE_HEADERS,
    WITHIN_THE_BODY
  }

  /** {@return the port of the server} */
  int port();

  boolean isPost();

  /** {@return what a service without faults would answer} */
  FaultAnswer good();

  /** Reads the body up to its middle. */
  void readHalf() throws IOException;

  /** Reads the body to its end, and counts it if this is a POST. */
  void readAll() throws IOException;

  void answer(FaultAnswer answer) throws IOException;

  /** Sends a part of {@code answer}, and cuts the connection. */
  void answerInPart(FaultAnswer answer, Part part) throws IOException;

  void cut() throws IOException;

  /** Says nothing until the other side gives up. */
  void hold() throws IOException;

  /** Ends the HTTP/2 stream with an error. */
  void reset(int errorCode) throws IOException;

  /** Sends GOAWAY with the last HTTP/2 stream that is still served: this one, or the one before. */
  void goAway(boolean thisOneIsServed) throws IOException;
}
