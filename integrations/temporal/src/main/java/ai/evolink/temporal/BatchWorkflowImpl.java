package ai.evolink.temporal;

import io.temporal.activity.ActivityOptions;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** For {@code worker.registerWorkflowImplementationTypes}, with {@link BatchItemWorkflowImpl}. */
public final class BatchWorkflowImpl implements BatchWorkflow {
  private static final int PAGE = 100;

  private final BatchSource source =
      Workflow.newActivityStub(
          BatchSource.class,
          ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
  private final GenerationSteps steps;
  private final Map<String, BigDecimal> held = new LinkedHashMap<>();
  private int done;
  private int failed;
  private int notBought;
  private int uncertain;
  private BigDecimal spent = BigDecimal.ZERO;
  private boolean outOfBudget;

  /** What has ended before this run knew what was running; null from then on. */
  private @Nullable List<Ended> early = new ArrayList<>();

  private record Ended(String orderId, End end, @Nullable BigDecimal credits) {}

  /** With the limits of {@link GenerationSteps#ofDefaults()}. */
  public BatchWorkflowImpl() {
    this(GenerationSteps.ofDefaults());
  }

  /** With other limits, for {@code worker.registerWorkflowImplementationFactory}. */
  public BatchWorkflowImpl(GenerationSteps steps) {
    this.steps = steps;
  }

  @Override
  public BatchReport run(Plan plan) {
    take(plan);
    String cursor = plan.cursor();
    int started = 0;
    do {
      BatchSource.Page page =
          source.page(
              Workflow.getInfo().getWorkflowId(), cursor, Math.min(PAGE, plan.itemsPerRun()));
      for (BatchItem item : page.items()) {
        if (!start(plan, item)) {
          page = new BatchSource.Page(page.items(), null); // nothing more fits
          break;
        }
        started++;
      }
      cursor = page.next();
      if (cursor != null
          && (started >= plan.itemsPerRun() || Workflow.getInfo().isContinueAsNewSuggested())) {
        Workflow.newContinueAsNewStub(BatchWorkflow.class).run(continued(plan, cursor));
      }
    } while (cursor != null);
    Workflow.await(held::isEmpty);
    return progress();
  }

  private void take(Plan plan) {
    BatchReport before = plan.soFar();
    done += before.done();
    failed += before.failed();
    notBought += before.notBought();
    uncertain += before.uncertain();
    spent = spent.add(before.credits());
    outOfBudget = before.outOfBudget();
    held.putAll(plan.held());
    List<Ended> told = Objects.requireNonNull(early);
    early = null;
    told.forEach(each -> ended(each.orderId(), each.end(), each.credits()));
  }

  private Plan continued(Plan plan, String cursor) {
    BatchReport ended = new BatchReport(done, failed, notBought, uncertain, 0, spent, outOfBudget);
    return new Plan(
        plan.atOnce(), plan.maxCredits(), plan.itemsPerRun(), cursor, Map.copyOf(held), ended);
  }

  /** Starts an item as soon as there is room for it; false if there will be none. */
  private boolean start(Plan plan, BatchItem item) {
    BigDecimal most = BigDecimal.ZERO;
    BigDecimal limit = plan.maxCredits();
    if (limit != null) {
      BigDecimal price = steps.price(item.read());
      if (price == null) {
        notBought++;
        return true;
      }
      most = price;
    }
    BigDecimal needed = most;
    Workflow.await(
        () ->
            held.size() < plan.atOnce()
                && (limit == null || fits(needed, limit) || held.isEmpty()));
    if (limit != null && !fits(most, limit)) {
      outOfBudget = true;
      return false;
    }
    if (held.putIfAbsent(item.orderId(), most) != null) {
      notBought++;
      return true;
    }
    String batch = Workflow.getInfo().getWorkflowId();
    BatchItemWorkflow child =
        Workflow.newChildWorkflowStub(
            BatchItemWorkflow.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(batch + "/" + item.orderId())
                .setWorkflowIdReusePolicy(
                    WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .build());
    Async.function(child::generate, batch, item);
    try {
      Workflow.getWorkflowExecution(child).get(); // begun, before this continues as new
    } catch (ChildWorkflowFailure e) { // it had begun in an earlier life of the batch
      held.remove(item.orderId());
      notBought++;
    }
    return true;
  }

  private boolean fits(BigDecimal most, BigDecimal limit) {
    return total().add(most).compareTo(limit) <= 0;
  }

  private BigDecimal total() {
    return held.values().stream().reduce(spent, BigDecimal::add);
  }

  @Override
  public void ended(String orderId, End end, @Nullable BigDecimal credits) {
    if (early != null) {
      early.add(new Ended(orderId, end, credits));
      return;
    }
    BigDecimal most = held.remove(orderId);
    if (most == null) {
      return; // told twice
    }
    spent = spent.add(credits == null ? most : credits);
    switch (end) {
      case DONE -> done++;
      case FAILED -> failed++;
      case NOT_BOUGHT -> notBought++;
      case UNCERTAIN -> uncertain++;
    }
  }

  @Override
  public BatchReport progress() {
    return new BatchReport(done, failed, notBought, uncertain, held.size(), total(), outOfBudget);
  }
}
