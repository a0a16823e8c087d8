package ai.evolink.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Sees the properties of a generated object one after the other, in the order of the spec. */
interface PropertyVisitor {
  <T> void visit(String name, Codec<T> codec, @Nullable T value) throws IOException;
}
