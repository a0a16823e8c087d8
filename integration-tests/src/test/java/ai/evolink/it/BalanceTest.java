package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Balance;
import ai.evolink.DailyLimit;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalanceTest {
  @RegisterExtension final MockService service = MockService.askedOnce();

  private Balance balance(String more) {
    service.answer(
        """
        {"data":{"token":{"remaining_credits":40,"unlimited_credits":false,"used_credits":60%s},
                 "user":{"remaining_credits":30,"used_credits":70}},"message":"","success":true}"""
            .formatted(more));
    return service.evolink.credits().balance().result();
  }

  @Test
  void dailyLimitOfTheKeyIsTyped() {
    Balance balance =
        balance(
            ",\"daily_limit_credits\":10.5,\"daily_used_credits\":8,\"reset_timezone\":\"Asia/Shanghai\"");

    DailyLimit limit = balance.dailyLimit().orElseThrow();
    assertThat(limit.credits()).isEqualTo(new BigDecimal("10.5"));
    assertThat(limit.used()).contains(new BigDecimal("8"));
    assertThat(limit.remaining()).contains(new BigDecimal("2.5"));
    assertThat(limit.timeZone()).contains(ZoneId.of("Asia/Shanghai"));
    assertThat(limit).hasToString("DailyLimit[8 of 10.5 credits]");
    assertThat(balance.spendable()).isEqualTo(new BigDecimal("2.5"));
  }

  @Test
  void usedUpLimitLeavesNothing() {
    Balance balance = balance(",\"daily_limit_credits\":10,\"daily_used_credits\":12");

    assertThat(balance.dailyLimit().orElseThrow().remaining()).contains(BigDecimal.ZERO);
    assertThat(balance.spendable()).isZero();
  }

  @Test
  void whatTheServiceDoesNotSayIsUnknown() {
    DailyLimit limit =
        balance(",\"daily_limit_credits\":10,\"reset_timezone\":\"Atlantis\"")
            .dailyLimit()
            .orElseThrow();

    assertThat(limit.used()).isEmpty();
    assertThat(limit.remaining()).isEmpty();
    assertThat(limit.timeZone()).isEmpty();
    assertThat(limit).hasToString("DailyLimit[10 credits]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"daily_limit_credits\":null,\"daily_used_credits\":8",
        ",\"daily_limit_credits\":0,\"daily_used_credits\":8",
        ",\"daily_limit_credits\":-1,\"daily_used_credits\":8",
        ",\"daily_limit_credits\":\"ten\",\"daily_used_credits\":8"
      })
  void keyWithoutADailyLimitHasNone(String more) {
    Balance balance = balance(more);

    assertThat(balance.dailyLimit()).isEmpty();
    assertThat(balance.spendable()).isEqualTo(new BigDecimal("30"));
  }
}
