package ai.evolink.internal.plan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of the durations of one model, estimated from intervals. A task seen pending at
 * one poll and completed at the next ended somewhere in between, in an interval whose width depends
 * on our own polling. Taking the time of the second poll as the duration would only reproduce our
 * own poll times. Therefore each interval is spread over the bins in proportion to the distribution
 * that the other intervals suggest (smoothed expectation maximisation). Not thread-safe.
 *
 * <p>Durations may change: a model may become faster, or its queue longer. New intervals replace
 * old ones. If they fit a broad guess around the estimate much better than the learned distribution
 * (a CUSUM test), everything older is forgotten.
 */
public final class DurationModel {
  static final int CAPACITY = 512;

  /**
   * The number of tasks under way that are learned from at the same time. Whatever the rate at
   * which tasks begin, those remembered then span four times the duration of one; of fewer, the
   * long ones would be forgotten before they end.
   */
  static final int MOST_UNDER_WAY = CAPACITY / 4;

  /** The number of intervals from which on the learned distribution is used. */
  static final int ENOUGH = 12;

  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static final int STEPS = 20;

  /**
   * The factor {@code c} of the kernel bandwidth {@code c · sigma · count^(-1/5)}. For a normal
   * distribution 1.06 would be best (Silverman's rule); a little more, because to stop polling too
   * soon costs more than to go on too long.
   */
  private static final double BANDWIDTH = 1.2;

  /**
   * What the broad guess counts for beside the tasks seen, in tasks. Whatever it puts between two
   * peaks is polled there in vain.
   */
  private static final double PRIOR_WEIGHT = 0.2;

  private static final double PRIOR_SIGMA = 0.8;
  private static final double DEFAULT_ESTIMATE = 60;
  private static final double MIN_ESTIMATE = 0.5;

  /** The log-likelihood ratio at which the learned distribution is discarded. */
  private static final double CHANGED = 5;

  /**
   * What a learned distribution loses against the truth, as a log-likelihood, in as many tasks as
   * it was learned from: half its degrees of freedom. Without this allowance the broad guess, where
   * it happens to be right, would look like a change.
   */
  private static final double LEARNING_LOSS = 5;

  /** The share of the broad guess that the learned distribution is granted in that comparison. */
  private static final double DOUBT = 0.02;

  private static final double TINY = 1e-4;

  /**
   * The weight of the last promise, and the share of broken ones from which on none is believed.
   */
  private static final double LAST_PROMISE = 0.125;

  private static final double TOO_MANY_BROKEN = 0.3;

  /** The price of a poll, in seconds of lag, for a task of 45 seconds. */
  private static final double PRICE = 0.18;

  private static final double PRICED_AT = 45;

  private final float[] after = new float[CAPACITY];
  private final float[] until = new float[CAPACITY];
  private final int[] numbers = new int[CAPACITY];

  /**
   * The number of pending tasks by the bin in which they were last seen pending. Of many tasks that
   * began together the short ones end first; without the pending ones, the model would learn from
   * those alone.
   */
  private final int[] pending = new int[TimeGrid.SIZE];

  private int count;
  private int underWay;
  private int mostUnderWay;

  /** The number of the next task that begins. */
  private int next = 1;

  /** {@link #next} when nothing spoke for a change the last time. */
  private int calmAt = 1;

  private double estimate = DEFAULT_ESTIMATE;
  private double[] prior = prior(DEFAULT_ESTIMATE);
  private double evidence;
  private int unfitted;
  private double broken;
  private double @Nullable [] mass;
  private @Nullable PollPlan plan;

