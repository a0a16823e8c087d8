package ai.evolink.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words in a prompt that decide what becomes of the task, as test cards do for payments. They are
 * written {@code emulator:word} or {@code emulator:word:argument}, may stand anywhere in the
 * prompt, and combine. README.md shows this table to users.
 */
enum MagicPrompt {
  FAIL("fail", "CODE"),
  CANCELLED("cancelled", ""),
  CANCELED("canceled", ""),
  STUCK("stuck", ""),
  SLOW("slow", ""),
  UNKNOWN_STATUS("unknown-status", "");

  private static final Pattern WORD =
      Pattern.compile("\\bemulator:([a-z][a-z-]*)(?::([A-Za-z0-9_.]*[A-Za-z0-9_]))?");

  private final String word;
  private final String argument;

  MagicPrompt(String word, String argument) {
    this.word = word;
    this.argument = argument;
  }

  private Plan apply(Plan plan, String code) {
    return switch (this) {
      case FAIL -> plan.failing(code);
      case CANCELLED -> plan.ending(Plan.Ending.CANCELLED);
      case CANCELED -> plan.ending(Plan.Ending.CANCELED);
      case STUCK -> plan.ending(Plan.Ending.NEVER);
      case SLOW -> plan.times(10);
      case UNKNOWN_STATUS -> plan.withDetour();
    };
  }

  /** How it is written, with the argument's name in capitals. */
  String usage() {
    return "emulator:" + word + (argument.isEmpty() ? "" : ":" + argument);
  }

  /**
   * The plan for a task with this prompt.
   *
   * @throws IllegalArgumentException if the prompt has a magic word that does not exist, which is
   *     nearly always a slip of the pen
   */
  static Plan plan(String prompt, Duration pace) {
    Plan plan = Plan.of(pace);
    Matcher matcher = WORD.matcher(prompt);
    while (matcher.find()) {
      String argument = matcher.group(2) == null ? "" : matcher.group(2);
      plan = find(matcher.group(1), argument).apply(plan, argument);
    }
    return plan;
  }

  private static MagicPrompt find(String word, String argument) {
    for (MagicPrompt magic : values()) {
      if (magic.word.equals(word) && magic.argument.isEmpty() == argument.isEmpty()) {
        return magic;
      }
    }
    List<String> known = new ArrayList<>();
    for (MagicPrompt magic : values()) {
      known.add(magic.usage());
    }
    throw new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "the emulator does not know the magic word emulator:%s%s; it knows %s",
            word,
            argument.isEmpty() ? "" : ":" + argument,
            String.join(", ", known)));
  }
}
