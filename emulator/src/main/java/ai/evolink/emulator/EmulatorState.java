package ai.evolink.emulator;

import java.util.concurrent.Executor;

/** Everything that an emulator remembers, and that a reset makes it forget. */
final class EmulatorState implements AutoCloseable {

  private final Settings settings;
  private final TaskView view;
  private final TaskStore tasks;
  private final FileStore files;
  private final Ledger ledger;
  private final PriceBook prices;
  private final IdempotencyKeys idempotencyKeys;
  private final Pace pace;
  private final Faults faults;
  private final SubmissionLog submissions;
  private final CallbackLog deliveries = new CallbackLog();
  private final Callbacks callbacks;

  EmulatorState(Settings settings, Spec spec, Executor executor) {
    this.settings = settings;
    this.view = new TaskView(spec, settings.billing());
    this.tasks = new TaskStore(settings.maxTasks());
    this.files = new FileStore(settings.maxFileBytes(), settings.fileQuota());
    this.ledger = new Ledger(settings.credits(), settings.maxTasks());
    this.prices = new PriceBook(spec, settings.clock());
    this.idempotencyKeys = new IdempotencyKeys(settings.maxTasks());
    this.pace = new Pace(settings.pace(), settings.outcome());
    this.faults = new Faults(settings.faults(), settings.faultSeed());
    this.submissions = new SubmissionLog(settings.maxTasks());
    CallbackClient client = new CallbackClient(settings.callbackTimeout(), executor);
    this.callbacks = new Callbacks(settings.clock(), client, view, faults, deliveries);
  }

  /** As it was at the start; the clock goes on. */
  void reset() {
    callbacks.clear();
    tasks.clear();
    files.clear();
    ledger.clear();
    prices.reset();
    idempotencyKeys.clear();
    pace.reset();
    faults.reset();
    submissions.clear();
  }

  Settings settings() {
    return settings;
  }

  EmulatorClock clock() {
    return settings.clock();
  }

  TaskView view() {
    return view;
  }

  TaskStore tasks() {
    return tasks;
  }

  FileStore files() {
    return files;
  }

  Ledger ledger() {
    return ledger;
  }

  PriceBook prices() {
    return prices;
  }

  IdempotencyKeys idempotencyKeys() {
    return idempotencyKeys;
  }

  Pace pace() {
    return pace;
  }

  Faults faults() {
    return faults;
  }

  SubmissionLog submissions() {
    return submissions;
  }

  CallbackLog deliveries() {
    return deliveries;
  }

  Callbacks callbacks() {
    return callbacks;
  }

  @Override
  public void close() {
    callbacks.close();
  }
}
