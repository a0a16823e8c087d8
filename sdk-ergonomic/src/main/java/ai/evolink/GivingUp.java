package ai.evolink;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets a cancel travel from a stage to the futures it came from. */
final class GivingUp {
  private GivingUp() {}

  /**
   * Decides every future behind {@code upstream} as cancelled. They are decided now, so that polls
   * and calls end at once; the decisions, added in order from the stage to its sources, are for the
   * caller to apply.
   */
  static void of(@Nullable Object upstream, List<Decision<?>> decisions) {
    ArrayDeque<EvolinkFuture<?>> open = new ArrayDeque<>(2);
    addSources(upstream, open);
    EvolinkFuture<?> next;
    while ((next = open.poll()) != null) {
      Object before = next.giveUp(decisions);
      if (before != Decision.LOST) {
        addSources(before, open);
      }
    }
  }

  private static void addSources(@Nullable Object upstream, ArrayDeque<EvolinkFuture<?>> into) {
    if (upstream instanceof EvolinkFuture<?> source) {
      into.add(source);
    } else if (upstream instanceof Composition<?, ?> composition) {
      composition.cancelled();
      EvolinkFuture<?> inner = composition.inner();
      if (inner != null) {
        into.add(inner);
      }
      EvolinkFuture<?> source = composition.source();
      if (source != null) {
        into.add(source);
      }
    }
  }
}
