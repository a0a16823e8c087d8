package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.evolink.EvolinkClient;
import ai.evolink.EvolinkFuture;
import ai.evolink.ImageRequest;
import ai.evolink.JournalEntry;
import ai.evolink.Purchase;
import ai.evolink.SpendLimit;
import ai.evolink.SpendLimitException;
import ai.evolink.SubmitOptions;
import ai.evolink.TaskFuture;
import ai.evolink.TaskHandle;
import ai.evolink.TaskJournal;
import ai.evolink.model.MediaSource;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An order that is asked for again, after it has bought nothing or nobody knows what. */
class OrderAgainTest extends Lives {
  private Purchase lost(EvolinkClient evolink) {
    shop.answers.add(Shop.Answer.LOST);
    Shop.ignoring(() -> evolink.images().generate(CAT, ORDER).result());
    return evolink.recover().uncertain().get(0);
  }

  @Test
  void retriesAtTheSameTimeShareOneSubmit() throws Exception {
    try (EvolinkClient evolink = client(TaskJournal.file(journal())).build()) {
      Purchase doubt = lost(evolink);
      CountDownLatch arrived = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      shop.onSubmit = () -> Shop.hold(arrived, go);
      TaskFuture one = doubt.retry(MockService.AT_ONCE);
      arrived.await();
      TaskFuture two = doubt.retry(MockService.AT_ONCE);
      go.countDown();

      assertThat(two.result().task()).isEqualTo(one.result().task());
    }
    assertThat(shop.bought).hasSize(2);
  }

  @Test
  void orderThatIsUnderWayIsNotJoinedForAnotherRequest() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    shop.onSubmit = () -> Shop.hold(arrived, go);
    try (EvolinkClient evolink = client(TaskJournal.file(journal())).build()) {
      TaskFuture cat = evolink.images().generate(CAT, ORDER);
      arrived.await();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> evolink.images().generate(ImageRequest.of("A dog"), ORDER))
          .withMessageStartingWith("The order id \"order-42\" belongs to another request.");

      go.countDown();
      cat.result();
    }
    assertThat(shop.bought).hasSize(1);
  }

  /** Another thread tells its end, sooner or later than the next caller comes. */
  @Test
  void orderThatWasGivenUpAMomentAgoIsBoughtByTheNextCaller() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    shop.onSubmit = () -> Shop.hold(arrived, go);
    List<EvolinkFuture<TaskHandle>> next = new ArrayList<>();
    try (EvolinkClient evolink =
        client(TaskJournal.file(journal())).maxConcurrentRequests(1).build()) {
      EvolinkFuture<TaskHandle> first = evolink.images().submit(ImageRequest.of("A dog"));
      arrived.await();
      for (int i = 0; i < 30; i++) {
        SubmitOptions order = SubmitOptions.ofOrder("order-" + i);
        assertThat(evolink.images().submit(CAT, order).cancel(true)).isTrue();
        next.add(evolink.images().submit(CAT, order));
      }
      go.countDown();

      first.result();
      assertThat(next).allSatisfy(one -> assertThat(one.result().isReplayed()).isFalse());
      assertThat(evolink.recover().uncertain()).isEmpty();
    }
    assertThat(shop.bought).hasSize(31);
  }

  @Test
  void orderIsTheSameInWhateverOrderItWasSetAndAnotherIfAnyLinkIs() {
    MediaSource a = MediaSource.url("https://example.com/a.png");
    MediaSource b = MediaSource.url("https://example.com/b.png");
    try (EvolinkClient evolink = client(TaskJournal.file(journal())).build()) {
      ImageRequest.Builder first = ImageRequest.builder("A cat").reference(a).set("size", "16:9");
      String bought = evolink.images().submit(first.build(), ORDER).result().id();

      ImageRequest.Builder same = ImageRequest.builder("A cat").set("size", "16:9").reference(a);
      assertThat(evolink.images().submit(same.build(), ORDER).result().id()).isEqualTo(bought);
      ImageRequest.Builder other = ImageRequest.builder("A cat").set("size", "16:9").reference(b);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> evolink.images().submit(other.build(), ORDER).result())
          .withMessageContaining("belongs to another request");
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void purchaseWhoseRequestTheJournalHasNotKeptIsNotRetried() {
    TaskJournal forgetful =
        new Hooked() {
          @Override
          public void forEach(Consumer<? super JournalEntry> action) {
            super.forEach(entry -> action.accept(entry.toBuilder().body(null).build()));
          }
        };
    try (EvolinkClient evolink = client(forgetful).build()) {
      Purchase doubt = lost(evolink);

      assertThatIllegalStateException()
          .isThrownBy(() -> doubt.retry(MockService.AT_ONCE).result())
          .withMessage("The journal does not have the request of order-42 any more");
    }
    assertThat(shop.bought).hasSize(1);
  }

  /** The first of them must not leave the order to a submit that never begins. */
  @Test
  void retryThatTheSettingsRefuseIsRefusedEachTime() {
    ImageRequest own =
        ImageRequest.builder("A cat").callbackUrl(URI.create("http://127.0.0.1:1/mine")).build();
    shop.answers.add(Shop.Answer.LOST);
    try (EvolinkClient evolink = client(TaskJournal.file(journal())).build()) {
      Shop.ignoring(() -> evolink.images().submit(own, ORDER).result());
    }
    TaskJournal moved =
        new Hooked() {
          @Override
          public void open(URI service) {
            super.open(OrderAgainTest.this.service.url());
          }
        };
    try (EvolinkClient evolink = client(moved).baseUrl(URI.create("https://api.invalid")).build()) {
      Purchase doubt = evolink.recover().uncertain().get(0);
      for (int i = 0; i < 2; i++) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> doubt.retry().submitted().result(Duration.ofSeconds(10)))
            .withMessageStartingWith("callback_url must be https");
      }
    }
    assertThat(shop.bought).hasSize(1);
  }

  @Test
  void orderThatTheLimitRefusesMayBeForAnotherRequestNext() {
    try (EvolinkClient evolink =
        client(TaskJournal.file(journal())).spendLimit(SpendLimit.of(BigDecimal.ZERO)).build()) {
      for (ImageRequest request : List.of(CAT, ImageRequest.of("A dog"))) {
        assertThatExceptionOfType(SpendLimitException.class)
            .isThrownBy(() -> evolink.images().generate(request, ORDER).result());
      }
    }
    assertThat(shop.submits).isEmpty();
  }

  @Test
  void taskOfAnotherMediumIsNotTakenForTheOrder() {
    try (EvolinkClient evolink = client(TaskJournal.file(journal())).build()) {
      Purchase doubt = lost(evolink);
      shop.type = "video";
      assertThatIllegalArgumentException()
          .isThrownBy(() -> doubt.accept(Shop.FIRST).result())
          .withMessageEndingWith("is not that of order-42: it makes video, not IMAGE");

      shop.type = "IMAGE";
      assertThat(doubt.accept(Shop.FIRST).result().id()).isEqualTo(Shop.FIRST);
    }
  }
}
