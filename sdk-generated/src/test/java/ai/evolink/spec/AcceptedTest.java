package ai.evolink.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptedTest {
  private static final Change GONE = Change.breaking("GET /v1/x: removed");
  private static final Change OLD = Change.compatible("GET /v1/y: added");

  @Test
  void acceptedIsWhatIsNamedWithAReason() {
    Accepted accepted = Accepted.of(List.of("# why", "", "GET /v1/x: removed -- nobody has it"));

    assertThat(accepted.has(GONE)).isTrue();
    assertThat(accepted.has(Change.breaking("GET /v1/x"))).isFalse();
    assertThat(accepted.without(List.of(GONE, OLD))).isEmpty();
  }

  @Test
  void entryWithoutABreakingChangeIsLeftOver() {
    Accepted accepted = Accepted.of(List.of("GET /v1/x: removed -- a", "GET /v1/y: added -- b"));

    assertThat(accepted.without(List.of(OLD)))
        .containsExactly("GET /v1/x: removed", "GET /v1/y: added");
  }

  @Test
  void entryWithoutAReasonIsRefused() {
    assertThatThrownBy(() -> Accepted.of(List.of("GET /v1/x: removed")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected \"change -- reason\", but was \"GET /v1/x: removed\"");
    assertThatThrownBy(() -> Accepted.of(List.of("GET /v1/x: removed -- ")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void proposalIsTheEntryWithoutItsReason() {
    assertThat(Accepted.proposal(List.of(GONE))).isEqualTo("GET /v1/x: removed -- REASON\n");
  }
}
