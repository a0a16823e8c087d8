package ai.evolink;

import ai.evolink.model.RequestType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model that the specification of this version knows. Immutable. */
public final class ModelInfo {
  private final String id;
  private final Kind kind;
  private final RequestType request;
  private final boolean deprecated;
  private final @Nullable String aliasOf;

  ModelInfo(
      String id, Kind kind, RequestType request, boolean deprecated, @Nullable String aliasOf) {
    this.id = id;
    this.kind = kind;
    this.request = request;
    this.deprecated = deprecated;
    this.aliasOf = aliasOf;
  }

  /** {@return the id, as a request names it} */
  public String id() {
    return id;
  }

  /** {@return the medium that the model makes} */
  public Kind kind() {
    return kind;
  }

  /** {@return what a request to the model may hold, with the documented limits} */
  public RequestType request() {
    return request;
  }

  /** {@return whether the documentation has dropped the model, or calls it legacy} */
  public boolean deprecated() {
    return deprecated;
  }

  /** {@return the id that the service takes this one for; empty unless it is an alias} */
  public Optional<String> aliasOf() {
    return Optional.ofNullable(aliasOf);
  }

  @Override
  public String toString() {
    return "ModelInfo[" + id + ", " + kind + "]";
  }
}
