package ai.evolink.emulator;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Where and how the end of one task is told. */
final class CallbackHook {

  private final URI address;
  private final String base;
  private final @Nullable Fault fault;
  private final AtomicBoolean told = new AtomicBoolean();
  private volatile boolean over;

  /**
   * @param base what links in it begin with
   * @param fault what goes wrong with it, if anything does
   */
  CallbackHook(URI address, String base, @Nullable Fault fault) {
    this.address = address;
    this.base = base;
    this.fault = fault;
  }

  URI address() {
    return address;
  }

  String base() {
    return base;
  }

  FaultKind fault() {
    return fault == null ? FaultKind.NONE : fault.kind();
  }

  /** How much later than the end of the task it comes. */
  Duration late() {
    return fault == null ? Duration.ZERO : fault.lasting();
  }

  /** Nothing more will be sent: it was taken, or it has been given up. */
  void end() {
    over = true;
  }

  boolean isOver() {
    return over || fault() == FaultKind.LOST_CALLBACK;
  }

  /** True for the first who wants to tell. */
  boolean claim() {
    return told.compareAndSet(false, true);
  }
}
