package ai.evolink.cli.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A key and the service that it is for, under a name. Its text does not show the key. */
public final class Profile {
  private final String name;
  private final @Nullable String key;
  private final @Nullable String baseUrl;

  Profile(String name, @Nullable String key, @Nullable String baseUrl) {
    this.name = name;
    this.key = key;
    this.baseUrl = baseUrl;
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /** {@return the key; empty after a logout} */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  /** {@return the address of the service; empty for the public one} */
  public Optional<String> baseUrl() {
    return Optional.ofNullable(baseUrl);
  }

  @Override
  public String toString() {
    return "Profile[" + name + "]";
  }
}
