package ai.evolink.internal.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A disk that fails where it is told to, and writes down what is asked of it. */
final class FakeStorage implements JournalStorage {
  enum Step {
    OPEN,
    APPEND,
    FORCE,
    WRITE, // of the file that is to replace the old one
    RENAME,
    RENAMED; // and then failed, so that nobody knows
  }

  /** What the next process would read. */
  byte[] bytes;

  final List<Step> steps = new ArrayList<>();

  /** What fails from now on. */
  @Nullable Step failing;

  /** How many steps still succeed; all others fail. */
  int left = Integer.MAX_VALUE;

  /** How many bytes of an append that fails are written nevertheless. */
  int torn;

  Runnable beforeAppend = () -> {};

  FakeStorage(byte... bytes) {
    this.bytes = bytes.clone();
  }

  private void step(Step step) throws IOException {
    steps.add(step);
    if (step == failing || left-- <= 0) {
      throw new IOException("No space left on device");
    }
  }

  @Override
  public byte[] open() throws IOException {
    step(Step.OPEN);
    return bytes.clone();
  }

  @Override
  public void append(byte[] added) throws IOException {
    beforeAppend.run();
    try {
      step(Step.APPEND);
    } catch (IOException e) {
      add(Arrays.copyOf(added, Math.min(torn, added.length)));
      throw e;
    }
    add(added);
  }

  private void add(byte[] added) {
    int length = bytes.length;
    bytes = Arrays.copyOf(bytes, length + added.length);
    System.arraycopy(added, 0, bytes, length, added.length);
  }

  @Override
  public void force() throws IOException {
    step(Step.FORCE);
  }

  @Override
  public void replace(Content content) throws IOException {
    ByteArrayOutputStream replacement = new ByteArrayOutputStream();
    try {
      step(Step.WRITE);
      content.writeTo(replacement);
    } catch (IOException e) {
      throw new NotReplacedException(e);
    }
    step(Step.RENAME);
    bytes = replacement.toByteArray();
    step(Step.RENAMED);
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void close() {}

  @Override
  public String name() {
    return "journal of a test";
  }
}
