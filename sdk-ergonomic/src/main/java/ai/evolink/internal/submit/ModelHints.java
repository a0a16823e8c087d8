package ai.evolink.internal.submit;

import ai.evolink.internal.text.Log;
import ai.evolink.internal.text.OneLine;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says once of an unknown model which known one was probably meant. */
final class ModelHints {
  /** Ids may be a caller's input. */
  private static final int MOST_IDS = 1_000;

  private final Set<String> looked = ConcurrentHashMap.newKeySet();

  void look(String id) {
    if (looked.size() < MOST_IDS && looked.add(id)) {
      ModelIds.near(id)
          .ifPresent(
              near ->
                  Log.LOGGER.log(
                      Level.WARNING,
                      "Model \""
                          + OneLine.of(id, 100)
                          + "\" is not known to this version, and is sent as it is; did you mean \""
                          + near
                          + "\"?"));
    }
  }
}
