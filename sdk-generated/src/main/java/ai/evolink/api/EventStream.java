package ai.evolink.api;

import ai.evolink.model.EvolinkJson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * An answer that comes as server-sent events with one JSON document each, read as they come.
 *
 * <pre>{@code
 * try (EventStream<ChatChunk> chunks = EventStream.of(response.body(), ChatChunk.class)) {
 *   for (ChatChunk chunk : chunks) {
 *     System.out.print(chunk);
 *   }
 * }
 * }</pre>
 *
 * <p>It ends with the connection, or at {@code data: [DONE]}. Comments, names, ids and retry times
 * of events are passed over. Waiting for the next event blocks; a connection that breaks is an
 * {@link UncheckedIOException} there, and what cannot be read as {@code T} a {@link
 * JsonDataException}. Can be iterated once. Not thread-safe, but {@link #close} may be called by
 * any thread, and ends a wait.
 *
 * @param <T> what an event holds
 */
public final class EventStream<T> implements Iterable<T>, Closeable {
  private static final String END = "[DONE]";

  /** An event has to be held as a whole, so there has to be an end to it. */
  private static final int LONGEST_EVENT = 16 * 1024 * 1024;

  private final ResponseBody body;
  private final JsonAdapter<T> adapter;
  private boolean iterated;

  private EventStream(ResponseBody body, JsonAdapter<T> adapter) {
    this.body = body;
    this.adapter = adapter;
  }

  /**
   * Reads an answer.
   *
   * @param body of an operation that answers with events; belongs to the stream from now on
   * @param type a type of {@code ai.evolink.model}, or {@code Object} for JSON as it comes
   * @param <T> what an event holds
   * @return to be closed
   */
  public static <T> EventStream<T> of(ResponseBody body, Class<T> type) {
    return new EventStream<>(body, EvolinkJson.moshi().adapter(type));
  }

  @Override
  public Iterator<T> iterator() {
    if (iterated) {
      throw new IllegalStateException("The events have been read, or are being read, already");
    }
    iterated = true;
    return new Events();
  }

  /** Ends the connection, whether or not all events have been read. */
  @Override
  public void close() {
    body.close();
  }

  private final class Events implements Iterator<T> {
    private final BufferedSource source = body.source();
    private @Nullable T next;
    private boolean ended;

    @Override
    public boolean hasNext() {
      if (next == null && !ended) {
        try {
          next = read();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        ended = next == null;
      }
      return next != null;
    }

    @Override
    public T next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      T event = next;
      next = null;
      return event;
    }

    /** The next event that holds a value; null at the end. */
    private @Nullable T read() throws IOException {
      StringBuilder data = new StringBuilder();
      while (true) {
        String line = line();
        if (line != null && line.startsWith("data:")) {
          String part = line.startsWith("data: ") ? line.substring(6) : line.substring(5);
          data.append(data.length() == 0 ? "" : "\n").append(part);
          if (data.length() > LONGEST_EVENT) {
            throw new IOException("An event is longer than " + LONGEST_EVENT + " characters");
          }
        } else if (line == null || line.isEmpty()) {
          String text = data.toString();
          data.setLength(0);
          if (text.strip().equals(END)) {
            return null;
          }
          T event = text.isBlank() ? null : parsed(text);
          if (event != null || line == null) {
            return event;
          }
        }
      }
    }

    private @Nullable T parsed(String text) {
      try {
        return adapter.fromJson(text);
      } catch (IOException e) { // not of the connection: the text is here
        throw new JsonDataException("An event holds no JSON: " + e.getMessage(), e);
      }
    }

    /** Ends at CR LF or LF; null at the end of the stream. */
    private @Nullable String line() throws IOException {
      if (source.exhausted()) {
        return null;
      }
      long end = source.indexOf((byte) '\n', 0, LONGEST_EVENT);
      if (end < 0 && source.request(LONGEST_EVENT)) {
        throw new IOException("An event is longer than " + LONGEST_EVENT + " characters");
      }
      String line = end < 0 ? source.readUtf8() : source.readUtf8LineStrict(LONGEST_EVENT);
      return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
  }
}
