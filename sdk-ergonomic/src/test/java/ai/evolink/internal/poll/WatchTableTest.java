package ai.evolink.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WatchTableTest {
  private final WatchTable table = new WatchTable();

  private void assertHolds(Map<String, Watch> expected) {
    assertThat(table.size()).isEqualTo(expected.size());
    expected.forEach((id, watch) -> assertThat(table.get(id)).isSameAs(watch));
    List<Watch> all = new ArrayList<>();
    table.forEach(all::add);
    assertThat(all).containsExactlyInAnyOrderElementsOf(expected.values());
  }

  @Test
  void eachWatchIsFoundByItsTaskWhateverCameAndLeft() {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < 20; round++) {
      Map<String, Watch> expected = new LinkedHashMap<>();
      for (int i = 0; i < 100; i++) {
        String id = "task-" + random.nextInt(60);
        Watch there = expected.remove(id);
        if (there == null) {
          Watch made = Watches.of(id);
          table.add(made);
          expected.put(id, made);
        } else {
          table.remove(there);
          assertThat(table.get(id)).isNull();
        }
        assertHolds(expected);
      }
      expected.values().forEach(table::remove);
      assertHolds(Map.of());
    }
  }

  /** Their hashes are the same. */
  @Test
  void watchesOfOneBucketLeaveInAnyOrder() {
    for (int first = 0; first < 3; first++) {
      Map<String, Watch> expected = new LinkedHashMap<>();
      for (String id : List.of("task-AaAa", "task-BBBB", "task-AaBB")) {
        Watch watch = Watches.of(id);
        table.add(watch);
        expected.put(id, watch);
      }
      List<Watch> leaving = new ArrayList<>(expected.values());
      Collections.rotate(leaving, first);
      for (Watch watch : leaving) {
        table.remove(watch);
        expected.remove(watch.task.id());
        assertHolds(expected);
        table.remove(watch); // has no effect
        assertHolds(expected);
      }
    }
  }
}
