package ai.evolink.emulator;

import java.math.BigDecimal;
import java.time.Duration;

/** What an emulator was told when it was started. */
record Settings(
    String host,
    int port,
    Mode mode,
    Duration pace,
    BigDecimal credits,
    EmulatorClock clock,
    int maxTasks,
    long maxFileBytes,
    int fileQuota,
    Duration callbackTimeout) {}
