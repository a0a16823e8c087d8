package ai.evolink.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.io.IOException;
import java.net.URI;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two threads at one journal. */
final class JournalRaces {
  private JournalRaces() {}

  /** Both batches are written when their threads return, whoever of them leads. */
  @JCStressTest
  @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "both are there")
  @Outcome(expect = FORBIDDEN, desc = "a record was lost")
  @State
  public static class TwoBatches {
    private final MemoryStorage storage = new MemoryStorage();
    private final GroupCommit commit = new GroupCommit(storage, () -> out -> {});

    public TwoBatches() {
      try {
        commit.start();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private void write(String record) {
      try {
        commit.await(commit.add(record, true));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Actor
    public void one() {
      write("one\n");
    }

    @Actor
    public void other() {
      write("other\n");
    }

    @Arbiter
    public void last(ZZ_Result r) {
      String content = new String(storage.open(), UTF_8);
      r.r1 = content.contains("one\n");
      r.r2 = content.contains("other\n");
    }
  }

  /** One purchase is granted to one thread, and the other is shown it. */
  @JCStressTest
  @Outcome(
      id = {"true, false, true", "false, true, true"},
      expect = ACCEPTABLE,
      desc = "one of them may buy")
  @Outcome(expect = FORBIDDEN, desc = "both or none")
  @State
  public static class TwoIntents {
    private final EmbeddedJournal journal = new EmbeddedJournal(new MemoryStorage());

    public TwoIntents() {
      journal.open(URI.create("https://api.evolink.ai/"));
    }

    @Actor
    public void one(ZZZ_Result r) {
      r.r1 = journal.intend(Purchases.intent("order")).isEmpty();
    }

    @Actor
    public void other(ZZZ_Result r) {
      r.r2 = journal.intend(Purchases.intent("order")).isEmpty();
    }

    @Arbiter
    public void last(ZZZ_Result r) {
      r.r3 = journal.find("order").isPresent();
    }
  }
}
