package ai.evolink.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FingerprintsTest {
  @Test
  void requestsAreDifferentOnlyIfThatIsKnown() {
    assertThat(Fingerprints.differ("1:a", "1:b")).isTrue();
    assertThat(Fingerprints.differ("1:a", "1:a")).isFalse();
    assertThat(Fingerprints.differ(null, "1:b")).isFalse();
    assertThat(Fingerprints.differ("1:a", null)).isFalse();
    assertThat(Fingerprints.differ("2:a", "1:b")).as("by other rules").isFalse();
    assertThat(Fingerprints.differ("1:a", "2:b")).as("by other rules").isFalse();
    assertThat(Fingerprints.differ("", "1:b")).as("it had none").isFalse();
  }
}
