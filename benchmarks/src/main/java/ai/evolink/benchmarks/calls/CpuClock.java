package ai.evolink.benchmarks.calls;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The CPU time of this process. On Linux from the statistics of the scheduler, in nanoseconds: the
 * process clock of the JVM steps by 10 ms there. Threads that end between two readings are missing,
 * and so are those of the JIT compilers there: what they do is the cost of a start, not of a call,
 * and goes on for tens of thousands of calls.
 */
final class CpuClock {
  private static final Path TASKS = Path.of("/proc/self/task");
  private static final boolean FINE = Files.isReadable(Path.of("/proc/self/schedstat"));
  private static final Pattern COMPILER = Pattern.compile("C[12] Compiler");
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private CpuClock() {}

  static long nanos() throws IOException {
    if (!FINE) {
      return SYSTEM.getProcessCpuTime();
    }
    long sum = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(TASKS)) {
      for (Path thread : threads) {
        if (!isCompiler(thread)) {
          sum += nanosOf(thread);
        }
      }
    }
    return sum;
  }

  private static boolean isCompiler(Path thread) throws IOException {
    try {
      return COMPILER.matcher(Files.readString(thread.resolve("comm"))).lookingAt();
    } catch (NoSuchFileException ended) {
      return false;
    }
  }

  private static long nanosOf(Path thread) throws IOException {
    try {
      String line = Files.readString(thread.resolve("schedstat"));
      return Long.parseLong(line.substring(0, line.indexOf(' ')));
    } catch (NoSuchFileException ended) {
      return 0;
    } catch (IOException e) {
      if (Files.exists(thread)) {
        throw e;
      }
      return 0; // it ended while its file was read
    }
  }
}
