package ai.evolink.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.TaskFailedException;
import ai.evolink.emulator.EvolinkEmulator;
import ai.evolink.emulator.TaskOutcome;
import ai.evolink.it.Awaits;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls as spans of OpenTelemetry, through the handlers that Spring Boot sets up, too. */
class OpenTelemetryTest {
  @RegisterExtension
  static EvolinkEmulator emulator = EvolinkEmulator.builder().pace(Duration.ZERO).startForJUnit();

  private final Exported spans = new Exported();
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
  private final ObservationRegistry registry = ObservationRegistry.create();
  private final EvolinkClient evolink =
      EvolinkClient.builder("sk-test")
          .baseUrl(emulator.url())
          .callListener(EvolinkObservations.of(registry))
          .build();

  OpenTelemetryTest() {
    Tracer otel = provider.get("test");
    OtelTracer tracer = new OtelTracer(otel, new OtelCurrentTraceContext(), event -> {});
    OtelPropagator propagator =
        new OtelPropagator(
            ContextPropagators.create(W3CTraceContextPropagator.getInstance()), otel);
    registry
        .observationConfig()
        .observationHandler(
            new FirstMatchingCompositeObservationHandler(
                new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                new DefaultTracingObservationHandler(tracer)));
  }

  @AfterEach
  void close() {
    evolink.close();
    provider.close();
  }

  @Test
  void callIsAClientSpanBelowTheSpanOfTheCaller() {
    Observation page = Observation.start("page", registry);
    page.scoped(() -> evolink.images().generate(ImageRequest.of("A cat"), Waits.OFTEN)).result();
    page.stop();

    SpanData call = spans.named("generate_content gemini-2.5-flash-image");
    assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(call.getParentSpanId()).isEqualTo(spans.named("page").getSpanId());
    assertThat(call.getTraceId()).isEqualTo(spans.named("page").getTraceId());
    assertThat(call.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
    assertThat(call.getEvents()).extracting(event -> event.getName()).containsExactly("accepted");
    assertThat(call.getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("gen_ai.request.model"), "gemini-2.5-flash-image")
        .containsEntry(AttributeKey.stringKey("evolink.credits.used"), "1.6")
        .doesNotContainKey(AttributeKey.stringKey("error.type"));
  }

  @Test
  void failureIsTheStatusOfTheSpan() {
    emulator.outcome(TaskOutcome.failed("content_policy_violation"));

    assertThatExceptionOfType(TaskFailedException.class)
        .isThrownBy(
            () -> evolink.images().generate(ImageRequest.of("A cat"), Waits.OFTEN).result());

    SpanData call = spans.named("generate_content gemini-2.5-flash-image");
    assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(call.getAttributes().asMap())
        .containsEntry(AttributeKey.stringKey("error.type"), "TaskFailedException");
  }

  private static final class Exported implements SpanExporter {
    private final List<SpanData> ended = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      ended.addAll(spans);
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    SpanData named(String name) {
      Awaits.until(
          () -> name + " among " + ended,
          () -> ended.stream().anyMatch(span -> span.getName().equals(name)));
      return ended.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
    }
  }
}
