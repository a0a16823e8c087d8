package ai.evolink;

import ai.evolink.api.TasksApi;
import ai.evolink.internal.http.Lazy;
import ai.evolink.internal.http.Transport;
import ai.evolink.model.TaskListEntry;
import ai.evolink.model.TaskListResponse;
import ai.evolink.model.TaskStatus;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks for pages of the list of tasks. */
final class TaskListing {
  /** After so many pages without a new task in a row, no further one is asked for. */
  private static final int MOST_STALE = 3;

  private final Transport transport;
  private final Completions completions;
  private final Lazy<TasksApi> api;

  TaskListing(Transport transport, Completions completions) {
    this.transport = transport;
    this.completions = completions;
    this.api = transport.api(TasksApi.class);
  }

  EvolinkFuture<TaskPage> page(TaskQuery query, int number) {
    return completions.publish(read(query, number));
  }

  CompletableFuture<TaskPage> read(TaskQuery query, int number) {
    return transport.send(
        api.get()
            .listTasks(
                query.status().map(TaskStatus::value).orElse(null),
                query.kind().map(kind -> kind.name().toLowerCase(Locale.ROOT)).orElse(null),
                query.model().orElse(null),
                number,
                query.pageSize()),
        answer -> read(query, number, answer));
  }

  private TaskPage read(TaskQuery query, int number, TaskListResponse answer) {
    List<TaskListEntry> rows = answer.data();
    if (rows == null) {
      throw transport.refusedInside200("GET /v1/tasks", answer);
    }
    requirePage(number, answer.page());
    Integer size = answer.pageSize();
    Long total = answer.total();
    int onAPage = size == null || size < 1 ? query.pageSize() : size;
    boolean last =
        rows.isEmpty()
            || (total == null ? rows.size() < onAPage : (long) number * onAPage >= total);
    return new TaskPage(
        number,
        rows.stream().map(TaskSummary::new).toList(),
        total,
        last ? null : () -> page(query, number + 1));
  }

  /** A service that pages in another way would show the first page for ever. */
  private static void requirePage(int asked, @Nullable Integer told) {
    if (told == null ? asked > 1 : told != asked) {
      throw new IllegalStateException("page " + asked + " was asked for, and it is " + told);
    }
  }

  /** {@return the tasks of all pages, which are asked for when they are needed} */
  Iterator<TaskSummary> iterator(TaskQuery query) {
    return new Iterator<>() {
      private final Queue<TaskSummary> ready = new ArrayDeque<>();
      private final Set<String> seen = new HashSet<>();
      private int shown;
      private int page;
      private int stale;
      private boolean last;

      @Override
      public boolean hasNext() {
        while (ready.isEmpty() && !last && shown < query.atMost()) {
          TaskPage read = page(query, ++page).result();
          last = read.isLast();
          for (TaskSummary task : read.tasks()) {
            if (task.id().isEmpty() || seen.add(task.id())) {
              ready.add(task);
            }
          }
          // New tasks may have moved a page of known ones here, but hardly time after time.
          stale = ready.isEmpty() ? stale + 1 : 0;
          last |= stale == MOST_STALE;
        }
        return !ready.isEmpty() && shown < query.atMost();
      }

      @Override
      public TaskSummary next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        shown++;
        return ready.remove();
      }
    };
  }
}
