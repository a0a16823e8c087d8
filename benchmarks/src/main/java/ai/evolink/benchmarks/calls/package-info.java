/**
 * What a call costs: latency, processor time, allocation, threads and connections, cold start and
 * size, of this SDK beside the bare stack and beside other SDKs.
 *
 * <p>Every contender runs in a JVM of its own with its own class path; a driver lets them take
 * turns, so that whatever else the machine does hits all of them alike.
 */
@NullMarked
package ai.evolink.benchmarks.calls;

import org.jspecify.annotations.NullMarked;
