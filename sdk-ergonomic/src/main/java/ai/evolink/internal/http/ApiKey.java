package ai.evolink.internal.http;

/** The API key. Deliberately not a record, so that nothing prints it. */
public final class ApiKey {
  private final String value;

  private ApiKey(String value) {
    this.value = value;
  }

  /**
   * Makes the key from text that can be sent in a header.
   *
   * @throws IllegalArgumentException if it cannot; the message does not repeat it
   */
  public static ApiKey of(String key) {
    String trimmed = key.strip();
    if (trimmed.isEmpty()) {
      throw new IllegalArgumentException("apiKey is blank. Create a key in the Evolink dashboard.");
    }
    for (int i = 0; i < trimmed.length(); i++) {
      char c = trimmed.charAt(i);
      if (c <= ' ' || c > '~') {
        throw new IllegalArgumentException(
            "apiKey has a character at index "
                + i
                + " that cannot be sent in a header (a line break, a space or a non-ASCII"
                + " character). Copy the key again; it is not shown here.");
      }
    }
    return new ApiKey(trimmed);
  }

  String authorization() {
    return "Bearer " + value;
  }

  /** {@return {@code text} with a placeholder in place of the key} */
  String removeFrom(String text) {
    return text.contains(value) ? text.replace(value, "[the API key]") : text;
  }

  @Override
  public String toString() {
    return "ApiKey[hidden]";
  }
}
