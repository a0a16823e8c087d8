package ai.evolink.spring.boot;

import ai.evolink.CallbackHub;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.emulator.EvolinkEmulator;
import com.squareup.moshi.Moshi;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** Addresses as a client asks the service to call them. */
final class Tokens {
  private Tokens() {}

  /** {@return the last part of an address that a client with {@code key} has made} */
  static String genuine(String key) throws Exception {
    CallbackHub hub =
        CallbackHub.at(URI.create("http://127.0.0.1:1/x"), Base64.getDecoder().decode(key));
    try (EvolinkEmulator emulator = EvolinkEmulator.start();
        EvolinkClient client =
            EvolinkClient.builder("sk-token").baseUrl(emulator.url()).callbackHub(hub).build()) {
      client.images().submit(ImageRequest.of("A cat")).result();
      Map<?, ?> sent =
          (Map<?, ?>)
              Objects.requireNonNull(
                  new Moshi.Builder()
                      .build()
                      .adapter(Object.class)
                      .fromJson(emulator.submissions().get(0).body()));
      String address = (String) Objects.requireNonNull(sent.get("callback_url"));
      return address.substring(address.lastIndexOf('/') + 1);
    }
  }
}
