package ai.evolink;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;

/** The other futures on the other executors. */
@Tag("deep")
class FutureContractLongTest extends FutureContract {
  static Stream<Arguments> all() {
    return each((subject, executor) -> !FutureContractTest.isOften(subject, executor));
  }
}
