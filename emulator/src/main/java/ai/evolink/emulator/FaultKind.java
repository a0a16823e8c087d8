package ai.evolink.emulator;

import java.util.Locale;

/** The things that can go wrong, and where each of them can. */
enum FaultKind {
  NONE(Reach.EVERYWHERE),
  STATUS(Reach.ANSWERS),
  CUT(Reach.ANSWERS),
  NO_ANSWER(Reach.ANSWERS),
  DELAY(Reach.ANSWERS),
  TRICKLE(Reach.ANSWERS),
  TRUNCATED_BODY(Reach.ANSWERS),
  MALFORMED_JSON(Reach.JSON),
  UNKNOWN_FIELDS(Reach.JSON),
  UNKNOWN_VALUES(Reach.JSON),
  EXPIRED_LINK(Reach.DOWNLOADS),
  DUPLICATE_CALLBACK(Reach.CALLBACKS),
  LATE_CALLBACK(Reach.CALLBACKS),
  FORGED_CALLBACK(Reach.CALLBACKS),
  LOST_CALLBACK(Reach.CALLBACKS);

  private final Reach reach;

  FaultKind(Reach reach) {
    this.reach = reach;
  }

  private enum Reach {
    EVERYWHERE,
    ANSWERS,
    JSON,
    DOWNLOADS,
    CALLBACKS
  }

  boolean appliesTo(ApiOperation operation) {
    boolean callback = operation == ApiOperation.CALLBACK;
    return switch (reach) {
      case EVERYWHERE -> true;
      case ANSWERS -> !callback;
      case JSON -> !operation.isDownload();
      case DOWNLOADS -> operation.isDownload();
      case CALLBACKS -> callback;
    };
  }

  /** What the control API calls it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
