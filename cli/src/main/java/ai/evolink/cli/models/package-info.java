/**
 * Finding models: by words, by nearness, by price, in the catalogue of this version and in that of
 * the service. Knows the SDK, and nothing of commands.
 */
@NullMarked
package ai.evolink.cli.models;

import org.jspecify.annotations.NullMarked;
