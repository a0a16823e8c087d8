package ai.evolink.internal.submit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.TaskHandle;
import ai.evolink.VirtualClock;
import ai.evolink.internal.text.Log;
import ai.evolink.internal.thread.Continuations;
import ai.evolink.model.TaskSubmission;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A submit that its last holder has given up, or that is over, takes nobody else with it. */
class SubmissionHoldersTest {
  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final Submission submission = new Submission(false, "A7");

  /** Hands over, as with a journal, what comes of the POST. */
  private record Sending(CompletableFuture<TaskSubmission> answer, Runnable posted)
      implements Submission.Steps<String> {
    @Override
    public CompletableFuture<TaskSubmission> post(String media) {
      posted.run();
      return answer;
    }

    @Override
    public TaskHandle report(TaskSubmission answer) {
      throw new AssertionError("nothing is bought");
    }

    @Override
    public boolean runsForeignCode() {
      return true;
    }

    @Override
    public void waiting(TaskHandle task) {}

    @Override
    public void failed(Throwable failure, Submission failed) {
      failed.fail(failure);
    }

    @Override
    public void unclaimed(TaskHandle task) {}

    @Override
    public void ended() {}
  }

  private void start(CompletableFuture<String> media, CompletableFuture<TaskSubmission> answer) {
    submission.start(media, new Sending(answer, () -> {}), continuations());
  }

  private Continuations continuations() {
    return new Continuations(threads::add, threads::add, new VirtualClock(), Log.LOGGER);
  }

  private CompletableFuture<TaskSubmission> post() {
    CompletableFuture<TaskSubmission> answer = new CompletableFuture<>();
    start(CompletableFuture.completedFuture("no media"), answer);
    return answer;
  }

  @Test
  void nobodyJoinsItThoughItsEndHasNotBeenToldYet() {
    CompletableFuture<TaskSubmission> answer = post();

    submission.abandon();

    assertThat(answer).isCancelled();
    assertThat(submission).as("until a thread has told it").isNotDone();
    assertThat(submission.addHolder()).isFalse();
  }

  @Test
  void nobodyJoinsItWhileItsMediaAreUploaded() {
    start(new CompletableFuture<>(), new CompletableFuture<>());

    submission.abandon();

    assertThat(submission.addHolder()).isFalse();
  }

  @Test
  void whoeverJoinsBeforeTheLastOneLeavesKeepsIt() {
    CompletableFuture<TaskSubmission> answer = post();

    assertThat(submission.addHolder()).isTrue();
    submission.abandon();

    assertThat(answer).isNotDone();
  }

  @Test
  void oneThatHasLeftIsJoinedAlthoughAllOthersHaveGivenItUp() {
    start(CompletableFuture.completedFuture("no media"), new Sent());

    submission.abandon();

    assertThat(submission.addHolder()).isTrue();
  }

  /** The caller of one that is over can come back sooner than its order is free. */
  @Test
  void nobodyJoinsOneThatIsOver() {
    post();
    submission.complete(TaskHandle.ofId("task-1"));

    assertThat(submission.addHolder()).isFalse();
    Submission next = new Submission(false, "A7");
    next.follow(submission);
    assertThat(next.isFollowing()).as("what is over is not waited for").isFalse();
  }

  @Test
  void theNextOneForItsOrderIsSentWhenItIsOver() {
    post();
    submission.abandon();
    AtomicBoolean sent = new AtomicBoolean();
    Submission next = new Submission(false, "A7");
    next.follow(submission);

    next.start(
        CompletableFuture.completedFuture("no media"),
        new Sending(new CompletableFuture<>(), () -> sent.set(true)),
        continuations());
    assertThat(sent).isFalse();
    threads.remove().run();

    assertThat(submission).isDone();
    assertThat(sent).isTrue();
  }

  @Test
  void oneThatHasGivenUpWaitingForItIsFollowedByTheNextAllTheSame() {
    post();
    submission.abandon();
    Submission impatient = new Submission(false, "A7");
    impatient.follow(submission);
    impatient.start(
        CompletableFuture.completedFuture("no media"),
        new Sending(new CompletableFuture<>(), () -> {}),
        continuations());
    impatient.abandon();
    assertThat(impatient).isCancelled();

    Submission next = new Submission(false, "A7");
    next.follow(impatient);

    assertThat(next.isFollowing()).isTrue();
  }

  /** Is not cancelled, as no POST is of which a byte has left. */
  private static final class Sent extends CompletableFuture<TaskSubmission> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return false;
    }
  }
}
