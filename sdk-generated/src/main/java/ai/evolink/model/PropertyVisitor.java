package ai.evolink.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sees the properties of a generated object one after the other, in the order of the spec. */
interface PropertyVisitor {
  <T> void visit(String name, Codec<T> codec, @Nullable T value) throws IOException;

  /** For a property that is required and may be null: null is then a value like others. */
  default <T> void visitNullable(String name, Codec<T> codec, @Nullable T value)
      throws IOException {
    visit(name, codec, value);
  }
}
