/**
 * The operations of the Evolink API as Retrofit interfaces, one per group. Generated from {@code
 * spec/evolink.yaml}.
 *
 * <p>For those who bring their own Retrofit:
 *
 * <pre>{@code
 * TasksApi tasks = new Retrofit.Builder()
 *     .baseUrl("https://api.evolink.ai/")
 *     .client(clientThatAddsTheKey)
 *     .addConverterFactory(MoshiConverterFactory.create(EvolinkJson.moshi()))
 *     .build()
 *     .create(TasksApi.class);
 * Task task = tasks.getTask("task-unified-1757165031-uyujaw3d").execute().body();
 * }</pre>
 *
 * <p>Not here: authentication, retries, errors, waiting, and the care that {@linkplain
 * ai.evolink.api.Paid paid} calls need. All that is in the package {@code ai.evolink}.
 */
@NullMarked
package ai.evolink.api;

import org.jspecify.annotations.NullMarked;
