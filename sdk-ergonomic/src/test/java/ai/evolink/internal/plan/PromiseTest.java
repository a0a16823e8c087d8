package ai.evolink.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromiseTest {
  @Test
  void twoValuesThatAgreePromiseAnEnd() {
    assertThat(Promise.of(25, 10, 50, 20)).isEqualTo(40);
    assertThat(Promise.of(25, 10, 50, 24)).isEqualTo(48);
  }

  @Test
  void valuesThatDisagreePromiseNothing() {
    assertThat(Promise.of(10, 10, 50, 20)).isNegative();
    assertThat(Promise.of(25, 10, 50, 40)).isNegative();
  }

  @Test
  void oneValueAloneOrALowOnePromisesNothing() {
    assertThat(Promise.of(-1, 0, 50, 20)).isNegative();
    assertThat(Promise.of(4, 4, 50, 50)).isNegative();
  }

  @Test
  void aPromiseIsBrokenByATaskThatGoesOnMuchLonger() {
    assertThat(Promise.isKept(40, 39)).isTrue();
    assertThat(Promise.isKept(40, 50)).isTrue();
    assertThat(Promise.isKept(40, 51)).isFalse();
  }

  @Test
  void aModelThatBreaksItsPromisesIsBelievedAgainOnceItKeepsThem() {
    DurationModel model = new DurationModel();
    for (int i = 0; i < 60; i++) {
      model.add(model.number(), 45, 11, 13);
    }
    assertThat(believes(model)).isTrue();
    model.promised(false);
    assertThat(believes(model)).isTrue();
    model.promised(false);
    model.promised(false);
    assertThat(believes(model)).isFalse();
    for (int i = 0; i < 3; i++) {
      model.promised(true);
    }
    assertThat(believes(model)).isTrue();
  }

  private static boolean believes(DurationModel model) {
    PollPlan plan = model.plan();
    return plan != null && plan.believesProgress();
  }
}
