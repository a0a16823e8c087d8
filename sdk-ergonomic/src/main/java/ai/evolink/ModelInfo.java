package ai.evolink;

import ai.evolink.model.RequestType;

/** A model that the specification of this version knows. Immutable. */
public final class ModelInfo {
  private final String id;
  private final Kind kind;
  private final RequestType request;

  ModelInfo(String id, Kind kind, RequestType request) {
    this.id = id;
    this.kind = kind;
    this.request = request;
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
    return request.deprecated();
  }

  @Override
  public String toString() {
    return "ModelInfo[" + id + ", " + kind + "]";
  }
}
