package ai.evolink.emulator;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is said about a fault while it is put together. */
final class FaultDraft implements Cloneable {
  final FaultKind kind;
  int status;
  @Nullable Cut cut;
  Duration lasting = Duration.ZERO;
  Duration delay = Duration.ZERO;
  @Nullable Duration retryAfter;
  boolean retryAfterAsDate;
  @Nullable String contentType;
  @Nullable String body;
  boolean afterProcessing;
  Set<ApiOperation> operations;
  @Nullable String key;
  int times = -1;
  double probability = 1;

  FaultDraft(FaultKind kind) {
    this.kind = kind;
    this.operations = EnumSet.noneOf(ApiOperation.class);
    for (ApiOperation operation : ApiOperation.values()) {
      if (kind.appliesTo(operation)) {
        operations.add(operation);
      }
    }
  }

  @Override
  public FaultDraft clone() {
    try {
      return (FaultDraft) super.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
