package ai.evolink.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.ImageRequest;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskHandle;
import ai.evolink.UnknownPrice;
import ai.evolink.emulator.EvolinkEmulator;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountTest {
  private static final Clock TODAY = at("2026-03-01T12:00:00Z");
  private static final Clock TOMORROW = at("2026-03-02T00:00:01Z");

  private final EvolinkEmulator emulator = EvolinkEmulator.start();
  private final Path home;

  AccountTest(@TempDir Path home) {
    this.home = home;
  }

  @AfterEach
  void close() {
    emulator.close();
  }

  @Test
  void limitIsForADay() {
    try (Account account = account("2", TODAY)) {
      buy(account, "one");
      assertThatThrownBy(() -> buy(account, "two")).isInstanceOf(SpendLimitException.class);
    }
    try (Account account = account("2", TOMORROW)) {
      buy(account, "two");
      assertThatThrownBy(() -> buy(account, "three")).isInstanceOf(SpendLimitException.class);
    }
    assertThat(emulator.submissions()).hasSize(2);
  }

  @Test
  void serversThatRunAtTheSameTimeBuyAnOrderOnceAndShareTheLimit() {
    try (Account one = account("7", TODAY);
        Account other = account("7", TODAY)) {
      List<CompletableFuture<TaskHandle>> all = new ArrayList<>();
      Executor threads = buyer -> new Thread(buyer, "buyer").start();
      for (int order = 0; order < 4; order++) {
        String id = "order-" + order;
        all.add(CompletableFuture.supplyAsync(() -> buy(one, id), threads));
        all.add(CompletableFuture.supplyAsync(() -> buy(other, id), threads));
      }
      all.forEach(CompletableFuture::join);

      assertThat(emulator.submissions()).hasSize(4);
      assertThatThrownBy(() -> buy(other, "order-5")).isInstanceOf(SpendLimitException.class);
    }
  }

  private static TaskHandle buy(Account account, String order) {
    return account.withJournal(
        client ->
            client
                .images()
                .submit(ImageRequest.of("A cat"), SubmitOptions.ofOrder(order))
                .result());
  }

  private Account account(String credits, Clock clock) {
    return new Account(
        new Settings(
            "sk-test",
            emulator.url(),
            home,
            home.resolve("data").resolve("test.journal"),
            new BigDecimal(credits),
            UnknownPrice.REFUSE,
            false,
            false),
        clock);
  }

  private static Clock at(String time) {
    return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
  }
}
