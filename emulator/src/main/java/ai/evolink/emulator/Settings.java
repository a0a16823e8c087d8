package ai.evolink.emulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an emulator was told when it was started. */
record Settings(
    String host,
    int port,
    Mode mode,
    Duration pace,
    TaskOutcome outcome,
    BigDecimal credits,
    EmulatorClock clock,
    int maxTasks,
    long maxFileBytes,
    int fileQuota,
    Duration callbackTimeout,
    List<Fault> faults,
    long faultSeed,
    boolean idempotencyKeys,
    boolean billing,
    @Nullable Tls tls) {}
