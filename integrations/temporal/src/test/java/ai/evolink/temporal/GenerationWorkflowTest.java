package ai.evolink.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.evolink.ImageRequest;
import ai.evolink.emulator.ApiOperation;
import ai.evolink.emulator.Cut;
import ai.evolink.emulator.Fault;
import ai.evolink.emulator.TaskOutcome;
import ai.evolink.model.MediaSource;
import ai.evolink.model.NanoBanana2Request;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One purchase, by way of a server: bought once, whatever happens to activity and worker. */
class GenerationWorkflowTest extends TemporalTest {
  private static final ImageRequest CAT = ImageRequest.of("A cat");
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

  @Override
  void register() {
    worker.registerWorkflowImplementationFactory(
        GenerationWorkflow.class,
        () ->
            new GenerationWorkflowImpl(
                GenerationSteps.of(Duration.ofSeconds(2), Duration.ofHours(1))));
  }

  private ApplicationFailure failureOf(String order) {
    Throwable failure =
        catchThrowable(() -> start(GenerationWorkflow.class, order).generate(order, CAT));
    assertThat(failure).isInstanceOf(WorkflowFailedException.class);
    Throwable cause = failure.getCause();
    while (cause instanceof TemporalFailure && !(cause instanceof ApplicationFailure)) {
      cause = cause.getCause();
    }
    assertThat(cause).isInstanceOf(ApplicationFailure.class);
    return (ApplicationFailure) Objects.requireNonNull(cause);
  }

  @Test
  void pictureIsBoughtOnceAndItsLinkIsTheResult() {
    NanoBanana2Request request =
        NanoBanana2Request.builder("Make it a dog")
            .imageUrls(List.of(MediaSource.bytes(PNG, "image/png")))
            .build();

    GenerationResult made =
        start(GenerationWorkflow.class, "order-42").generate("order-42", request);

    assertThat(made.results()).hasSize(1);
    assertThat(made.creditsUsed()).isPositive();
    assertThat(emulator.submissions()).hasSize(1);
    assertThat(emulator.submissions().get(0).prompt()).isEqualTo("Make it a dog");
    assertThat(emulator.submissions().get(0).taskId()).contains(made.taskId());
  }

  @Test
  void submitWhoseAnswerIsLostIsUncertainAndNotSentAgain() {
    emulator.inject(
        Fault.cut(Cut.AFTER_REQUEST).afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());

    ApplicationFailure failure = failureOf("order-42");

    assertThat(failure.getType()).isEqualTo(FailureTypes.UNCERTAIN_SUBMIT);
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void submitWhoseWorkerDoesNotAnswerIsUncertainAndNotSentAgain() {
    emulator.inject(Fault.noAnswer().afterProcessing().on(ApiOperation.SUBMIT_IMAGE).once());

    ApplicationFailure failure = failureOf("order-42");

    assertThat(failure.getType()).isEqualTo(FailureTypes.UNCERTAIN_SUBMIT);
    assertThat(failure.getOriginalMessage())
        .isEqualTo(
            "Order \"order-42\" was being submitted, and its worker did not answer: the task may"
                + " have been created and charged.");
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void submitThatIsRefusedForGoodIsNotSentAgain() {
    emulator.inject(Fault.status(402).on(ApiOperation.SUBMIT_IMAGE));

    ApplicationFailure failure = failureOf("order-42");

    assertThat(failure.getType()).isEqualTo(FailureTypes.NOT_BOUGHT);
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(emulator.submissions()).hasSize(1);
  }

  @Test
  void submitThatBoughtNothingIsSentAgain() {
    emulator.inject(Fault.status(429).on(ApiOperation.SUBMIT_IMAGE).times(12));

    start(GenerationWorkflow.class, "order-42").generate("order-42", CAT);

    assertThat(emulator.submissions()).filteredOn(sent -> sent.taskId().isPresent()).hasSize(1);
  }

  @Test
  void failureOfTheTaskIsToldByItsType() {
    emulator.nextOutcomes(TaskOutcome.failed("content_policy_violation"));

    ApplicationFailure failure = failureOf("order-42");

    assertThat(failure.getType()).isEqualTo(FailureTypes.TASK_FAILED);
    assertThat(failure.getOriginalMessage()).contains("content_policy_violation");
  }

  @Test
  void workflowThatIsCancelledEndsTheWaitAndNotTheTask() {
    emulator.nextOutcomes(TaskOutcome.stuck());
    GenerationWorkflow workflow = start(GenerationWorkflow.class, "order-42");
    WorkflowClient.start(workflow::generate, "order-42", CAT);
    while (workflow.bought() == null) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    stub(workflow).cancel();

    assertThatThrownBy(() -> stub(workflow).getResult(GenerationResult.class))
        .hasRootCauseInstanceOf(CanceledFailure.class);
    BoughtTask bought = workflow.bought();
    assertThat(bought.creditsReserved()).isGreaterThan(BigDecimal.ZERO);
    emulator.endTask(bought.taskId(), TaskOutcome.completed());
    assertThat(evolink.tasks().resume(bought.token()).result().artifacts()).hasSize(1);
  }

  @Test
  @Timeout(60) // else nobody beats any more
  void heartbeatsThatDoNotReachTheServerDoNotEndTheWait() {
    emulator.nextOutcomes(TaskOutcome.stuck());
    heartbeats.loseNext(3);
    GenerationWorkflow workflow = start(GenerationWorkflow.class, "order-42");
    WorkflowClient.start(workflow::generate, "order-42", CAT);
    while (heartbeats.left() > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    BoughtTask bought = Objects.requireNonNull(workflow.bought());
    emulator.endTask(bought.taskId(), TaskOutcome.completed());

    assertThat(stub(workflow).getResult(GenerationResult.class).results()).hasSize(1);
  }
}
