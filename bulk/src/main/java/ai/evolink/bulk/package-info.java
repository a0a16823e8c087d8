/**
 * Many purchases, on one machine or on many, none of them twice.
 *
 * <p>{@link ai.evolink.bulk.JdbcTaskStore} is a {@link ai.evolink.TaskJournal} in a database, also
 * for those who want nothing else of this package. {@link ai.evolink.bulk.BulkWorker} buys the
 * {@linkplain ai.evolink.bulk.BulkItem items} of a {@link ai.evolink.bulk.Bulk} that such a store
 * holds, together with all other workers of the same store.
 *
 * <pre>{@code
 * JdbcTaskStore store = JdbcTaskStore.of(dataSource);
 * try (EvolinkClient evolink = EvolinkClient.builderFromEnv().journal(store).build();
 *     BulkWorker worker =
 *         BulkWorker.builder(evolink, store).submitsPerSecond(20).saveInto(photos).start()) {
 *   Bulk bulk = worker.bulk("autumn");
 *   bulk.addAll(products.map(p -> BulkItem.of(p.sku(), ImageRequest.of(p.text()))));
 *   bulk.join();
 * }
 * }</pre>
 */
@NullMarked
package ai.evolink.bulk;

import org.jspecify.annotations.NullMarked;
