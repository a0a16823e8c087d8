/**
 * The Evolink SDK: a client for image, video and audio generation. {@link ai.evolink.EvolinkClient}
 * is the entry point.
 *
 * <p>Two packages of other modules are needed only by programs that receive callbacks with them:
 * {@code jakarta.servlet} for {@link ai.evolink.CallbackServlet}, and {@code jdk.httpserver} for
 * {@link ai.evolink.CallbackHub#httpHandler}. Such a program must require them itself.
 *
 * <p>Retrofit, Moshi and Okio are automatic modules: they work on the module path, but a custom
 * run-time image cannot be linked with them.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module ai.evolink {
  requires transitive ai.evolink.generated;
  requires transitive okhttp3;
  requires com.squareup.moshi;
  requires okio;
  requires retrofit2;
  requires retrofit2.converter.moshi;
  requires static jakarta.servlet;
  requires static transitive jdk.httpserver;
  requires static transitive org.jspecify;

  exports ai.evolink;
}
