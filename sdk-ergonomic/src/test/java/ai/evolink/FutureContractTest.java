package ai.evolink;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Each future on one executor, and the wait for a task on all of them. */
class FutureContractTest extends FutureContract {
  static Stream<Arguments> all() {
    return each(FutureContractTest::isOften);
  }

  static boolean isOften(FutureSubject subject, ForeignExecutor executor) {
    return executor == ForeignExecutor.DIRECT || subject == FutureSubject.TASK;
  }
}
