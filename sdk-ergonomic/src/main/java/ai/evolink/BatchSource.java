package ai.evolink;

import java.util.Iterator;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the items of a batch come from. One thread at a time uses it. */
final class BatchSource<T> {
  private final Supplier<? extends Iterator<? extends T>> opening;
  private @Nullable Runnable closing;
  private @Nullable Iterator<? extends T> items;

  /**
   * @param closing called once, when nothing more is taken
   */
  BatchSource(Supplier<? extends Iterator<? extends T>> opening, Runnable closing) {
    this.opening = opening;
    this.closing = closing;
  }

  /** {@return the next item; null if there is none} Throws whatever the caller's code does. */
  @Nullable T next() {
    Iterator<? extends T> from = items;
    if (from == null) {
      from = Objects.requireNonNull(opening.get(), "iterator");
      items = from;
    }
    return from.hasNext() ? Objects.requireNonNull(from.next(), "item of a batch") : null;
  }

  void close() {
    Runnable close = closing;
    closing = null;
    items = null;
    if (close != null) {
      close.run();
    }
  }
}
