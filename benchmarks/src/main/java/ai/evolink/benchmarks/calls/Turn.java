package ai.evolink.benchmarks.calls;

/** What one turn of a contender has cost, per call. */
record Turn(double nanos, double cpuNanos, double bytes) {
  String line() {
    return nanos + " " + cpuNanos + " " + bytes;
  }

  static Turn parse(String line) {
    String[] parts = line.split(" ", -1);
    return new Turn(
        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
  }
}
