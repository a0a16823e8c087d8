package ai.evolink;

import ai.evolink.internal.submit.ModelIds;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.MediaSource;
import ai.evolink.model.OpenValue;
import ai.evolink.model.RequestType;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The setters that the hand-written requests of all media share.
 *
 * @param <M> the type of the model ids of the medium
 * @param <R> the request that is built
 * @param <B> the builder itself
 */
abstract class OpenRequestBuilder<
    M extends OpenValue, R extends OpenRequest<M>, B extends OpenRequestBuilder<M, R, B>> {
  private Map<String, Object> properties;
  private M model;

  /** Whether a request shares the properties, which must then be copied before they are changed. */
  private boolean handedOut;

  OpenRequestBuilder(M model, Map<String, Object> properties) {
    this.model = Objects.requireNonNull(model, OpenRequest.MODEL);
    this.properties = new LinkedHashMap<>();
    this.properties.put(OpenRequest.MODEL, model.value()); // first in the JSON
    this.properties.putAll(properties);
  }

  /** {@return the documented limits of {@code model}; null if it is not known} */
  abstract @Nullable RequestType typeOf(M model);

  abstract Kind medium();

  abstract R create(M model, Map<String, Object> properties);

  abstract B self();

  /** {@return the model set so far} */
  M model() {
    return model;
  }

  /**
   * Sets the model in place of the default. Any id is accepted, whether or not this SDK knows it;
   * one that differs by a letter from a known one is sent as it is, with a warning in the log.
   */
  public B model(M model) {
    this.model = Objects.requireNonNull(model, OpenRequest.MODEL);
    return put(OpenRequest.MODEL, model.value());
  }

  /**
   * Sets the prompt: a description of what to generate.
   *
   * @throws IllegalArgumentException if {@code prompt} is blank
   */
  public B prompt(String prompt) {
    if (Objects.requireNonNull(prompt, OpenRequest.PROMPT).isBlank()) {
      throw new IllegalArgumentException("prompt is required, but is blank");
    }
    return put(OpenRequest.PROMPT, prompt);
  }

  /**
   * Makes the service report the end of the task to {@code url}: https, public, at most 2048
   * characters. Evolink does not sign these callbacks, so treat one as a hint and query the task,
   * as {@link CallbackHub} does.
   */
  public B callbackUrl(URI url) {
    return put(OpenRequest.CALLBACK_URL, Objects.requireNonNull(url, "callbackUrl").toString());
  }

  /**
   * Sets any other property by its name in the JSON. {@link #build} refuses those that a known
   * model does not have; {@link #buildUnchecked} sends them.
   *
   * @param value a string, number, boolean, {@link MediaSource}, open value such as {@code
   *     AspectRatio}, or a list or map of these, which is copied; null removes the property
   * @throws IllegalArgumentException if {@code value} cannot be written as JSON, or if {@code name}
   *     is blank, {@code model}, {@code prompt} or {@code callback_url}
   */
  public B set(String name, @Nullable Object value) {
    if (Objects.requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("name of a property is blank");
    }
    switch (name) {
      case OpenRequest.MODEL, OpenRequest.PROMPT, OpenRequest.CALLBACK_URL ->
          throw new IllegalArgumentException(
              "Use the setter of the builder for " + name + ", not set(…)");
      default -> {
        return put(name, EvolinkJson.copyOf(value));
      }
    }
  }

  /**
   * Makes the request. For a model that this SDK knows, everything that is documented of it is
   * checked, so that a slip is found before it costs: the medium, the names of properties, their
   * JSON types, documented words, limits, what is required, and all that inside of lists and
   * objects as well. Where the documentation gives the form of a text and only examples of it, any
   * text of that form is right. For a model that this SDK does not know, nothing is checked.
   *
   * @throws IllegalArgumentException if something is wrong; the message names each property with
   *     its value, what is allowed, the model, and for a slip of the pen what was probably meant
   */
  public R build() {
    RequestType type = typeOf(model);
    List<String> wrong = type == null ? wrongMedium() : type.violations(properties);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          String.join("; ", wrong) + " (model " + model.value() + ")");
    }
    return buildUnchecked();
  }

  private List<String> wrongMedium() {
    return ModelIds.kindOf(model.value())
        .map(
            kind ->
                OpenRequest.MODEL
                    + " must make "
                    + plural(medium())
                    + ", but makes "
                    + plural(kind)
                    + ": use "
                    + switch (kind) {
                      case IMAGE -> "ImageRequest";
                      case VIDEO -> "VideoRequest";
                      default -> "AudioRequest";
                    })
        .stream()
        .toList();
  }

  private static String plural(Kind kind) {
    return switch (kind) {
      case IMAGE -> "images";
      case VIDEO -> "videos";
      default -> "audio";
    };
  }

  /**
   * Makes the request without any of the checks of {@link #build}, which may be outdated: whatever
   * it has is sent, and the service decides. What the service refuses costs nothing; a property
   * that it ignores may be charged all the same.
   */
  public R buildUnchecked() {
    handedOut = true;
    return create(model, properties);
  }

  B put(String name, @Nullable Object value) {
    if (handedOut) {
      properties = new LinkedHashMap<>(properties);
      handedOut = false;
    }
    if (value == null) {
      properties.remove(name);
    } else {
      properties.put(name, value);
    }
    return self();
  }

  B putWord(String name, OpenValue word) {
    return put(name, Objects.requireNonNull(word, name).value());
  }

  /** Adds to a list of media. */
  B addMedia(String name, MediaSource source) {
    List<Object> sources = new ArrayList<>();
    if (properties.get(name) instanceof List<?> present) {
      sources.addAll(present);
    }
    sources.add(source);
    return put(name, List.copyOf(sources));
  }

  /** Replaces a list of media; an empty one is removed. */
  B putMedia(String name, Collection<MediaSource> sources) {
    return put(name, sources.isEmpty() ? null : List.copyOf(sources));
  }
}
