package ai.evolink;

import ai.evolink.internal.plan.AdaptivePolicy;
import ai.evolink.internal.plan.DurationModel;
import ai.evolink.internal.plan.PollPlan;
import ai.evolink.internal.poll.Lessons;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How long tasks of each model take, as learned by clients from the waits they have completed.
 * {@link PollPolicy#adaptive()} uses it to decide when to poll.
 *
 * <p>Its size is bounded: it keeps 512 observations of each of the 64 most recently used models,
 * about 1.5 MB at most, and nothing about prompts, tasks or keys. Thread-safe; several clients may
 * share one. It is kept in memory; {@link #toText()} and {@link #fromText} transfer it to another
 * process.
 */
public final class DurationHistory {
  private static final int MAX_MODELS = 64;
  private static final int MAX_NAME = 200;
  private static final String HEAD = "evolink-durations 1";

  /** The default policy, which plans with what is learned here. */
  static final PollPolicy ADAPTIVE = new AdaptivePolicy(DurationHistory::plan);

  private static final DurationHistory OFF = new DurationHistory(false);

  private final boolean learning;

  /** By model, the most recently used last. Also the lock that guards the models in it. */
  private final Map<String, DurationModel> models = new LinkedHashMap<>(16, 0.75f, true);

  private DurationHistory(boolean learning) {
    this.learning = learning;
  }

  /** {@return an empty history} */
  public static DurationHistory create() {
    return new DurationHistory(true);
  }

  /** {@return a history that never learns, for clients that should treat every task alike} */
  public static DurationHistory off() {
    return OFF;
  }

  /** {@return the models about which something is known} */
  public Set<String> models() {
    synchronized (models) {
      Set<String> known = new TreeSet<>();
      models.forEach(
          (name, model) -> {
            if (model.count() > 0) {
              known.add(name);
            }
          });
      return known;
    }
  }

  /**
   * {@return the number of observations of {@code model} that are remembered, at most 512:
   * completed tasks, and waits that were given up while their task was pending}
   */
  public int completions(String model) {
    synchronized (models) {
      DurationModel known = models.get(model);
      return known == null ? 0 : known.count();
    }
  }

  /**
   * {@return the estimated {@code q} quantile of the durations of {@code model}: 0.5 is the median}
   * Empty if nothing is known about the model.
   *
   * @throws IllegalArgumentException unless {@code q} lies between 0 and 1
   */
  public Optional<Duration> quantile(String model, double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new IllegalArgumentException("q must be between 0 and 1, but was " + q);
    }
    synchronized (models) {
      DurationModel known = models.get(model);
      return known == null || known.count() == 0
          ? Optional.empty()
          : Optional.of(Duration.ofMillis(Math.round(known.quantile(q) * 1000)));
    }
  }

  /**
   * {@return everything learned, as lines of text} The format is stable: newer versions of this SDK
   * read what older ones wrote.
   */
  public String toText() {
    StringBuilder out = new StringBuilder(HEAD).append('\n');
    synchronized (models) {
      models.forEach(
          (name, model) -> {
            if (model.count() == 0) {
              return; // its first tasks are still pending
            }
            StringJoiner intervals = new StringJoiner(",");
            for (int i = 0; i < model.count(); i++) {
              double[] interval = model.interval(i);
              intervals.add(number(interval[0]) + "-" + number(interval[1]));
            }
            out.append(URLEncoder.encode(name, StandardCharsets.UTF_8));
            out.append(' ').append(number(model.estimate())).append(' ').append(intervals);
            out.append('\n');
          });
    }
    return out.toString();
  }

  /**
   * {@return the history that {@link #toText()} has written}
   *
   * @throws IllegalArgumentException if the text does not have that format or is from a newer
   *     version
   */
  public static DurationHistory fromText(String text) {
    String[] lines = text.split("\n", -1);
    if (!lines[0].strip().equals(HEAD)) {
      throw new IllegalArgumentException(
          "Expected text from DurationHistory.toText(), which begins with \"" + HEAD + "\".");
    }
    DurationHistory history = create();
    for (int i = 1; i < lines.length; i++) {
      if (!lines[i].isBlank()) {
        try {
          history.read(lines[i].strip().split(" ", -1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
          throw new IllegalArgumentException("Line " + (i + 1) + " is damaged.", e);
        }
      }
    }
    return history;
  }

  private void read(String[] fields) {
    double estimate = Double.parseDouble(fields[1]);
    if (!(estimate >= 0 && estimate <= Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("No estimate is " + estimate + " s.");
    }
    for (String interval : fields[2].split(",", -1)) {
      int dash = interval.indexOf('-');
      double after = Double.parseDouble(interval.substring(0, dash));
      double until = Double.parseDouble(interval.substring(dash + 1));
      if (!(after >= 0 && after <= Integer.MAX_VALUE && until >= after)) {
        throw new IllegalArgumentException("No interval is " + interval + ".");
      }
      add(URLDecoder.decode(fields[0], StandardCharsets.UTF_8), estimate, after, until);
    }
  }

  private static String number(double seconds) {
    return Double.isInfinite(seconds) ? "Infinity" : String.format(Locale.ROOT, "%.2f", seconds);
  }

  /** {@return the view through which the waits of a client update this history} */
  Lessons lessons() {
    return new Lessons() {
      @Override
      public int begin(String model) {
        if (!isLearned(model)) {
          return -1;
        }
        synchronized (models) {
          return known(model).begin();
        }
      }

      @Override
      public void add(String model, int number, double estimate, double after, double until) {
        DurationHistory.this.add(model, number, estimate, after, until);
      }

      @Override
      public void pending(String model, double before, double now) {
        synchronized (models) {
          known(model).pending(before, now);
        }
      }

      @Override
      public void gone(String model, double last) {
        synchronized (models) {
          DurationModel known = models.get(model);
          if (known != null) {
            known.gone(last);
          }
        }
      }

      @Override
      public void promised(String model, boolean kept) {
        if (isLearned(model)) {
          synchronized (models) {
            known(model).promised(kept);
          }
        }
      }
    };
  }

  /**
   * Learns that a task ended between two times, in seconds since its submit; {@code until} is
   * infinite if the task was still pending when the wait ended.
   */
  private void add(String model, int number, double estimate, double after, double until) {
    if (isLearned(model) && after >= 0 && until > after && after < Double.POSITIVE_INFINITY) {
      synchronized (models) {
        known(model).add(number, estimate, after, until);
      }
    }
  }

  /** The same for a task of which nothing was recorded before. */
  void add(String model, double estimate, double after, double until) {
    if (isLearned(model)) {
      int number;
      synchronized (models) {
        number = known(model).number();
      }
      add(model, number, estimate, after, until);
    }
  }

  private boolean isLearned(String model) {
    return learning && model.length() <= MAX_NAME;
  }

  /**
   * {@return what is known about {@code model}, created if necessary} The caller holds the lock.
   */
  private DurationModel known(String model) {
    DurationModel known = models.get(model);
    if (known == null) {
      if (models.size() == MAX_MODELS) {
        models.remove(models.keySet().iterator().next());
      }
      known = new DurationModel();
      models.put(model, known);
    }
    return known;
  }

  /** {@return the best times to poll tasks of {@code model}; null while too little is known} */
  @Nullable PollPlan plan(String model) {
    if (!learning) {
      return null;
    }
    synchronized (models) {
      DurationModel known = models.get(model);
      return known == null ? null : known.plan();
    }
  }
}
