package ai.evolink;

import ai.evolink.model.RequestType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model in the specification of this version. Immutable. */
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

  /** {@return the id, as used in requests} */
  public String id() {
    return id;
  }

  /** {@return the medium that the model generates} */
  public Kind kind() {
    return kind;
  }

  /** {@return the properties of a request to the model, with the documented limits} */
  public RequestType request() {
    return request;
  }

  /** {@return whether the documentation has dropped the model or calls it legacy} */
  public boolean deprecated() {
    return deprecated;
  }

  /** {@return the id of the model that this alias stands for; empty if it is not an alias} */
  public Optional<String> aliasOf() {
    return Optional.ofNullable(aliasOf);
  }

  @Override
  public String toString() {
    return "ModelInfo[" + id + ", " + kind + "]";
  }
}
