package ai.evolink.internal.submit;

import ai.evolink.TaskJournal;
import ai.evolink.internal.http.Transport;
import ai.evolink.internal.quote.Budget;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.internal.time.Randomness;
import org.jspecify.annotations.Nullable;

/**
 * What all submits of a client share.
 *
 * @param journal is told of every submit; null to write nothing
 * @param budget lets submits pass
 * @param ledger the name under which purchases are added up in the journal; null for none
 * @param accepted tells the caller of tasks that were bought
 * @param settlement finds the task of a submit whose answer was lost; null if nothing could tell
 * @param drain lets submits that have left come to their end at shutdown
 */
public record SubmitParts(
    Transport transport,
    Continuations continuations,
    Randomness random,
    @Nullable TaskJournal journal,
    Budget budget,
    @Nullable String ledger,
    AcceptedTasks accepted,
    @Nullable Settlement settlement,
    ShutdownDrain drain) {}
