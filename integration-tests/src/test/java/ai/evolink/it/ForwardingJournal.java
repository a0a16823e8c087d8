package ai.evolink.it;

import ai.evolink.JournalEntry;
import ai.evolink.JournalState;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A journal of a user's own, on top of another one. */
class ForwardingJournal implements TaskJournal {
  private final TaskJournal to;

  ForwardingJournal(TaskJournal to) {
    this.to = to;
  }

  @Override
  public void open(URI service) {
    to.open(service);
  }

  @Override
  public void close() {
    to.close();
  }

  @Override
  public Optional<JournalEntry> intend(JournalEntry intent) {
    return to.intend(intent);
  }

  @Override
  public boolean mayStillSend(JournalEntry.Key key) {
    return to.mayStillSend(key);
  }

  @Override
  public void accepted(JournalEntry.Key key, TaskHandle task, @Nullable BigDecimal reserved) {
    to.accepted(key, task, reserved);
  }

  @Override
  public void refused(JournalEntry.Key key) {
    to.refused(key);
  }

  @Override
  public void uncertain(JournalEntry.Key key, String detail) {
    to.uncertain(key, detail);
  }

  @Override
  public void hinted(JournalEntry.Key key, String taskId) {
    to.hinted(key, taskId);
  }

  @Override
  public void ended(String taskId, JournalState state, @Nullable BigDecimal used) {
    to.ended(taskId, state, used);
  }

  @Override
  public void saved(String taskId) {
    to.saved(taskId);
  }

  @Override
  public Optional<JournalEntry> retry(JournalEntry.Key key, JournalEntry next) {
    return to.retry(key, next);
  }

  @Override
  public void giveUp(JournalEntry.Key key) {
    to.giveUp(key);
  }

  @Override
  public Optional<JournalEntry> find(String id) {
    return to.find(id);
  }

  @Override
  public Optional<JournalEntry> find(JournalEntry.Key key) {
    return to.find(key);
  }

  @Override
  public Optional<JournalEntry> byCallback(String token) {
    return to.byCallback(token);
  }

  @Override
  public Optional<JournalEntry> byTask(String taskId) {
    return to.byTask(taskId);
  }

  @Override
  public BigDecimal carried(String ledger) {
    return to.carried(ledger);
  }

  @Override
  public void forEach(Consumer<? super JournalEntry> action) {
    to.forEach(action);
  }

  @Override
  public int purge(Instant before) {
    return to.purge(before);
  }
}
