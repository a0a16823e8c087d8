/**
 * Purchases as Temporal workflows: activities that submit once and wait for as long as it takes, a
 * workflow of one task, and one of a batch under a budget.
 */
@NullMarked
package ai.evolink.temporal;

import org.jspecify.annotations.NullMarked;
