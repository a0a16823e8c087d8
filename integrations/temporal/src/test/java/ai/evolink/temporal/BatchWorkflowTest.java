package ai.evolink.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.ImageRequest;
import ai.evolink.emulator.Submission;
import ai.evolink.emulator.TaskOutcome;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many purchases, each once, under one budget. */
class BatchWorkflowTest extends TemporalTest {
  private static final BigDecimal PRICE = new BigDecimal("1.6");

  private int size;

  @Override
  void register() {
    worker.registerWorkflowImplementationTypes(
        BatchWorkflowImpl.class, BatchItemWorkflowImpl.class);
    worker.registerActivitiesImplementations(
        (BatchSource)
            (batch, cursor, atMost) -> {
              int from = cursor == null ? 0 : Integer.parseInt(cursor);
              int to = Math.min(size, from + atMost);
              List<BatchItem> items =
                  IntStream.range(from, to)
                      .mapToObj(i -> BatchItem.of("order-" + i, ImageRequest.of("Product " + i)))
                      .toList();
              return new BatchSource.Page(items, to == size ? null : "" + to);
            });
  }

  private BatchReport run(BatchWorkflow.Plan plan) {
    return start(BatchWorkflow.class, "autumn").run(plan);
  }

  @Test
  void eachItemIsBoughtOnceThoughTheBatchContinuesAsNew() {
    size = 12;

    BatchReport report = run(BatchWorkflow.Plan.of(4, null).withItemsPerRun(5));

    assertThat(report.done()).isEqualTo(12);
    assertThat(report.running()).isZero();
    assertThat(report.credits()).isEqualByComparingTo(PRICE.multiply(BigDecimal.valueOf(12)));
    assertThat(emulator.submissions())
        .hasSize(12)
        .extracting(Submission::prompt)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatWouldPassTheBudgetIsNotBought() {
    size = 12;

    BatchReport report = run(BatchWorkflow.Plan.of(4, new BigDecimal("9")).withItemsPerRun(4));

    assertThat(report.done()).isEqualTo(5);
    assertThat(report.outOfBudget()).isTrue();
    assertThat(report.credits()).isEqualByComparingTo("8.0");
    assertThat(emulator.submissions()).hasSize(5);
  }

  @Test
  void failuresOfItemsAreCountedAndEndNothingElse() {
    size = 3;
    emulator.nextOutcomes(TaskOutcome.failed("content_policy_violation"));

    BatchReport report = run(BatchWorkflow.Plan.of(1, null));

    assertThat(report.done()).isEqualTo(2);
    assertThat(report.failed()).isEqualTo(1);
  }

  @Test
  void anItemWhoseWaitIsCancelledIsCountedAndHoldsUpNothing() {
    size = 2;
    emulator.nextOutcomes(TaskOutcome.stuck());
    BatchWorkflow batch = start(BatchWorkflow.class, "autumn");
    WorkflowClient.start(batch::run, BatchWorkflow.Plan.of(1, null));
    WorkflowStub item = temporal.getWorkflowClient().newUntypedWorkflowStub("autumn/order-0");
    while (activitiesOf("autumn/order-0") < 2) { // a submit, and a collect
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    item.cancel();

    BatchReport report = stub(batch).getResult(BatchReport.class);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.done()).isEqualTo(1);
    assertThat(report.credits()).isEqualByComparingTo(PRICE.multiply(BigDecimal.valueOf(2)));
  }

  private long activitiesOf(String workflow) {
    try {
      return temporal.getWorkflowClient().fetchHistory(workflow).getEvents().stream()
          .filter(HistoryEvent::hasActivityTaskScheduledEventAttributes)
          .count();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return 0; // not begun
      }
      throw e;
    }
  }

  @Test
  void aFinishedItemKeepsItsResultThoughItsBatchIsGone() {
    GenerationResult made =
        start(BatchItemWorkflow.class, "lost/order-1")
            .generate("lost", BatchItem.of("order-1", ImageRequest.of("Product 1")));

    assertThat(made.results()).hasSize(1);
    assertThat(emulator.submissions()).hasSize(1);
  }
}
