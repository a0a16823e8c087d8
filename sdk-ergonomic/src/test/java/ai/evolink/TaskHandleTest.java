package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskHandleTest {
  private static final String ID = "task-unified-1757169743-7cvnl5zw";
  private static final Instant SUBMITTED = Instant.parse("2025-09-06T14:42:23.456Z");
  private static final TaskHandle TASK =
      TaskHandle.of(ID, Kind.VIDEO, SUBMITTED, "kling-v3", Duration.ofMinutes(5), false);

  @Test
  void aTokenIsShortAndSafeInAddresses() {
    assertThat(TASK.toToken()).matches("evt1_[A-Za-z0-9_-]+").hasSizeLessThan(80);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aTokenTellsAllThatTheHandleTold(Kind kind) {
    TaskHandle task = TaskHandle.of(ID, kind, SUBMITTED, "m", Duration.ofMinutes(40), false);
    TaskHandle read = TaskHandle.fromToken(" " + task.toToken() + "\n");
    assertThat(read).isEqualTo(task);
    assertThat(read.kind()).isEqualTo(kind);
    assertThat(read.submittedAt()).isEqualTo(SUBMITTED);
    assertThat(read.model()).contains("m");
    assertThat(read.estimatedTime()).contains(Duration.ofMinutes(40));
  }

  @ParameterizedTest
  @ValueSource(strings = {ID, "task-unified-", "other", "tâche-7", "\u0000odd"})
  void anyIdSurvives(String id) {
    TaskHandle task = TaskHandle.of(id, Kind.IMAGE, SUBMITTED, null, null, false);
    TaskHandle read = TaskHandle.fromToken(task.toToken());
    assertThat(read.id()).isEqualTo(id);
    assertThat(read.model()).isEmpty();
    assertThat(read.estimatedTime()).isEmpty();
  }

  @Test
  void theTokenOfToday_isReadForEver() {
    assertThat(TaskHandle.fromToken(TOKEN)).isEqualTo(TASK);
    assertThat(TASK.toToken()).isEqualTo(TOKEN);
  }

  @Test
  void everyDamageIsNoticed() {
    String token = TASK.toToken();
    for (int i = 0; i < token.length(); i++) {
      String cut = token.substring(0, i);
      assertThatThrownBy(() -> TaskHandle.fromToken(cut))
          .isInstanceOf(IllegalArgumentException.class);
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      String changed = cut + other + token.substring(i + 1);
      assertThatThrownBy(() -> TaskHandle.fromToken(changed))
          .as(changed)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> TaskHandle.fromToken(token.substring(0, 40)))
        .hasMessage(
            "This task token is damaged: its checksum does not match. Was it cut or retyped?");
  }

  @Test
  void aTokenOfANewerVersionSaysSo() {
    assertThatThrownBy(() -> TaskHandle.fromToken("evt2_AAAA"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "This task token has format 2, and this version of the SDK reads up to format 1: a"
                + " newer SDK has written it. Update the SDK that resumes.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ID, "evt1", "something else", "sk-test"})
  void whatIsNoTokenIsToldApart(String text) {
    assertThatThrownBy(() -> TaskHandle.fromToken(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "This is not a task token: tokens come from TaskHandle.toToken() and begin with"
                + " \"evt1_\". For a bare task id use tasks().follow(id).");
  }

  @Test
  void aBareIdTellsWhenItWasMade() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(TaskHandle.ofId(ID, now).submittedAt()).isEqualTo(Instant.ofEpochSecond(1757169743));
    for (String id : new String[] {"other", "task-unified-x-y", "task-unified-99999999999-a"}) {
      assertThat(TaskHandle.ofId(id, now).submittedAt()).isEqualTo(now);
    }
  }

  private static final String TOKEN =
      "evt1_duDs6fuRM60CCWtsaW5nLXYzATE3NTcxNjk3NDMtN2N2bmw1endUBUMg";
}
