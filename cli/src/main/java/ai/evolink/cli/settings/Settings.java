package ai.evolink.cli.settings;

import ai.evolink.model.EvolinkJson;
import com.squareup.moshi.JsonDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user has settled once: profiles with their keys, and a few switches. One JSON file, for
 * its owner only. Members that this version does not know stay as they are. Not thread-safe.
 */
public final class Settings {
  /** The profile that is there without being named. */
  public static final String DEFAULT_PROFILE = "default";

  /** Switches the history on or off. */
  public static final String HISTORY = "history";

  /** Names the profile that is used unless another one is named. */
  public static final String PROFILE = "profile";

  private static final String PROFILES = "profiles";
  private static final String KEY = "api_key";
  private static final String BASE_URL = "base_url";

  private final @Nullable Path file;
  private final Map<String, Object> members;

  private Settings(@Nullable Path file, Map<String, Object> members) {
    this.file = file;
    this.members = members;
  }

  /**
   * Reads what is there; a file that may not be read counts as none.
   *
   * @throws IOException if there is a file that cannot be read; the message names it
   */
  public static Settings read(Folders folders) throws IOException {
    Path folder = folders.config();
    if (folder == null) {
      return new Settings(null, new LinkedHashMap<>());
    }
    Path file = folder.resolve("settings.json");
    if (!Files.isReadable(file)) { // a home that is somebody else's, in a container for instance
      return new Settings(file, new LinkedHashMap<>());
    }
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      Object value = EvolinkJson.moshi().adapter(Object.class).fromJson(text);
      if (value instanceof Map<?, ?> object) {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEach((name, member) -> members.put(String.valueOf(name), member));
        return new Settings(file, members);
      }
      throw new IOException("it does not hold a JSON object");
    } catch (JsonDataException
        | com.squareup.moshi.JsonEncodingException
        | java.io.EOFException e) {
      throw new IOException("it is not JSON", e);
    }
  }

  /** {@return the file; empty if the environment names no place for one} */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** {@return whether others on this machine may read the file} */
  public boolean isOpenToOthers() throws IOException {
    return file != null && Files.exists(file) && OwnerOnly.isOpenToOthers(file);
  }

  /** {@return a switch; empty if it was not set} */
  public Optional<String> get(String name) {
    return Optional.ofNullable(members.get(name)).map(String::valueOf);
  }

  /**
   * Sets a switch.
   *
   * @param value null to remove it
   */
  public void set(String name, @Nullable String value) {
    put(members, name, value);
  }

  /** {@return the names of the profiles} */
  public List<String> profiles() {
    return List.copyOf(object(members.get(PROFILES)).keySet());
  }

  /** {@return that profile} */
  public Optional<Profile> profile(String name) {
    Map<String, Object> there = object(members.get(PROFILES));
    if (!there.containsKey(name)) {
      return Optional.empty();
    }
    Map<String, Object> profile = object(there.get(name));
    return Optional.of(new Profile(name, text(profile, KEY), text(profile, BASE_URL)));
  }

  /**
   * Sets a profile.
   *
   * @param key null for none
   * @param baseUrl null for the public service
   */
  public void putProfile(String name, @Nullable String key, @Nullable String baseUrl) {
    Map<String, Object> all = object(members.get(PROFILES));
    Map<String, Object> profile = object(all.get(name));
    put(profile, KEY, key);
    put(profile, BASE_URL, baseUrl);
    all.put(name, profile);
    members.put(PROFILES, all);
  }

  /** Removes a profile with all that it holds. */
  public void removeProfile(String name) {
    Map<String, Object> all = object(members.get(PROFILES));
    all.remove(name);
    members.put(PROFILES, all);
  }

  /**
   * Writes the file.
   *
   * @throws IOException if that fails, or there is no place for it
   */
  public void write() throws IOException {
    if (file == null) {
      throw new IOException("neither " + Folders.HOME_VARIABLE + " nor HOME names a folder for it");
    }
    String text = EvolinkJson.moshi().adapter(Object.class).indent("  ").toJson(members);
    OwnerOnly.write(file, text + "\n");
  }

  private static void put(Map<String, Object> members, String name, @Nullable String value) {
    if (value == null) {
      members.remove(name);
    } else {
      members.put(name, value);
    }
  }

  private static Map<String, Object> object(@Nullable Object value) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> members) {
      members.forEach((name, member) -> copy.put(String.valueOf(name), member));
    }
    return copy;
  }

  private static @Nullable String text(Map<String, Object> members, String name) {
    return members.get(name) instanceof String text && !text.isBlank() ? text.strip() : null;
  }
}
