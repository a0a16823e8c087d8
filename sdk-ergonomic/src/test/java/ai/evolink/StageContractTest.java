package ai.evolink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The wait for a task, and a stage of it. */
class StageContractTest extends StageContract {
  static Stream<Arguments> all() {
    return of(FutureSubject.TASK, FutureSubject.APPLIED);
  }

  static Stream<Arguments> withOther() {
    return all().filter(StageContract::takesOther);
  }

  @Test
  void theTableHasEveryMethod() {
    assertThat(StageMethod.all().map(StageMethod::name).distinct()).hasSize(14);
    assertThat(StageMethod.all()).hasSizeGreaterThanOrEqualTo(3 * 14);
  }
}
