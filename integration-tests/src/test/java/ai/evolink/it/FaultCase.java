package ai.evolink.it;

import java.util.ArrayList;
import java.util.List;

/**
 * A fault, and the circumstances in which it strikes.
 *
 * @param warm whether the connection has served a request before
 * @param twoAddresses whether the host name has a second address to try
 * @param lasting whether the fault strikes every attempt, or only the first
 * @param cancelled whether the caller cancels at the moment when the fault strikes
 */
record FaultCase(
    Fault fault,
    boolean http2,
    boolean warm,
    boolean twoAddresses,
    boolean lasting,
    boolean cancelled) {

  /** Every combination, the impossible ones included. */
  static List<FaultCase> all(List<Fault> faults) {
    List<FaultCase> cases = new ArrayList<>();
    for (Fault fault : faults) {
      for (int bits = 0; bits < 32; bits++) {
        cases.add(
            new FaultCase(
                fault,
                (bits & 1) != 0,
                (bits & 2) != 0,
                (bits & 4) != 0,
                (bits & 8) != 0,
                (bits & 16) != 0));
      }
    }
    return cases;
  }

  /** {@return why this cannot be; null if it can} */
  String impossible() {
    if (http2 && fault.protocol == Fault.Protocol.TLS) {
      return "HTTP/2 with prior knowledge has no TLS handshake that could fail";
    }
    if (http2 && fault.protocol == Fault.Protocol.HTTP_1) {
      return "HTTP/2 differs, and has a row of its own";
    }
    if (!http2 && fault.protocol == Fault.Protocol.HTTP_2) {
      return "HTTP/1.1 has no streams to reset or refuse and no GOAWAY, and nobody who reads while"
          + " idle";
    }
    if (!warm && fault.place == Fault.Place.IDLE) {
      return "a connection that has not been used yet cannot have been cut while idle";
    }
    if (!twoAddresses && fault.place == Fault.Place.FIRST_ADDRESS) {
      return "a host with one address has no second one to turn to";
    }
    return null;
  }

  FaultCase butCancelled() {
    return new FaultCase(fault, http2, warm, twoAddresses, lasting, true);
  }

  @Override
  public String toString() {
    return fault.title
        + (lasting ? ", every time" : ", once")
        + (http2 ? " · HTTP/2" : " · HTTP/1.1")
        + (warm ? " · kept alive" : " · cold")
        + (twoAddresses ? " · two addresses" : " · one address")
        + (cancelled ? " · cancelled" : "");
  }
}
