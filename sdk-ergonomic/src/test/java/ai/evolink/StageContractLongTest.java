package ai.evolink;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.Arguments;

/** The futures of the JDK, which show that the contract is theirs, and our other kinds. */
@Tag("deep")
class StageContractLongTest extends StageContract {
  static Stream<Arguments> all() {
    return of(FutureSubject.JDK, FutureSubject.JDK_DERIVED, FutureSubject.CALL, FutureSubject.COPY);
  }

  static Stream<Arguments> withOther() {
    return all().filter(StageContract::takesOther);
  }
}
