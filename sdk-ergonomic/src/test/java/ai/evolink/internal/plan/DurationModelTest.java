package ai.evolink.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationModelTest {
  @Test
  void oneTaskThatTakesLongerIsNoChangeOfTheModel() {
    DurationModel model = new DurationModel();
    for (int i = 0; i < 100; i++) {
      ends(model, 8, 11, 13);
    }
    ends(model, 11, 14, 51);
    assertThat(model.count()).isEqualTo(101);
    for (int i = 0; i < 3; i++) {
      ends(model, 11, 14, 51);
    }
    assertThat(model.count()).isLessThan(5);
  }

  /** A task that is seen pending twice and then completed. */
  private static void ends(DurationModel model, double first, double second, double until) {
    int number = model.begin();
    model.pending(-1, first);
    model.pending(first, second);
    model.gone(second);
    model.add(number, 45, second, until);
  }
}
