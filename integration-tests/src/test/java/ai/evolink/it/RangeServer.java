package ai.evolink.it;

import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Answers ranges as a server does that means well; all else is scripted. */
final class RangeServer extends Dispatcher {
  private final String whole;
  private final String etag;
  private final Dispatcher script;

  RangeServer(String whole, String etag, Dispatcher script) {
    this.whole = whole;
    this.etag = etag;
    this.script = script;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
    String range = request.getHeaders().get("Range");
    if (range == null) {
      return script.dispatch(request);
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    return Artifacts.file(whole.substring(from))
        .code(206)
        .setHeader("ETag", etag)
        .setHeader(
            "Content-Range", "bytes " + from + "-" + (whole.length() - 1) + "/" + whole.length())
        .build();
  }
}
