/**
 * The models and Retrofit interfaces of the Evolink API. Most programs need the module {@code
 * ai.evolink} only, which hands this one on.
 *
 * <p>Retrofit, Moshi and Okio are automatic modules: they work on the module path, but no run-time
 * image can be linked from them.
 */
@SuppressWarnings({
  "module", // the SDK, which is built later
  "requires-automatic",
  "requires-transitive-automatic"
})
module ai.evolink.generated {
  requires transitive com.squareup.moshi;
  requires transitive okhttp3;
  requires transitive retrofit2;
  requires static transitive org.jspecify;

  exports ai.evolink.api;
  exports ai.evolink.model;
  exports ai.evolink.model.internal to
      ai.evolink;
}