  /**
   * Adds the task with this number, whose duration lies between the two times, in seconds; {@code
   * untilSeconds} may be infinite.
   */
  public void add(int number, double estimateSeconds, double afterSeconds, double untilSeconds) {
    if (estimateSeconds > 0 && estimateSeconds != estimate) {
      estimate = estimateSeconds;
      prior = prior(estimateSeconds);
      unfitted++;
    }
    double[] known = mass;
    if (known != null && count >= ENOUGH) {
      watchForChange(known, afterSeconds, untilSeconds);
    }
    if (count == CAPACITY) {
      forgetOne();
    }
    numbers[count] = number;
    after[count] = (float) afterSeconds;
    until[count] = (float) untilSeconds;
    count++;
    unfitted++;
    // A fit takes a fraction of a millisecond. With many intervals, one more changes little; of
    // few, nothing is planned.
    if (count >= ENOUGH && (mass == null || unfitted > count / 16)) {
      fit();
    }
  }

  /**
   * Records that a task was seen pending after {@code now} seconds, and before that after {@code
   * before} seconds.
   */
  public void pending(double before, double now) {
    double[] known = mass;
    if (known != null && count >= ENOUGH) {
      double since = Math.max(0, before);
      evidence += odds(known, since, now, INFINITE) - loss(known, since, now);
    }
    remove(before);
    pending[TimeGrid.bin(now)]++;
  }

  /**
   * Records that a task that has begun, last seen pending after {@code last} seconds, is no longer
   * pending; negative if it was never seen pending.
   */
  public void gone(double last) {
    underWay = Math.max(0, underWay - 1);
    remove(last);
  }

  private void remove(double seen) {
    if (seen >= 0) {
      int bin = TimeGrid.bin(seen);
      pending[bin] = Math.max(0, pending[bin] - 1);
    }
  }

  /**
   * Drops the task that began first. The order in which they ended would be no measure: of tasks
   * that began together, the shortest are the first to end.
   */
  private void forgetOne() {
    int first = 0;
    for (int i = 1; i < count; i++) {
      if (numbers[i] - numbers[first] < 0) {
        first = i;
      }
    }
    count--;
    System.arraycopy(after, first + 1, after, first, count - first);
    System.arraycopy(until, first + 1, until, first, count - first);
    System.arraycopy(numbers, first + 1, numbers, first, count - first);
  }

  private void watchForChange(double[] known, double afterSeconds, double untilSeconds) {
    evidence +=
        odds(known, afterSeconds, afterSeconds, untilSeconds)
            - loss(known, afterSeconds, untilSeconds);
    if (evidence <= 0) {
      evidence = 0;
      calmAt = next;
    } else if (evidence > CHANGED) {
      // Tasks that began together are kept as a whole or not at all: the newest intervals of a
      // batch are its longest.
      forgetBefore(Math.min(calmAt, next - mostUnderWay));
    }
  }

  /**
   * {@return the share of the {@link #LEARNING_LOSS} in a poll that may have found the end between
   * the two times}
   */
  private double loss(double[] known, double since, double until) {
    double before = probability(known, since, INFINITE) + TINY;
    double left = probability(known, until, INFINITE) + TINY;
    return LEARNING_LOSS / count * Math.max(0, 1 - left / before);
  }

