package ai.evolink.model;

/**
 * A word of a vocabulary that the server owns: a status, a model id, an aspect ratio.
 *
 * <p>Each vocabulary is a final class with a constant per documented word and an {@code of(String)}
 * for any other. A word that this version does not know is kept as it came: it fails neither a
 * response nor a typed request. Two values are equal if their class and their text are. Immutable.
 */
public interface OpenValue {
  /**
   * The text as the server writes it.
   *
   * @return never null
   */
  String value();
}
