/**
 * The embedded journal of purchases: framed batches in a file, group commit, compaction.
 *
 * <p>Start with {@link ai.evolink.internal.journal.EmbeddedJournal}, which keeps all entries in
 * memory and writes what changes through {@link ai.evolink.internal.journal.GroupCommit} into a
 * {@link ai.evolink.internal.journal.JournalStorage}. What a file may say, and what is damage of
 * it, stands in {@link ai.evolink.internal.journal.JournalContent} and {@link
 * ai.evolink.internal.journal.Frames}. Knows nothing of HTTP, submits and waits.
 */
@NullMarked
package ai.evolink.internal.journal;

import org.jspecify.annotations.NullMarked;
