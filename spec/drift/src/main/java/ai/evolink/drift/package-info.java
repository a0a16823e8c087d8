/**
 * Tells where the documentation has moved away from {@code spec/evolink.yaml}: {@link
 * ai.evolink.drift.Drift} is the program. No part of the SDK.
 */
@NullMarked
package ai.evolink.drift;

import org.jspecify.annotations.NullMarked;
