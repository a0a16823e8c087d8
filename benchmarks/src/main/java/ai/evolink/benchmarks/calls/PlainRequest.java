package ai.evolink.benchmarks.calls;

/** A request as mappers by reflection like it. */
final class PlainRequest {
  String model = "gemini-2.5-flash-image";
  String prompt = Contender.PROMPT;
  String size = "16:9";
}
