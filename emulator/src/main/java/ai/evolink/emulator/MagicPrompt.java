package ai.evolink.emulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  TAKES("takes", "SECONDS"),
  UNKNOWN_STATUS("unknown-status", "");

  private static final Pattern WORD =
      Pattern.compile("\\bemulator:([a-z][a-z-]*)(?::([A-Za-z0-9_.]*[A-Za-z0-9_]))?");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,7}");

  private final String word;
  private final String argument;

  MagicPrompt(String word, String argument) {
    this.word = word;
    this.argument = argument;
  }

  private Plan apply(Plan plan, String argument) {
    return switch (this) {
      case FAIL -> plan.failing(argument);
      case CANCELLED -> plan.ending(Plan.Ending.CANCELLED);
      case CANCELED -> plan.ending(Plan.Ending.CANCELED);
      case STUCK -> plan.ending(Plan.Ending.NEVER);
      case SLOW -> plan.times(10);
      case TAKES -> plan.lasting(seconds(argument));
      case UNKNOWN_STATUS -> plan.withDetour();
    };
  }

  private static Duration seconds(String text) {
    if (!SECONDS.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "emulator:takes:SECONDS takes up to 7 digits, but was given " + text);
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }

  /** How it is written, with the argument's name in capitals. */
  String usage() {
    return "emulator:" + word + (argument.isEmpty() ? "" : ":" + argument);
  }

  /**
   * The plan for a task with this prompt, of which {@code usual} is what it does not talk about.
   *
   * @throws IllegalArgumentException if the prompt has a magic word that does not exist, which is
   *     nearly always a slip of the pen
   */
  static Plan plan(String prompt, Plan usual) {
    Plan plan = usual;
    Matcher matcher = WORD.matcher(prompt);
    while (matcher.find()) {
      String argument = matcher.group(2) == null ? "" : matcher.group(2);
      plan = find(matcher.group(1), argument).apply(plan, argument);
    }
    return plan;
  }

  /** What is wrong with the magic words of a prompt, if anything is. */
  static Optional<String> mistake(String prompt) {
    try {
      plan(prompt, Plan.of(Duration.ZERO));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
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
