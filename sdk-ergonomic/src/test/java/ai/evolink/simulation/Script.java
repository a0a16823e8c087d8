package ai.evolink.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a life has to deal with, as its seed says it: the settings of the client, how much goes
 * wrong, and what its callers do.
 *
 * @param trouble in how many of a thousand requests something goes wrong
 * @param machines how many processes run at once; two share a store as their journal
 * @param budget polls per second
 * @param limit in pictures; 0 for none
 */
record Script(
    long seed,
    int trouble,
    boolean journal,
    int machines,
    boolean hub,
    boolean hook,
    boolean keys,
    int clients,
    int concurrent,
    int retries,
    int budget,
    int limit,
    boolean batches,
    List<Act> acts) {

  /** What callers do. */
  enum Verb {
    GENERATE,
    SUBMIT,
    BATCH,
    CLOSE,
    CRASH
  }

  /**
   * One thing that a caller does.
   *
   * @param at in milliseconds since the beginning
   * @param machine the one on which its process runs
   * @param order the order id; null for none
   * @param patience after how many milliseconds the caller cancels; 0 for never
   * @param deadline of the wait, in seconds
   * @param batch what a batch is to do; null unless it is one
   */
  record Act(
      int number,
      long at,
      Verb verb,
      int machine,
      int client,
      @Nullable String order,
      long patience,
      int deadline,
      @Nullable BatchPlan batch) {
    @Override
    public String toString() {
      return number
          + ": after "
          + at
          + " ms, "
          + verb
          + " by client "
          + client
          + (machine == 0 ? "" : " of machine " + machine)
          + (order == null ? "" : ", order " + order)
          + (patience == 0 ? "" : ", cancelled after " + patience + " ms")
          + (deadline == 0 ? "" : ", deadline " + deadline + " s")
          + (batch == null ? "" : ", " + batch);
    }
  }

  private static final int MOST_BATCHES = 3;
  private static final int[] TROUBLE = {0, 30, 100, 300};
  private static final int[] CONCURRENT = {1, 2, 256, 256};
  private static final int[] BUDGET = {1, 5, 20};

  /**
   * {@return the script of a seed}
   *
   * @param submits how many of its acts buy something
   * @param batches whether there are batches besides; everything else is the same without them
   * @param dropped the acts, and the items of batches, that are left out
   */
  static Script of(long seed, int submits, boolean batches, Set<Integer> dropped) {
    Chance chance = new Chance(seed, Set.of());
    List<Act> acts = new ArrayList<>();
    boolean journal = chance.below(3, "journal", 0) > 0;
    int machines = journal && chance.below(4, "machines", 0) == 0 ? 2 : 1;
    int clients = 1 + chance.below(4, "clients", 0) / 3;
    boolean many = chance.below(3, "many at once", 0) == 0;
    for (int i = 0; i < submits; i++) {
      boolean order = journal && chance.below(2, "has order", i) == 0;
      acts.add(
          new Act(
              i,
              many ? 0 : chance.skewed(0, 300_000, "at", i),
              chance.below(5, "verb", i) == 0 ? Verb.SUBMIT : Verb.GENERATE,
              chance.below(machines, "machine", i),
              chance.below(clients, "client", i),
              order ? "order-" + chance.below(submits, "order", i) / 2 : null,
              chance.below(4, "cancels", i) == 0 ? 1 + chance.skewed(0, 200_000, "cancel", i) : 0,
              10 + (int) chance.skewed(0, 600, "deadline", i),
              null));
    }
    for (int i = 0; i < 2; i++) {
      if (chance.below(6, "ends", i) == 0) {
        Verb verb = chance.below(2, "end", i) == 0 ? Verb.CLOSE : Verb.CRASH;
        long at = chance.skewed(1, 400_000, "end at", i);
        int machine = chance.below(machines, "machine ends", i);
        int client = chance.below(clients, "closes", i);
        acts.add(new Act(submits + i, at, verb, machine, client, null, 0, 0, null));
      }
    }
    for (int i = 0; batches && i < 1 + chance.below(MOST_BATCHES, "batches", 0); i++) {
      int number = submits + 2 + i;
      BatchPlan plan = BatchPlan.of(chance, number, journal, submits, dropped);
      acts.add(
          new Act(
              number,
              many ? 0 : chance.skewed(0, 300_000, "batch at", i),
              Verb.BATCH,
              chance.below(machines, "batch machine", i),
              chance.below(clients, "batch client", i),
              null,
              plan.isCut() ? 1 + chance.skewed(0, 200_000, "batch cut", i) : 0,
              0,
              plan));
    }
    acts.removeIf(act -> dropped.contains(act.number()));
    return new Script(
        seed,
        TROUBLE[chance.below(TROUBLE.length, "trouble", 0)],
        journal,
        machines,
        chance.below(3, "hub", 0) == 0,
        chance.below(2, "hook", 0) == 0,
        chance.below(4, "idempotency keys", 0) == 0,
        clients,
        CONCURRENT[chance.below(CONCURRENT.length, "concurrent", 0)],
        chance.below(3, "retries", 0),
        BUDGET[chance.below(BUDGET.length, "budget", 0)],
        machines == 1 && chance.below(3, "limited", 0) == 0
            ? 1 + chance.below(submits, "limit", 0)
            : 0,
        batches,
        acts);
  }

  /** {@return the numbers of what can be left out} */
  List<Integer> numbers() {
    List<Integer> numbers = new ArrayList<>();
    for (Act act : acts) {
      numbers.add(act.number());
      if (act.batch() != null) {
        act.batch().items().forEach(item -> numbers.add(item.number()));
      }
    }
    return numbers;
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("seed " + seed + ": " + trouble + " in 1000 requests have trouble");
    text.append(
        machines > 1 ? ", two machines with one store" : journal ? ", journal" : ", no journal");
    text.append(hub ? ", hub" : ", no hub");
    text.append(hook ? ", hook" : ", no hook");
    text.append(", " + clients + " client(s), " + concurrent + " calls at once, ");
    text.append(retries + " retries, " + budget + " polls a second, limit " + limit);
    acts.forEach(act -> text.append("\n  ").append(act));
    return text.toString();
  }
}
