package ai.evolink;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of tasks, the newest first. Tasks that begin between two queries move the
 * others, so that a task may stand on two pages. Immutable.
 */
@Experimental
public final class TaskPage {
  private final int number;
  private final List<TaskSummary> tasks;
  private final @Nullable Long total;
  private final @Nullable Supplier<EvolinkFuture<TaskPage>> next;

  /**
   * @param next asks for the next page; null for the last one
   */
  TaskPage(
      int number,
      List<TaskSummary> tasks,
      @Nullable Long total,
      @Nullable Supplier<EvolinkFuture<TaskPage>> next) {
    this.number = number;
    this.tasks = List.copyOf(tasks);
    this.total = total;
    this.next = next;
  }

  /** {@return the number of this page, counted from 1} */
  public int number() {
    return number;
  }

  /** {@return the tasks of this page, unmodifiable} */
  public List<TaskSummary> tasks() {
    return tasks;
  }

  /** {@return the number of tasks on all pages; empty if the service does not say} */
  public OptionalLong total() {
    return total == null ? OptionalLong.empty() : OptionalLong.of(total);
  }

  /** {@return whether no page follows} */
  public boolean isLast() {
    return next == null;
  }

  /**
   * Asks for the next page.
   *
   * @return a future that fails as that of {@link Tasks#list} does
   * @throws NoSuchElementException if this is the last page
   */
  public EvolinkFuture<TaskPage> next() {
    if (next == null) {
      throw new NoSuchElementException("Page " + number + " is the last one");
    }
    return next.get();
  }

  @Override
  public String toString() {
    return "TaskPage[" + number + ", " + tasks.size() + " tasks]";
  }
}
