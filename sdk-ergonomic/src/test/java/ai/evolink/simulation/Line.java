package ai.evolink.simulation;

import ai.evolink.internal.http.CallLog;
import ai.evolink.internal.http.Network;
import ai.evolink.internal.http.SigningInterceptor;
import ai.evolink.internal.http.SimulatedNetwork;
import ai.evolink.internal.http.SimulatedNetwork.Fate;
import ai.evolink.internal.http.SimulatedNetwork.Plan;
import ai.evolink.internal.http.SimulatedNetwork.Reply;
import ai.evolink.internal.thread.CallThreads;
import java.util.HashMap;
import java.util.Map;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The line between one client and the service, with its troubles. */
final class Line implements SimulatedNetwork.Wire {
  private static final long MILLI = 1_000_000;
  private static final Fate[] TROUBLES = {
    Fate.REFUSED,
    Fate.REFUSED,
    Fate.CUT_IN_BODY,
    Fate.CUT_BEFORE_ARRIVAL,
    Fate.CUT_AFTER_ARRIVAL,
    Fate.CUT_IN_ANSWER,
    Fate.SILENT_BEFORE_ARRIVAL,
    Fate.SILENT_AFTER_ARRIVAL,
    Fate.ANSWERED, // slowly
  };

  final Jvm process;
  private final Script script;
  private final World world;
  private final Chance chance;
  private final Service service;
  private final Laws laws;
  private final Map<String, Integer> requests = new HashMap<>();

  /** How many attempts are under way. */
  int underWay;

  /** How many polls have begun, and when the client was made. */
  int polls;

  int confirmations;

  final long since;

  Line(Jvm process, Script script, World world, Service service, Laws laws) {
    this.process = process;
    this.script = script;
    this.world = world;
    this.service = service;
    this.laws = laws;
    this.chance = laws.chance;
    this.since = world.now();
  }

  Network network(Network own, CallLog log, SigningInterceptor signing) {
    return new SimulatedNetwork(this, log, signing);
  }

  @Override
  public Plan plan(Request request, boolean submit) {
    String name = process.number + " " + request.method() + " " + request.url().encodedPath();
    int number = requests.merge(name, 1, Integer::sum);
    long opening = chance.skewed(0, 60 * MILLI, "opening " + name, number);
    long sending = chance.skewed(MILLI, 60 * MILLI, "sending " + name, number);
    long answering = chance.skewed(MILLI, 2_000 * MILLI, "answering " + name, number);
    Fate fate = Fate.ANSWERED;
    if (chance.trouble(script.trouble(), name, number)) {
      fate = TROUBLES[chance.below(TROUBLES.length, "which " + name, number)];
      if (fate == Fate.ANSWERED) {
        answering = chance.skewed(MILLI, 150_000 * MILLI, "slowly " + name, number);
      }
      laws.troubled(request);
    }
    return new Plan(fate, opening, sending, answering);
  }

  @Override
  public void begins(Request request, CallThreads.Lane lane, int attempt) {
    if (process.isAlive()) {
      underWay++;
      laws.begins(this, request, lane, attempt);
    }
  }

  @Override
  public void ends(Request request, @Nullable String submitted, @Nullable Reply reply) {
    underWay--;
    if (process.isAlive() && submitted != null) {
      laws.submitEnds(this, submitted);
    }
    if (process.isAlive() && reply != null) {
      laws.answered(process, request, reply);
    }
  }

  @Override
  public void leaves(String body, int attempt) {
    if (process.isAlive()) {
      laws.leaves(this, body, attempt);
    }
  }

  @Override
  public Reply arrives(Request request, String body) {
    Reply reply = service.handle(process, request, body);
    world.event(request.method() + " " + request.url().encodedPath() + ": " + reply.status());
    if (request.method().equals("POST")) {
      laws.posted(process, request, body);
    }
    return reply;
  }

  @Override
  public void after(long nanos, Runnable action) {
    if (process.isAlive()) {
      world.after(nanos, action);
    }
  }

  @Override
  public void run(Runnable action) {
    world.run(process, action);
  }
}
