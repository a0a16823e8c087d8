package ai.evolink.cli;

import ai.evolink.Balance;
import ai.evolink.DailyLimit;
import ai.evolink.model.TokenCredits;
import ai.evolink.model.UserCredits;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evolink credits}: what can still be spent. */
@Command(
    name = "credits",
    header = "Show what can still be spent.",
    description = {"Costs nothing; also the cheapest way to try a key.", ""},
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} credits",
      "  ${ROOT-COMMAND-NAME} credits --json",
    })
final class CreditsCommand implements Callable<Integer> {
  private final Cli cli;

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CommonOptions common = new CommonOptions();

  CreditsCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Console console = cli.console();
    console.useJson(common.json);
    try (Session session = Session.open(cli, connection, task -> {})) {
      Balance balance = session.client().credits().balance().result();
      UserCredits account = balance.data().user();
      TokenCredits key = balance.data().token();
      if (common.json) {
        console.document(document(balance, account, key));
      } else {
        String limit = key.unlimitedCredits() ? "no limit" : plain(key.remainingCredits());
        console.line("spendable  " + plain(balance.spendable()));
        console.line(
            "account    " + plain(account.remainingCredits()) + used(account.usedCredits()));
        console.line("key        " + limit + used(key.usedCredits()));
        balance.dailyLimit().ifPresent(daily -> console.line(today(daily)));
      }
    }
    return ExitCode.OK.number();
  }

  private static Map<String, Object> document(
      Balance balance, UserCredits account, TokenCredits key) {
    Map<String, Object> ofAccount = new LinkedHashMap<>();
    ofAccount.put("remaining", account.remainingCredits());
    ofAccount.put("used", account.usedCredits());
    Map<String, @Nullable Object> ofKey = new LinkedHashMap<>();
    ofKey.put("unlimited", key.unlimitedCredits());
    ofKey.put("remaining", balance.key().orElse(null));
    ofKey.put("used", key.usedCredits());
    balance
        .dailyLimit()
        .ifPresent(
            daily -> {
              ofKey.put("daily_limit", daily.credits());
              ofKey.put("daily_used", daily.used().orElse(null));
              ofKey.put("daily_reset_timezone", key.resetTimezone());
            });
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("spendable", balance.spendable());
    document.put("account", ofAccount);
    document.put("key", ofKey);
    return document;
  }

  private static String today(DailyLimit daily) {
    return "today      "
        + daily.remaining().map(CreditsCommand::plain).orElse("unknown")
        + " of "
        + plain(daily.credits())
        + daily.timeZone().map(zone -> " (until midnight, " + zone + ")").orElse("");
  }

  private static String plain(BigDecimal credits) {
    return credits.toPlainString();
  }

  private static String used(BigDecimal credits) {
    return " (used " + plain(credits) + ")";
  }
}
