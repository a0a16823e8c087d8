package ai.evolink.emulator;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an emulator charges and what its price list says, to be changed while it runs. At the start
 * the two agree. {@link EvolinkEmulator#reset()} takes all changes back. Thread-safe.
 *
 * <p>Models go by their canonical ids, as in the list: {@code suno-v5}, not {@code suno-v5-beta}.
 */
public final class EmulatedPrices {

  private final PriceBook book;

  EmulatedPrices(PriceBook book) {
    this.book = book;
  }

  /** The rule that the list has for a model, as JSON; empty if it does not know the model. */
  public Optional<String> rule(String model) {
    return book.rule(Objects.requireNonNull(model, "model")).map(JsonNode::toString);
  }

  /**
   * Lets the list say something else about a model, or know a model that it did not; what is
   * charged stays as it was, so that the list may lie.
   *
   * @param json an object; nothing in it is checked, so that it may also make no sense
   * @throws IllegalArgumentException if it is not a JSON object
   */
  public void replaceRule(String model, String json) {
    book.replace(Objects.requireNonNull(model, "model"), object(json));
  }

  /** Takes a model off the list; it can still be bought, for what it cost. */
  public void removeRule(String model) {
    book.remove(Objects.requireNonNull(model, "model"));
  }

  /**
   * Makes a model dearer or cheaper, in the list and in what is charged for tasks submitted from
   * now on.
   *
   * @param factor more than 0 and at most a million; 2 doubles the present price
   * @throws IllegalArgumentException if it is out of range
   */
  public void multiply(String model, BigDecimal factor) {
    book.multiply(Objects.requireNonNull(model, "model"), Objects.requireNonNull(factor, "factor"));
  }

  /**
   * Charges so many credits for each task of a model submitted from now on, whatever it asks for;
   * the list says what it said.
   *
   * @throws IllegalArgumentException if they are negative
   */
  public void charge(String model, BigDecimal credits) {
    book.charge(Objects.requireNonNull(model, "model"), Objects.requireNonNull(credits, "credits"));
  }

  /** Takes the changes to one model back. */
  public void restore(String model) {
    book.restore(Objects.requireNonNull(model, "model"));
  }

  private static ObjectNode object(String json) {
    try {
      if (Json.read(json.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("A rule is a JSON object: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("A rule is a JSON object, but this is not one: " + json);
  }
}
