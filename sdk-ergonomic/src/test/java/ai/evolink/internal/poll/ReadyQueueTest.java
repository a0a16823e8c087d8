package ai.evolink.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.internal.time.TimerNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReadyQueueTest {
  private static final int WATCHES = 40;

  private final ReadyQueue queue = new ReadyQueue();

  @Test
  void mostUrgentIsFirstWhateverWasRemovedInBetween() {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < 100; round++) {
      List<Watch> in = new ArrayList<>();
      for (int i = 0; i < WATCHES; i++) {
        Watch watch = Watches.of("task-" + i);
        watch.urgency = random.nextInt(1000);
        queue.add(watch);
        in.add(watch);
        if (random.nextInt(3) == 0) {
          Watch left = in.remove(random.nextInt(in.size()));
          queue.remove(left);
          queue.remove(left);
          assertThat(left.queueSlot).isEqualTo(TimerNode.OUT);
        }
      }
      assertThat(queue.size()).isEqualTo(in.size());
      in.sort(Comparator.comparingLong(watch -> watch.urgency));
      for (Watch next : in) {
        assertThat(queue.isEmpty()).isFalse();
        assertThat(queue.poll())
            .isNotNull()
            .extracting(watch -> watch.urgency)
            .isEqualTo(next.urgency);
      }
      assertThat(queue.isEmpty()).isTrue();
      assertThat(queue.poll()).isNull();
    }
  }
}
