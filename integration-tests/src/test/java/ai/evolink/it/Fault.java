package ai.evolink.it;

import static ai.evolink.it.FaultVerdict.accepted;
import static ai.evolink.it.FaultVerdict.notTaken;
import static ai.evolink.it.FaultVerdict.refused;
import static ai.evolink.it.FaultVerdict.uncertain;

import ai.evolink.Charge;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What can befall a request, and what must become of a paid submit then. */
@SuppressWarnings("ImmutableEnumChecker") // behaviours and verdicts do not change
enum Fault {
  NONE("none", x -> accept(x), accepted(1)),

  // before a connection is open
  DNS("host name does not resolve", Place.DNS, accepted(1), unsent("cannot be resolved")),
  REFUSED("connection refused", Place.CONNECT, accepted(1), unsent("connection was refused")),
  REFUSED_AT_FIRST_ADDRESS(
      "connection refused at the first address", Place.FIRST_ADDRESS, accepted(1), accepted(1)),
  TLS_WRONG_HOST("TLS: certificate of another host", Place.WRONG_HOST, distrusted()),
  TLS_UNTRUSTED("TLS: certificate nobody vouches for", Place.UNTRUSTED, distrusted()),
  TLS_CUT("TLS: cut within the handshake", Place.HANDSHAKE, accepted(1), unsent("")),

  // on an open connection, before or within the request
  CUT_WHILE_IDLE_HTTP_1(
      "cut while idle, HTTP/1.1", Place.IDLE, Protocol.HTTP_1, unanswered(0), unanswered(0)),
  CUT_WHILE_IDLE_HTTP_2(
      "cut while idle, HTTP/2", Place.IDLE, Protocol.HTTP_2, accepted(1), accepted(1)),
  CUT_BEFORE_HTTP_1(
      "cut before the request, HTTP/1.1",
      Place.ACQUIRED,
      Protocol.HTTP_1,
      unanswered(0),
      unanswered(0)),
  CUT_BEFORE_HTTP_2(
      "cut before the request, HTTP/2",
      Place.ACQUIRED,
      Protocol.HTTP_2,
      accepted(1),
      unsent("ConnectionShutdownException")),
  CUT_WITHIN_THE_REQUEST("cut within the request", Fault::cutWithinTheRequest, unanswered(0)),
  CUT_WITHIN_A_LARGE_REQUEST(
      "cut within a request of 6 MB, still being sent", Fault::cutWithinTheRequest, unanswered(0)),

  // the request was read in full, and no whole answer follows
  CUT_AFTER_THE_REQUEST(
      "cut after the request",
      x -> {
        x.readAll();
        x.cut();
      },
      unanswered(1)),
  NO_ANSWER(
      "no answer until the time-out",
      x -> {
        x.readAll();
        x.hold();
      },
      uncertain(1, "it took too long")),
  CUT_WITHIN_THE_HEADERS(
      "cut within the headers of the answer",
      x -> part(x, FaultExchange.Part.WITHIN_THE_HEADERS),
      unanswered(1)),
  CUT_WITHIN_THE_BODY(
      "cut within the body of the answer",
      x -> part(x, FaultExchange.Part.WITHIN_THE_BODY),
      brokenOff()),

  // an answer that cannot be read
  MALFORMED("200, malformed JSON", FaultAnswer.json(200, "{\"id\":\"task-un"), unreadable()),
  NOT_JSON("200, a web page", FaultAnswer.html(200), unreadable()),
  EMPTY("200, empty", FaultAnswer.bare(200), unreadable()),
  NAMELESS("200, no task id", FaultAnswer.json(200, "{}"), uncertain(1, "names no task id")),

