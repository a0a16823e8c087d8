package ai.evolink.springai;

import ai.evolink.Generation;
import java.util.Map;
import org.springframework.ai.model.MutableResponseMetadata;

/** The names of what the metadata of a response tells of the paid task. */
public final class EvolinkMetadata {
  /**
   * A text that finds the task again, in this process or another, without paying again: {@code
   * client.tasks().resume(token)}. Always there.
   */
  public static final String TASK_TOKEN = "taskToken";

  /** The id of the task, a text. Always there. */
  public static final String TASK_ID = "taskId";

  /** The model that was asked, a text. Always there. */
  public static final String MODEL = "model";

  /** The size that was asked for, a text such as {@code 16:9}; absent if none was. */
  public static final String SIZE = "size";

  /**
   * The resolution that was asked for, a text such as {@code 2K}; absent if none was, and for
   * models that name it {@code quality}.
   */
  public static final String RESOLUTION = "resolution";

  /** The quality that was asked for, a text; absent if none was. */
  public static final String QUALITY = "quality";

  /**
   * The credits that the task cost, a {@code BigDecimal}; absent if the service does not tell them.
   */
  public static final String CREDITS_USED = "creditsUsed";

  /**
   * When the links to the results may end, an {@code Instant}; absent if there are no such links.
   */
  public static final String EXPIRES_AT = "expiresAt";

  private EvolinkMetadata() {}

  static <M extends MutableResponseMetadata> M into(
      M metadata, Generation made, String model, Map<String, Object> asked) {
    metadata.put(TASK_TOKEN, made.task().toToken());
    metadata.put(TASK_ID, made.task().id());
    metadata.put(MODEL, model);
    for (String option : new String[] {SIZE, RESOLUTION, QUALITY}) {
      if (asked.get(option) instanceof String text) {
        metadata.put(option, text);
      }
    }
    made.creditsUsed().ifPresent(credits -> metadata.put(CREDITS_USED, credits));
    made.artifacts().stream()
        .flatMap(file -> file.expiresAt().stream())
        .findFirst()
        .ifPresent(end -> metadata.put(EXPIRES_AT, end));
    return metadata;
  }
}
