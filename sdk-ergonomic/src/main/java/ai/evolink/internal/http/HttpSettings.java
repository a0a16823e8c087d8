package ai.evolink.internal.http;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the client's builder that concern calls.
 *
 * @param readLimit the timeout of a read, all attempts included
 * @param submitLimit the timeout of a submit, all attempts included
 * @param uploadLimit the timeout of an upload, all attempts included
 * @param maxRetries the largest number of retries of a call
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