  // refused by the service
  BAD_REQUEST(
      "400, error body",
      FaultAnswer.envelope(400, "invalid_request", "Invalid request parameters"),
      refused(1, 400, Charge.NONE, "HTTP 400 invalid_request: Invalid request parameters.")),
  UNAUTHORIZED(
      "401, challenge",
      FaultAnswer.bare(401).with("www-authenticate", "Basic"),
      refused(1, 401, Charge.NONE, "Check the API key")),
  NO_CREDITS(
      "402, error body",
      FaultAnswer.envelope(402, "insufficient_quota", "Insufficient quota"),
      refused(1, 402, Charge.NONE, "Top up the account")),
  TIMEOUT_408("408", FaultAnswer.bare(408), refused(1, 408, Charge.UNKNOWN, "HTTP 408")),
  THROTTLED("429", throttled(), accepted(2), throttledTo(3)),
  THROTTLED_BARE("429, empty", FaultAnswer.bare(429), accepted(2), throttledTo(3)),
  THROTTLED_SECONDS(
      "429, `Retry-After: 1`", throttled().with("retry-after", "1"), accepted(2), throttledTo(3)),
  THROTTLED_DATE(
      "429, `Retry-After` as a date", x -> answer(x, dated()), accepted(2), throttledTo(3)),
  THROTTLED_LONG(
      "429, `Retry-After: 86400`",
      throttled().with("retry-after", "86400"),
      accepted(2),
      throttledTo(3)),
  ERROR_500(
      "500, error body",
      FaultAnswer.envelope(500, "internal_error", "Internal server error"),
      refused(1, 500, Charge.UNKNOWN, "HTTP 500 internal_error: Internal server error")),
  ERROR_500_BARE("500, empty", FaultAnswer.bare(500), wordless(500)),
  ERROR_500_LARGE("500, a web page of 1 MB", FaultAnswer.largePage(500), wordless(500)),
  GATEWAY_502(
      "502, error body",
      FaultAnswer.envelope(502, "upstream_error", "Upstream AI service unavailable"),
      refused(1, 502, Charge.UNKNOWN, "HTTP 502 upstream_error: Upstream AI service unavailable")),
  GATEWAY_502_PAGE("502, a web page", FaultAnswer.html(502), wordless(502)),
  BUSY_503("503, error body", busy(), accepted(2), busyTo(3)),
  BUSY_503_AT_ONCE(
      "503, error body, `Retry-After: 0`", busy().with("retry-after", "0"), accepted(2), busyTo(3)),
  BUSY_503_BARE("503, empty", FaultAnswer.bare(503), wordless(503)),
  BUSY_503_BARE_AT_ONCE(
      "503, empty, `Retry-After: 0`",
      FaultAnswer.bare(503).with("retry-after", "0"),
      wordless(503)),
  GATEWAY_504("504, a web page", FaultAnswer.html(504), wordless(504)),
  REDIRECT_307("307 to the same host", redirect(307), redirected(307)),
  REDIRECT_308("308 to the same host", redirect(308), redirected(308)),
  REDIRECT_307_AWAY("307 to another host", x -> redirectAway(x, 307), redirected(307)),
  REDIRECT_308_AWAY("308 to another host", x -> redirectAway(x, 308), redirected(308)),

  // what only HTTP/2 can say
  RESET(
      "RST_STREAM (INTERNAL_ERROR)",
      Protocol.HTTP_2,
      x -> reset(x, FaultHttp2.INTERNAL_ERROR),
      unanswered(1),
      unanswered(1)),
  RESET_CANCEL(
      "RST_STREAM (CANCEL)",
      Protocol.HTTP_2,
      x -> reset(x, FaultHttp2.CANCEL),
      unanswered(1),
      unanswered(1)),
  REFUSED_STREAM(
      "RST_STREAM (REFUSED_STREAM)",
      Protocol.HTTP_2,
      x -> reset(x, FaultHttp2.REFUSED_STREAM),
      accepted(2),
      notTaken(3, "3 times: StreamResetException")),
  GOAWAY_BELOW(
      "GOAWAY below the stream",
      Protocol.HTTP_2,
      x -> {
        x.readAll();
        x.goAway(false);
        x.hold();
      },
      accepted(2),
      notTaken(3, "3 times: StreamResetException")),
  GOAWAY_ABOVE(
      "GOAWAY above the stream, then cut",
      Protocol.HTTP_2,
      x -> {
        x.readAll();
        x.goAway(true);
        x.cut();
      },
      unanswered(1),
      unanswered(1)),
  GOAWAY_ABOVE_AND_SERVED(
      "GOAWAY above the stream, then answered",
      Protocol.HTTP_2,
      x -> {
        x.readAll();
        x.goAway(true);
        x.answer(x.good());
      },
      accepted(1),
      accepted(1));

  /** Where a fault strikes. */
  enum Place {
    DNS,
    CONNECT,
    FIRST_ADDRESS,
    WRONG_HOST,
    UNTRUSTED,
    HANDSHAKE,
    IDLE,
    ACQUIRED,
    SERVER
  }

  /** What a fault can happen to. */
  enum Protocol {
    ANY,
    TLS,
    HTTP_1,
    HTTP_2
  }

  /** The host that a redirect names; it listens on the port of the server. */
  static final String ELSEWHERE = "elsewhere.test";

  final String title;
  final Place place;
  final Protocol protocol;
  final FaultServer.Behaviour behaviour;

  /** What a submit comes to if the fault strikes its first attempt only. */
  final FaultVerdict once;

  /** What it comes to if the fault strikes every attempt. */
  final FaultVerdict lasting;

  Fault(String title, FaultServer.Behaviour behaviour, FaultVerdict verdict) {
    this(title, Place.SERVER, Protocol.ANY, behaviour, verdict, verdict);
  }

  Fault(String title, FaultServer.Behaviour behaviour, FaultVerdict once, FaultVerdict lasting) {
    this(title, Place.SERVER, Protocol.ANY, behaviour, once, lasting);
  }

  Fault(String title, FaultAnswer answer, FaultVerdict verdict) {
    this(title, x -> answer(x, answer), verdict);
  }

  Fault(String title, FaultAnswer answer, FaultVerdict once, FaultVerdict lasting) {
    this(title, x -> answer(x, answer), once, lasting);
  }

