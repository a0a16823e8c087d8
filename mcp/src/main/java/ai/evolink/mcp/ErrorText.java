package ai.evolink.mcp;

import ai.evolink.ApiException;
import ai.evolink.Charge;
import ai.evolink.EvolinkException;
import ai.evolink.JournalException;
import ai.evolink.OrderBusyException;
import ai.evolink.PriceUnknownException;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmissionUncertainException;
import ai.evolink.WaitInterruptedException;
import java.util.concurrent.CancellationException;

/** What an assistant is told when a call fails: what happened, what it cost, what to do now. */
final class ErrorText {
  private ErrorText() {}

  static String of(Throwable failure) {
    if (failure instanceof ToolException) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof EvolinkException known) {
      return known.summary() + " " + next(known);
    }
    if (failure instanceof IllegalArgumentException) {
      return failure.getMessage()
          + ". Nothing was sent. The tool models, given the id, has the schema of the request.";
    }
    if (failure instanceof CancellationException) {
      return "The call was cancelled. What was submitted goes on: the tool orders lists it.";
    }
    return "The server failed: "
        + failure
        + ". The tool orders tells what has been bought, before you try again.";
  }

  private static String next(EvolinkException failure) {
    if (failure instanceof SpendLimitException limit) {
      return limit.committed().signum() == 0 && limit.most().isPresent()
          ? "Nothing was bought. Choose a cheaper model or request (the tool price tells), or ask"
              + " the user whether it may cost more (max_credits, or --daily-credits in the"
              + " configuration of this server)."
          : "Nothing was bought. The limit is the user's, for a day: tell the user, who can raise"
              + " --daily-credits in the configuration of this server. Do not try again today.";
    }
    if (failure instanceof PriceUnknownException) {
      return "Nothing was bought. Choose a model whose price is known (the tool price tells), or"
          + " ask the user to add --allow-unknown-prices to the configuration of this server.";
    }
    if (failure instanceof SubmissionUncertainException) {
      return "Do not buy it again on your own. Tell the user, who can look for the task at"
          + " https://evolink.ai/dashboard; to buy it all the same, choose another order_id.";
    }
    if (failure instanceof OrderBusyException) {
      return "Nothing was sent. Call again in a minute, with the same order_id.";
    }
    if (failure instanceof JournalException) {
      return "Nothing was sent. Tell the user: without the journal, this server buys nothing.";
    }
    if (failure instanceof WaitInterruptedException) {
      return "What was submitted goes on: the tool orders lists it.";
    }
    if (failure instanceof ApiException refused && refused.statusCode() == 401) {
      return "Ask the user to correct EVOLINK_API_KEY in the configuration of this server.";
    }
    String charge = failure.charge() == Charge.NONE ? "Nothing was charged. " : "";
    return charge
        + failure.nextStep().orElse(failure.isRetryable() ? "Try again later." : "Tell the user.");
  }
}
