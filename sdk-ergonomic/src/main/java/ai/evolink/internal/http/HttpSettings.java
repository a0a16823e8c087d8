package ai.evolink.internal.http;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the client's builder says about calls.
 *
 * @param readLimit how long a read may take, all attempts together
 * @param submitLimit the same for a submit
 * @param uploadLimit the same for an upload
 * @param maxRetries how often a call is repeated at most
 * @param spendLimit in credits; null for none
 */
public record HttpSettings(
    ApiKey apiKey,
    Hosts hosts,
    Duration readLimit,
    Duration submitLimit,
    Duration uploadLimit,
    int maxRetries,
    boolean idempotencyKeys,
    @Nullable BigDecimal spendLimit) {}
