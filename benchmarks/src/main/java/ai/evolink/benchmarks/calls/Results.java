package ai.evolink.benchmarks.calls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What each contender has shown, turn by turn; the turns of all contenders belong together. */
final class Results<T> {
  private final Map<Contenders, List<T>> turns = new EnumMap<>(Contenders.class);

  void add(Contenders contender, T turn) {
    turns.computeIfAbsent(contender, first -> new ArrayList<>()).add(turn);
  }

  double median(Contenders contender, ToDoubleFunction<T> figure) {
    return median(of(contender).stream().mapToDouble(figure).toArray());
  }

  /** {@return the median of the ratios to the raw stack's turn of the same round} */
  double ratio(Contenders contender, ToDoubleFunction<T> figure) {
    List<T> own = of(contender);
    List<T> raw = of(Contenders.RAW);
    double[] ratios = new double[own.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = figure.applyAsDouble(own.get(i)) / figure.applyAsDouble(raw.get(i));
    }
    return median(ratios);
  }

  private List<T> of(Contenders contender) {
    return turns.getOrDefault(contender, List.of());
  }

  static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