  Fault(
      String title,
      Protocol protocol,
      FaultServer.Behaviour behaviour,
      FaultVerdict once,
      FaultVerdict lasting) {
    this(title, Place.SERVER, protocol, behaviour, once, lasting);
  }

  Fault(String title, Place place, FaultVerdict verdict) {
    this(title, place, Protocol.TLS, verdict, verdict);
  }

  Fault(String title, Place place, FaultVerdict once, FaultVerdict lasting) {
    this(title, place, place == Place.HANDSHAKE ? Protocol.TLS : Protocol.ANY, once, lasting);
  }

  Fault(String title, Place place, Protocol protocol, FaultVerdict once, FaultVerdict lasting) {
    this(title, place, protocol, x -> accept(x), once, lasting);
  }

  Fault(
      String title,
      Place place,
      Protocol protocol,
      FaultServer.Behaviour behaviour,
      FaultVerdict once,
      FaultVerdict lasting) {
    this.title = title;
    this.place = place;
    this.protocol = protocol;
    this.behaviour = behaviour;
    this.once = once;
    this.lasting = lasting;
  }

  static void accept(FaultExchange x) throws IOException {
    answer(x, x.good());
  }

  private static void answer(FaultExchange x, FaultAnswer answer) throws IOException {
    x.readAll();
    x.answer(answer);
  }

  private static void part(FaultExchange x, FaultExchange.Part part) throws IOException {
    x.readAll();
    x.answerInPart(x.good(), part);
  }

  private static void reset(FaultExchange x, int errorCode) throws IOException {
    x.readAll();
    x.reset(errorCode);
  }

  private static void cutWithinTheRequest(FaultExchange x) throws IOException {
    x.readHalf();
    x.cut();
  }

  /** {@return how many characters to add to the request; more than the sockets take in at once} */
  int padding() {
    return this == CUT_WITHIN_A_LARGE_REQUEST ? 6_000_000 : 0;
  }

  private static FaultAnswer throttled() {
    return FaultAnswer.envelope(429, "rate_limit_exceeded", "Too many requests");
  }

  private static FaultAnswer dated() {
    ZonedDateTime soon = FastClock.SHARED.instant().atZone(ZoneOffset.UTC).plusSeconds(2);
    return throttled().with("retry-after", DateTimeFormatter.RFC_1123_DATE_TIME.format(soon));
  }

  private static FaultAnswer busy() {
    return FaultAnswer.envelope(503, "service_unavailable", "No available channel");
  }

  private static FaultAnswer redirect(int status) {
    return FaultAnswer.bare(status).with("location", "/v1/images/generations");
  }

  private static void redirectAway(FaultExchange x, int status) throws IOException {
    String address = "http://" + ELSEWHERE + ":" + x.port() + "/v1/images/generations";
    answer(x, FaultAnswer.bare(status).with("location", address));
  }

  /** No attempt got as far as a request. */
  private static FaultVerdict unsent(String message) {
    return notTaken(0, " 3 times: ").and(message);
  }

  /** Not tried again: the next handshake would show the same certificate. */
  private static FaultVerdict distrusted() {
    return notTaken(0, "the TLS connection failed");
  }

  private static FaultVerdict unanswered(int posts) {
    return uncertain(posts, "but no answer came back");
  }

  private static FaultVerdict brokenOff() {
    return uncertain(1, "but the answer (HTTP 200) broke off");
  }

  private static FaultVerdict unreadable() {
    return uncertain(1, "but the answer (HTTP 200) was unreadable");
  }

  private static FaultVerdict wordless(int status) {
    return uncertain(
        1, "but the answer was HTTP " + status + " without a word from the service itself");
  }

  private static FaultVerdict throttledTo(int posts) {
    return refused(posts, 429, Charge.NONE, times(posts) + ": HTTP 429").and("Slow down");
  }

  private static FaultVerdict busyTo(int posts) {
    return refused(posts, 503, Charge.NONE, times(posts) + ": HTTP 503 service_unavailable: No");
  }

  private static String times(int posts) {
    return posts == 1 ? "" : posts + " times";
  }

  private static FaultVerdict redirected(int status) {
    return refused(1, status, Charge.NONE, "the service redirects nowhere");
  }

  /** {@return what a submit must come to in the circumstances of {@code given}} */
  FaultVerdict verdict(FaultCase given) {
    if (given.cancelled() && place != Place.SERVER) {
      return FaultVerdict.cancelled(0); // nothing had left yet, and nothing will
    }
    FaultVerdict expected = given.lasting() ? lasting : once;
    if (given.cancelled() && lasting.posts() > 1) {
      return lasting.once(); // what was refused is not sent again for nobody
    }
    boolean distrusts = place == Place.WRONG_HOST || place == Place.UNTRUSTED;
    return distrusts && given.twoAddresses() && !given.lasting() ? accepted(1) : expected;
  }
}
