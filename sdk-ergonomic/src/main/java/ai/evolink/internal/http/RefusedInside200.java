package ai.evolink.internal.http;

/** Found by whoever reads an answer: it refuses, although its status says that all is well. */
final class RefusedInside200 extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String call;
  private final transient Object answer;

  RefusedInside200(String call, Object answer) {
    super(call, null, false, false); // never seen: it becomes an exception of ours at once
    this.call = call;
    this.answer = answer;
  }

  String call() {
    return call;
  }

  Object answer() {
    return answer;
  }
}
