package ai.evolink.internal.price;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operators of price rules, with the numbers of arguments that they take. */
enum Op {
  CONSTANT(0, 0),
  VARIABLE(0, 0),
  LOOKUP(0, 0),
  ADD(2, Op.MANY),
  MULTIPLY(2, Op.MANY),
  SUBTRACT(2, 2),
  DIVIDE(2, 2),
  MIN(2, Op.MANY),
  MAX(2, Op.MANY),
  CLAMP(3, 3),
  CEIL(1, 1),
  FLOOR(1, 1),
  IF(3, 3),
  EQ(2, 2),
  NEQ(2, 2),
  LT(2, 2),
  LTE(2, 2),
  GT(2, 2),
  GTE(2, 2),
  AND(2, Op.MANY),
  OR(2, Op.MANY),
  NOT(1, 1);

  private static final int MANY = 32;
  private static final Map<String, Op> BY_WORD = new HashMap<>();

  static {
    for (Op op : values()) {
      BY_WORD.put(op.word(), op);
    }
  }

  final int least;
  final int most;

  Op(int least, int most) {
    this.least = least;
    this.most = most;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable Op of(String word) {
    return BY_WORD.get(word);
  }
}
