package ai.evolink.bulk;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;

/** What CPU this process and its database server have used since some moment. Linux only. */
final class Cpu {
  private static final double MILLIS_A_TICK = 10;

  private final long server;
  private final double serverThen;
  private final double processThen;

  Cpu(String url) throws Exception {
    this.server = url.startsWith("jdbc:postgresql:") ? postmaster(url) : 0;
    this.serverThen = serverMillis();
    this.processThen = processMillis();
  }

  private static long postmaster(String url) throws Exception {
    try (Connection connection = TestDatabase.source(url).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return ProcessHandle.of(row.getLong(1))
          .flatMap(ProcessHandle::parent)
          .map(ProcessHandle::pid)
          .orElse(0L);
    }
  }

  double workerMillis() {
    return processMillis() - processThen;
  }

  double databaseMillis() {
    return serverMillis() - serverThen;
  }

  private static double processMillis() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e6;
  }

  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** The server with its backends, those included that have ended. */
  private double serverMillis() {
    if (server == 0) {
      return 0;
    }
    double all = ticks(server, 4);
    for (ProcessHandle child : ProcessHandle.of(server).orElseThrow().children().toList()) {
      all += ticks(child.pid(), 2);
    }
    return all * MILLIS_A_TICK;
  }

  /** Adds up user and system time, and with 4 values those of children that have ended. */
  private static double ticks(long pid, int values) {
    Path stat = Path.of("/proc", Long.toString(pid), "stat");
    String text;
    try {
      text = Files.readString(stat);
    } catch (IOException e) {
      return 0; // that backend has just ended
    }
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    double ticks = 0;
    for (int i = 0; i < values; i++) {
      ticks += Long.parseLong(fields[11 + i]);
    }
    return ticks;
  }
}
