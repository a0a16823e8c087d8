package ai.evolink.temporal;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the items of a batch come from: an activity of your own, which reads your table or file
 * page by page, so that a batch may be of any size.
 */
@ActivityInterface(namePrefix = "EvolinkBatch")
public interface BatchSource {
  /**
   * Some items.
   *
   * @param items in the order in which they are bought; the order ids are unique in the batch
   * @param next the cursor of the next page; null if there is none
   */
  record Page(List<BatchItem> items, @Nullable String next) {}

  /**
   * {@return the items from {@code cursor} on}
   *
   * @param batch the id of the workflow of the batch
   * @param cursor null for the first page
   * @param atMost how many
   */
  @ActivityMethod
  Page page(String batch, @Nullable String cursor, int atMost);
}
