package ai.evolink;

import ai.evolink.api.CreditsApi;
import ai.evolink.internal.http.Lazy;
import ai.evolink.internal.http.Transport;
import ai.evolink.model.CreditsData;
import ai.evolink.model.CreditsResponse;

/** Queries about credits, which cost nothing. Thread-safe. */
public final class Credits {
  private final Transport transport;
  private final Completions completions;
  private final Lazy<CreditsApi> api;

  Credits(Transport transport, Completions completions) {
    this.transport = transport;
    this.completions = completions;
    this.api = transport.api(CreditsApi.class);
  }

  /**
   * Reads the balance; also the cheapest way to check that a key works.
   *
   * @return fails with {@link ApiException} or {@link TransportException}
   */
  public EvolinkFuture<Balance> balance() {
    return completions.publish(transport.send(api.get().getCredits(), this::read));
  }

  /** {@return what this client has spent since it was made} Sends no request. */
  public Spending spending() {
    return new Spending(transport.meter().totals());
  }

  private Balance read(CreditsResponse answer) {
    CreditsData data = answer.data();
    if (Boolean.FALSE.equals(answer.success()) || data == null) {
      throw transport.refusedInside200("GET /v1/credits", answer);
    }
    Balance balance = new Balance(data);
    balance.spendable(); // throws here if a number is missing, not later in the caller's code
    return balance;
  }
}
