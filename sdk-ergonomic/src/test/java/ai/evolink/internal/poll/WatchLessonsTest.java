package ai.evolink.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Kind;
import ai.evolink.TaskHandle;
import ai.evolink.TaskSnapshot;
import ai.evolink.internal.Access;
import ai.evolink.model.Task;
import ai.evolink.model.TaskStatus;
import java.lang.System.Logger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is passed on to those who learn, word for word. */
class WatchLessonsTest {
  private static final long SECOND = 1_000_000_000;

  private final List<String> told = new ArrayList<>();
  private final StatusNumbers statuses = new StatusNumbers();
  private final CommonAnswers common = new CommonAnswers();
  private int number = 7;

  private final WatchLessons lessons =
      new WatchLessons(
          new Lessons() {
            @Override
            public int begin(String model) {
              told.add("begin " + model);
              return number;
            }

            @Override
            public void add(String model, int task, double estimate, double after, double until) {
              told.add("add " + model + " " + task + " " + estimate + " " + after + "-" + until);
            }

            @Override
            public void pending(String model, double before, double now) {
              told.add("pending " + model + " " + before + " " + now);
            }

            @Override
            public void gone(String model, double last) {
              told.add("gone " + model + " " + last);
            }

            @Override
            public void promised(String model, boolean kept) {
              told.add("promised " + model + " " + kept);
            }
          },
          System.getLogger(Logger.class.getName()));

  @Test
  void aTaskIsCountedFromItsBeginToItsEndAndThenAdded() {
    Watch watch = watch("m");
    lessons.begin(watch);
    lessons.begin(watch); // has no effect
    pendingAfter(watch, 5, null, null);
    pendingAfter(watch, 8, null, null);
    completedAfter(watch, 10);
    lessons.gone(watch); // has no effect
    assertThat(told)
        .containsExactly(
            "begin m",
            "pending m -1.0 5.0",
            "pending m 5.0 8.0",
            "gone m 8.0",
            "add m 7 45.0 8.0-10.0");
  }

  @Test
  void aTaskThatIsNotToBeLearnedFromIsNotToldOf() {
    number = -1;
    Watch watch = watch("m");
    lessons.begin(watch);
    pendingAfter(watch, 5, null, null);
    completedAfter(watch, 10);
    assertThat(told).containsExactly("begin m");
  }

  @Test
  void aTaskThatNobodyWaitsForAnyMoreTakesLongerThanWasSeen() {
    Watch watch = watch("m");
    lessons.begin(watch);
    pendingAfter(watch, 5, null, null);
    lessons.gone(watch);
    lessons.deserted(watch);
    assertThat(told).endsWith("gone m 5.0", "add m 7 45.0 5.0-Infinity");
  }

  @Test
  void aTaskThatWasNeverSeenPendingTeachesNothingWhenItIsLeft() {
    Watch watch = watch("m");
    lessons.begin(watch);
    lessons.gone(watch);
    lessons.deserted(watch);
    assertThat(told).containsExactly("begin m", "gone m -1.0");
  }

  @Test
  void aCallbackShowsNearlyWhenATaskEnded() {
    Watch watch = watch("m");
    lessons.begin(watch);
    pendingAfter(watch, 5, null, null);
    watch.polled().confirming = true;
    completedAfter(watch, 20);
    assertThat(told).endsWith("add m 7 45.0 19.0-20.0");
  }

  @Test
  void aModelThatOnlyAnAnswerTellsIsTheFirstThatWasTold() {
    Watch watch = watch(null);
    lessons.begin(watch);
    assertThat(told).isEmpty();
    pendingAfter(watch, 5, "m", null);
    pendingAfter(watch, 8, "another", null);
    lessons.gone(watch);
    assertThat(told)
        .containsExactly("begin m", "pending m -1.0 5.0", "pending m 5.0 8.0", "gone m 8.0");
  }

  @Test
  void aModelThatIsKnownAtTheEndOnlyIsLearnedThen() {
    Watch watch = watch(null);
    lessons.begin(watch);
    pendingAfter(watch, 5, null, null);
    answeredAfter(watch, 10, TaskStatus.COMPLETED, "m", null);
    lessons.gone(watch);
    lessons.completed(watch, 10 * SECOND);
    assertThat(told).containsExactly("begin m", "gone m -1.0", "add m 7 45.0 5.0-10.0");
  }

  @Test
  void progressThatPromisedTheEndIsHeldAgainstIt() {
    assertThat(promise(19)).endsWith("promised m true");
    assertThat(promise(60)).endsWith("promised m false");
  }

  @Test
  void aPromiseIsHeldAgainstTheEndEvenIfTheModelIsKnownOnlyThen() {
    Watch watch = watch(null);
    pendingAfter(watch, 4, null, 20);
    pendingAfter(watch, 8, null, 40);
    pendingAfter(watch, 60, null, 40);
    answeredAfter(watch, 61, TaskStatus.COMPLETED, "m", 100);
    lessons.completed(watch, 61 * SECOND);
    assertThat(told).endsWith("promised m false");
  }

  /** Progress of 20 and 40 % promises an end after 20 seconds. */
  private List<String> promise(int pending) {
    Watch watch = watch("m");
    lessons.begin(watch);
    pendingAfter(watch, 4, null, 20);
    pendingAfter(watch, 8, null, 40);
    pendingAfter(watch, pending, null, 40);
    completedAfter(watch, pending + 1);
    return told;
  }

  private static Watch watch(@Nullable String model) {
    TaskHandle task =
        Access.get()
            .accepted("task-1", Kind.IMAGE, Instant.EPOCH, model, Duration.ofSeconds(45), null);
    return Watches.of(task);
  }

  private void pendingAfter(
      Watch watch, int seconds, @Nullable String model, @Nullable Integer progress) {
    answeredAfter(watch, seconds, TaskStatus.PROCESSING, model, progress);
    lessons.stillPending(watch);
  }

  private void completedAfter(Watch watch, int seconds) {
    boolean confirming = watch.polled().confirming;
    answeredAfter(watch, seconds, TaskStatus.COMPLETED, null, 100);
    watch.polled().confirming = confirming;
    lessons.gone(watch);
    lessons.completed(watch, seconds * SECOND);
  }

  private void answeredAfter(
      Watch watch,
      int seconds,
      TaskStatus status,
      @Nullable String model,
      @Nullable Integer progress) {
    PollHistory polled = watch.begin();
    polled.polledAt = seconds * SECOND;
    TaskSnapshot answer =
        Access.get()
            .snapshot(Task.builder().status(status).model(model).progress(progress).build());
    polled.answered(watch.task, answer, seconds * SECOND, statuses, common);
  }
}
