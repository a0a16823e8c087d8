package ai.evolink.drift;

import static java.util.stream.Collectors.joining;

import java.util.stream.Stream;

/**
 * One thing in which a page and the spec differ.
 *
 * @param source the page, or the catalogue
 * @param subject the operation
 * @param model the id of the model; empty if there is none
 * @param place what it is about; empty for the whole
 * @param what the keyword, what the spec says, and what the page says
 */
record Difference(String source, String subject, String model, String place, String what) {
  /** One line that names everything but the page: what a dispute is held against. */
  String line() {
    return line(model);
  }

  /** The same line for several models. */
  String line(String models) {
    return Stream.of(subject, models.isEmpty() ? "" : "[" + models + "]", place)
            .filter(part -> !part.isEmpty())
            .collect(joining(" "))
        + ": "
        + what;
  }
}
