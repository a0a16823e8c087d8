package ai.evolink;

import ai.evolink.model.GenerationRequest;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request of a batch: what to make, what the caller calls it, and where its result goes.
 * Immutable.
 *
 * <pre>{@code
 * BatchItem.of("A7", ImageRequest.of("A red bicycle")).saveTo(Path.of("photos", "A7"))
 * }</pre>
 *
 * @param <R> the request type of the medium
 */
public final class BatchItem<R extends GenerationRequest> {
  private final R request;
  private final SubmitOptions options;
  private final @Nullable Path file;

  private BatchItem(R request, SubmitOptions options, @Nullable Path file) {
    this.request = request;
    this.options = options;
    this.file = file;
  }

  /**
   * {@return an item that is bought once under {@code orderId}, see {@link
   * SubmitOptions.Builder#orderId}}
   *
   * @throws IllegalArgumentException as {@link SubmitOptions.Builder#orderId} does
   */
  public static <R extends GenerationRequest> BatchItem<R> of(String orderId, R request) {
    return of(request, SubmitOptions.ofOrder(orderId));
  }

  /**
   * {@return an item that is submitted as {@code options} say} Without an order id, each run of the
   * batch buys it.
   */
  public static <R extends GenerationRequest> BatchItem<R> of(R request, SubmitOptions options) {
    return new BatchItem<>(
        Objects.requireNonNull(request, "request"),
        Objects.requireNonNull(options, "options"),
        null);
  }

  /**
   * {@return the same item, whose result is saved to {@code file} before its end is told} Folders
   * are created. If the name has no ending of a media file, that of the result is added; several
   * results get numbers: {@code A7-1.mp3}, {@code A7-2.mp3}. A file of that name is replaced.
   * Default: nothing is saved.
   */
  public BatchItem<R> saveTo(Path file) {
    return new BatchItem<>(request, options, Objects.requireNonNull(file, "file"));
  }

  /** {@return what to make} */
  public R request() {
    return request;
  }

  /** {@return how it is submitted} */
  public SubmitOptions options() {
    return options;
  }

  /** {@return the caller's own name for the purchase; empty if it has none} */
  public Optional<String> orderId() {
    return options.orderId();
  }

  /** {@return where the result is saved; empty if it is not} */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  @Override
  public String toString() {
    return "BatchItem[" + options + "]";
  }
}
