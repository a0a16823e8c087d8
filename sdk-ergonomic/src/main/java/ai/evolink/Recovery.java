package ai.evolink;

import java.util.ArrayList;
import java.util.List;

/**
 * What earlier processes, and this one, have left open, as the journal knows it. A snapshot; {@link
 * EvolinkClient#recover()} makes another one.
 *
 * <pre>{@code
 * Recovery left = evolink.recover();
 * left.accepted().forEach(bought -> save(bought.resume().result()));
 * left.unsaved().forEach(bought -> save(bought.resume().result()));
 * left.uncertain().forEach(doubt -> System.err.println("Please decide: " + doubt));
 * }</pre>
 */
public final class Recovery {
  private final List<Purchase> accepted;
  private final List<Purchase> uncertain;
  private final List<Purchase> unsaved;
  private final List<Purchase> failed;

  private Recovery(
      List<Purchase> accepted,
      List<Purchase> uncertain,
      List<Purchase> unsaved,
      List<Purchase> failed) {
    this.accepted = List.copyOf(accepted);
    this.uncertain = List.copyOf(uncertain);
    this.unsaved = List.copyOf(unsaved);
    this.failed = List.copyOf(failed);
  }

  static Recovery of(TaskJournal journal, PurchaseActions actions) {
    List<Purchase> accepted = new ArrayList<>();
    List<Purchase> uncertain = new ArrayList<>();
    List<Purchase> unsaved = new ArrayList<>();
    List<Purchase> failed = new ArrayList<>();
    journal.forEach(
        entry -> {
          Purchase purchase = new Purchase(entry, actions);
          switch (entry.state()) {
            case ACCEPTED -> accepted.add(purchase);
            case UNCERTAIN -> uncertain.add(purchase);
            case COMPLETED -> {
              if (!entry.isSaved()) {
                unsaved.add(purchase);
              }
            }
            case FAILED, CANCELLED -> failed.add(purchase);
            case RETRIED, GIVEN_UP -> {
              if (entry.task().isPresent() && !entry.isSaved()) {
                accepted.add(purchase); // it was bought after all
              }
            }
            case INTENT -> {
              // Under way.
            }
          }
        });
    return new Recovery(accepted, uncertain, unsaved, failed);
  }

  /** {@return what was bought and had not ended when the journal was last told; resume it} */
  public List<Purchase> accepted() {
    return accepted;
  }

  /** {@return what may have been bought: retry, accept or give up each} */
  public List<Purchase> uncertain() {
    return uncertain;
  }

  /**
   * {@return what is completed and paid, but was never saved} Links expire about a day after the
   * task was completed.
   */
  public List<Purchase> unsaved() {
    return unsaved;
  }

  /** {@return what has failed or was cancelled; each may be retried} */
  public List<Purchase> failed() {
    return failed;
  }

  /** {@return whether nothing is open: nothing accepted, uncertain or unsaved} */
  public boolean isEmpty() {
    return accepted.isEmpty() && uncertain.isEmpty() && unsaved.isEmpty();
  }

  @Override
  public String toString() {
    return "Recovery["
        + accepted.size()
        + " accepted, "
        + uncertain.size()
        + " uncertain, "
        + unsaved.size()
        + " not saved, "
        + failed.size()
        + " failed]";
  }
}