  /** Drops all tasks that began before the one with this number. */
  private void forgetBefore(int number) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (numbers[i] - number >= 0) {
        after[kept] = after[i];
        until[kept] = until[i];
        numbers[kept] = numbers[i];
        kept++;
      }
    }
    count = kept;
    evidence = 0;
    calmAt = next;
    mass = null;
    plan = null;
  }

  /**
   * {@return the number of a task that begins now; negative if it is not to be learned from} Which
   * ones are must not depend on how long they take.
   */
  public int begin() {
    if (underWay >= MOST_UNDER_WAY) {
      return -1;
    }
    mostUnderWay = underWay == 0 ? 1 : Math.max(mostUnderWay, underWay + 1);
    underWay++;
    return number();
  }

  /** {@return the number of a task of which nothing was recorded before} */
  public int number() {
    return next++;
  }

  /**
   * {@return how much better the broad guess knew than the learned distribution that a task pending
   * after {@code since} seconds ends in the interval, as a difference of log-likelihoods} Evidence
   * that is collected poll by poll, from every pending task, does not depend on which tasks end
   * first. A single task that the learned distribution holds to be impossible proves nothing.
   */
  private double odds(double[] known, double since, double from, double to) {
    double guessed = probability(prior, from, to);
    double guessedLeft = probability(prior, since, INFINITE);
    double learned = probability(known, from, to) + DOUBT * guessed;
    double learnedLeft = probability(known, since, INFINITE) + DOUBT * guessedLeft;
    return Math.log((guessed + TINY) / (guessedLeft + TINY))
        - Math.log((learned + TINY) / (learnedLeft + TINY));
  }

  /**
   * Records whether a task kept the promise of its progress, see {@link Promise}. Some models tell
   * how far a task is; others count to 90 % and stay there.
   */
  public void promised(boolean kept) {
    boolean before = believesProgress();
    broken += LAST_PROMISE * ((kept ? 0 : 1) - broken);
    if (believesProgress() != before) {
      plan = null;
    }
  }

  private boolean believesProgress() {
    return broken < TOO_MANY_BROKEN;
  }

  public int count() {
    return count;
  }

  public double estimate() {
    return estimate;
  }

  /**
   * {@return interval {@code i} of {@link #count()}, oldest first, as its lower and upper bound}
   */
  public double[] interval(int i) {
    return new double[] {after[i], until[i]};
  }

  /** {@return the plan of the best times to poll; null while too little is known} */
  public @Nullable PollPlan plan() {
    double[] known = mass;
    if (plan == null && known != null && count >= ENOUGH) {
      double median = quantile(known, 0.5);
      double price = PRICE * Math.sqrt(Math.max(1, median / PRICED_AT));
      plan = new PollPlan(known, price, believesProgress());
    }
    return plan;
  }

  /** {@return the {@code q} quantile of the durations, in seconds} */
  public double quantile(double q) {
    if (count > 0 && (mass == null || (count < ENOUGH && unfitted > 0))) {
      fit();
    }
    double[] known = mass;
    return quantile(known == null ? prior : known, q);
  }

  private static double quantile(double[] mass, double q) {
    double sum = 0;
    for (int i = 0; i < mass.length; i++) {
      if (sum + mass[i] >= q && mass[i] > 0) {
        double share = (q - sum) / mass[i];
        return TimeGrid.edge(i) + share * (TimeGrid.edge(i + 1) - TimeGrid.edge(i));
      }
      sum += mass[i];
    }
    return TimeGrid.edge(TimeGrid.SIZE);
  }

  private void fit() {
    double[] fitted = prior.clone();
    double[] spread = new double[TimeGrid.SIZE];
    for (int step = 0; step < STEPS; step++) {
      Arrays.fill(spread, 0);
      for (int k = 0; k < count; k++) {
        spread(fitted, after[k], until[k], spread);
      }
      spreadPending(fitted, spread);
      smooth(spread, fitted);
    }
    mass = blurred(fitted);
    plan = null;
    unfitted = 0;
  }

  /**
   * {@return the width of the distribution, as the sigma of a lognormal distribution} If there are
   * several peaks, it is the width of the main one, so that blurring does not merge them.
   */
  private static double sigma(double[] mass) {
    double sigma = Math.log(quantile(mass, 0.75) / quantile(mass, 0.25)) / 1.35;
    for (double from = 0.02; from <= 0.5; from += 0.04) {
      double width = Math.log(quantile(mass, from + 0.4) / quantile(mass, from));
      sigma = Math.min(sigma, width / 1.05);
    }
    return sigma;
  }

  /**
   * Fills gaps that mean nothing, which a small number of tasks leaves: with a kernel, and beyond
   * its reach with the prior.
   */
  private double[] blurred(double[] fitted) {
    double bandwidth = BANDWIDTH * sigma(fitted) * Math.pow(count, -0.2) / TimeGrid.LOG_RATIO;
    int reach = (int) Math.ceil(3 * bandwidth);
    double[] kernel = new double[reach + 1];
    double sum = 0;
    for (int i = 0; i <= reach; i++) {
      kernel[i] = bandwidth > 0 ? Math.exp(-i * i / (2 * bandwidth * bandwidth)) : 1;
      sum += i == 0 ? kernel[i] : 2 * kernel[i];
    }
    double weight = count / (count + PRIOR_WEIGHT) / sum;
    double[] out = new double[TimeGrid.SIZE];
    for (int i = 0; i < out.length; i++) {
      out[i] += prior[i] * PRIOR_WEIGHT / (count + PRIOR_WEIGHT);
      for (int k = -reach; k <= reach; k++) {
        out[Math.max(0, Math.min(out.length - 1, i + k))] +=
            fitted[i] * kernel[Math.abs(k)] * weight;
      }
    }
    return out;
  }

  /**
   * Adds a total of one to {@code into}, distributed over the interval in proportion to {@code
   * mass}.
   */
  private static void spread(double[] mass, double from, double to, double[] into) {
    double whole = probability(mass, from, to);
    if (whole <= 1e-12) {
      into[TimeGrid.bin(Math.min(to, from + 1))] += 1;
      return;
    }
    int first = TimeGrid.bin(from);
    int last = TimeGrid.bin(to);
    into[first] += mass[first] * overlap(first, from, to) / whole;
    for (int i = first + 1; i < last; i++) {
      into[i] += mass[i] / whole;
    }
    if (first < last) {
      into[last] += mass[last] * overlap(last, from, to) / whole;
    }
  }

  /** Adds the pending tasks: each will end at some time after it was last seen. */
  private void spreadPending(double[] mass, double[] into) {
    double[] left = new double[TimeGrid.SIZE + 1];
    for (int i = TimeGrid.SIZE - 1; i >= 0; i--) {
      left[i] = left[i + 1] + mass[i];
    }
    double share = 0;
    for (int i = 0; i < TimeGrid.SIZE; i++) {
      if (pending[i] > 0 && left[i] > 1e-12) {
        share += pending[i] / left[i];
      }
      into[i] += mass[i] * share;
    }
  }

  private static double probability(double[] mass, double from, double to) {
    int first = TimeGrid.bin(from);
    int last = TimeGrid.bin(to);
    if (first > last) {
      return 0;
    }
    double sum = mass[first] * overlap(first, from, to);
    for (int i = first + 1; i < last; i++) {
      sum += mass[i]; // the whole bin
    }
    return first == last ? sum : sum + mass[last] * overlap(last, from, to);
  }

  /** {@return the share of bin {@code i} that lies in the interval} */
  private static double overlap(int i, double from, double to) {
    double begin = TimeGrid.edge(i);
    double end = TimeGrid.edge(i + 1);
    double inside = Math.min(end, to) - Math.max(begin, from);
    return i == TimeGrid.SIZE - 1 ? 1 : Math.max(0, Math.min(1, inside / (end - begin)));
  }

  /**
   * Replaces each bin by the weighted mean of itself and its neighbours, and normalises the sum to
   * one.
   */
  private static void smooth(double[] from, double[] into) {
    int n = from.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double before = from[Math.max(0, i - 1)];
      double behind = from[Math.min(n - 1, i + 1)];
      into[i] = 0.25 * before + 0.5 * from[i] + 0.25 * behind;
      sum += into[i];
    }
    for (int i = 0; i < n; i++) {
      into[i] /= sum;
    }
  }

  /** A broad guess: a lognormal distribution around the estimate. */
  private static double[] prior(double told) {
    double estimate = Math.max(MIN_ESTIMATE, Math.min(told, TimeGrid.edge(TimeGrid.SIZE)));
    double[] mass = new double[TimeGrid.SIZE];
    double sum = 0;
    for (int i = 0; i < mass.length; i++) {
      double middle = Math.max(TimeGrid.middle(i), 0.1);
      double z = Math.log(middle / estimate) / PRIOR_SIGMA;
      double width = TimeGrid.edge(i + 1) - TimeGrid.edge(i);
      mass[i] = Math.exp(-z * z / 2) / middle * width;
      sum += mass[i];
    }
    double total = sum;
    return Arrays.stream(mass).map(m -> m / total).toArray();
  }
}
