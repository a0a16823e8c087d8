/**
 * When to poll a task, as pure functions of what is known about it.
 *
 * <p>Start with {@link ai.evolink.internal.plan.AdaptivePolicy}, the default, which learns
 * durations with {@link ai.evolink.internal.plan.DurationModel} and plans polls with {@link
 * ai.evolink.internal.plan.PollPlan}. Knows no clock, no thread, no HTTP and no JSON.
 */
@NullMarked
package ai.evolink.internal.plan;

import org.jspecify.annotations.NullMarked;
