package ai.evolink.simulation;

import ai.evolink.internal.http.SimulatedNetwork.Reply;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * The service, with the freedoms that it has: tasks end when they like, or never; queries show them
 * late, in another order, or contradict themselves; callbacks come early, late, twice or not.
 */
final class Service {
  static final BigDecimal PRICE = new BigDecimal("1.6");
  private static final long EPOCH = 1_767_225_600; // the beginning of 2026
  private static final long SECOND = 1_000_000_000;
  private static final Pattern PROMPT = Pattern.compile("\"prompt\":\"([^\"]*)\"");
  private static final Pattern CALLBACK = Pattern.compile("\"callback_url\":\"([^\"]*)\"");
  private static final Headers NONE = Headers.of();

  /** A task that was bought. */
  static final class Sold {
    final String id;
    final String purchase;
    final Jvm by;
    final long at;
    final long endsAt;
    final boolean fails;
    final BigDecimal cost;
    final @Nullable String callback;

    /** Whether a query of it has gone wrong, or its answer has asked for patience. */
    boolean troubled;

    private int queries;

    Sold(
        String id,
        String purchase,
        Jvm by,
        long at,
        long endsAt,
        boolean fails,
        BigDecimal cost,
        @Nullable String callback) {
      this.id = id;
      this.purchase = purchase;
      this.by = by;
      this.at = at;
      this.endsAt = endsAt;
      this.fails = fails;
      this.cost = cost;
      this.callback = callback;
    }
  }

  /** Brings a callback to whoever listens. */
  interface Callbacks {
    /** {@return whether anybody has taken it} */
    boolean deliver(String path, String body);
  }

  private final World world;
  private final Chance chance;
  private final int trouble;
  private final Callbacks callbacks;
  private final Map<String, Sold> sold = new LinkedHashMap<>();
  private final Map<String, Integer> bought = new HashMap<>();
  private int requests;
  private int posts;
  private int lists;

  Service(World world, Chance chance, int trouble, Callbacks callbacks) {
    this.world = world;
    this.chance = chance;
    this.trouble = trouble;
    this.callbacks = callbacks;
  }

  Collection<Sold> sold() {
    return sold.values();
  }

  @Nullable Sold find(String id) {
    return sold.get(id);
  }

  int requests() {
    return requests;
  }

  /** {@return how often a purchase was made} */
  int bought(String purchase) {
    return bought.getOrDefault(purchase, 0);
  }

  static String purchaseIn(String body) {
    Matcher found = PROMPT.matcher(body);
    return found.find() ? found.group(1) : "";
  }

  Reply handle(Jvm process, Request request, String body) {
    requests++;
    String path = request.url().encodedPath();
    if (path.startsWith("/v1/catalog/")) {
      return prices(request);
    }
    return request.method().equals("POST")
        ? submit(process, body)
        : query(path.substring(path.lastIndexOf('/') + 1));
  }

  // ---- submits

  private Reply submit(Jvm process, String body) {
    String purchase = purchaseIn(body);
    int number = posts++;
    if (chance.trouble(trouble, "refusal", number)) {
      switch (chance.below(8, "which refusal", number)) {
        case 0 -> {
          return error(429, "rate_limit_exceeded", NONE);
        }
        case 1 -> {
          return error(429, "rate_limit_exceeded", Headers.of("Retry-After", "2"));
        }
        case 2 -> {
          return error(503, "service_unavailable", NONE);
        }
        case 3 -> {
          return error(503, "service_unavailable", Headers.of("Retry-After", "0"));
        }
        case 4 -> {
          return error(402, "insufficient_quota", NONE);
        }
        case 5 -> {
          return error(502, "upstream_error", NONE);
        }
        case 6 -> { // taken nevertheless
          sell(process, purchase, body);
          return error(502, "upstream_error", NONE);
        }
        default -> { // a gateway, which has passed it on
          sell(process, purchase, body);
          return new Reply(503, Headers.of("Retry-After", "0"), "<html>busy</html>");
        }
      }
    }
    Sold task = sell(process, purchase, body);
    return new Reply(
        200, NONE, json(task, "pending", 0, ",\"usage\":{\"credits_reserved\":" + PRICE + "}"));
  }

  private Sold sell(Jvm process, String purchase, String body) {
    int times = bought.merge(purchase, 1, Integer::sum);
    String id = "task-unified-" + EPOCH + "-" + purchase.replace("-", "") + "n" + times;
    int number = sold.size();
    long takes =
        chance.below(12, "never ends", number) == 0
            ? Long.MAX_VALUE / 4
            : chance.skewed(SECOND, 400 * SECOND, "takes", number);
    BigDecimal cost = chance.below(4, "is cheaper", number) == 0 ? new BigDecimal("0.8") : PRICE;
    Matcher callback = CALLBACK.matcher(body);
    Sold task =
        new Sold(
            id,
            purchase,
            process,
            world.now(),
            world.now() + takes,
            chance.below(6, "fails", number) == 0,
            cost,
            callback.find() ? callback.group(1) : null);
    sold.put(id, task);
    world.event("sold " + id + ", ends after " + takes / SECOND + " s");
    if (task.callback != null && takes < 10_000 * SECOND) {
      announce(task, number);
    }
    return task;
  }

  // ---- queries

  private Reply query(String id) {
    Sold task = sold.get(id);
    if (task == null) {
      return error(404, "task_not_found", NONE);
    }
    int number = task.queries++;
    if (chance.trouble(trouble, "query " + id, number)) {
      task.troubled = true;
      switch (chance.below(7, "which trouble " + id, number)) {
        case 0 -> {
          return error(429, "rate_limit_exceeded", Headers.of("Retry-After", "3"));
        }
        case 1 -> {
          return error(500, "internal_error", NONE);
        }
        case 2 -> {
          return error(503, "service_unavailable", Headers.of("Retry-After", "5"));
        }
        case 3 -> {
          return error(402, "quota_exceeded", NONE);
        }
        case 4 -> { // it is younger on this replica than it is
          if (world.now() - task.at < 9 * SECOND) {
            return error(404, "task_not_found", NONE);
          }
          return new Reply(200, NONE, json(task, "pending", 0, ""));
        }
        case 5 -> {
          return new Reply(200, NONE, json(task, "warming_up", 150, ""));
        }
        default -> {
          return new Reply(200, NONE, "{\"id\":\"" + id + "\",\"sta");
        }
      }
    }
    return new Reply(200, NONE, state(task));
  }

  private String state(Sold task) {
    if (world.now() < task.endsAt) {
      return json(task, "processing", (int) Math.min(99, (world.now() - task.at) / SECOND), "");
    }
    String usage = ",\"usage\":{\"credits_used\":" + task.cost + "}";
    return task.fails
        ? json(
            task,
            "failed",
            0,
            ",\"error\":{\"code\":\"content_policy_violation\",\"message\":\"no\",\"type\":"
                + "\"task_error\"}"
                + usage)
        : json(
            task, "completed", 100, ",\"results\":[\"https://files.example.com/a.png\"]" + usage);
  }

  private static String json(Sold task, String status, int progress, String more) {
    return "{\"id\":\""
        + task.id
        + "\",\"object\":\"image.generation.task\",\"type\":\"image\","
        + "\"model\":\"gemini-2.5-flash-image\",\"created\":"
        + (EPOCH + task.at / SECOND)
        + ",\"status\":\""
        + status
        + "\",\"progress\":"
        + progress
        + more
        + "}";
  }

  private static Reply error(int status, String code, Headers headers) {
    return new Reply(
        status, headers, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"" + code + "\"}}");
  }

  // ---- callbacks

  private void announce(Sold task, int number) {
    int kind = chance.below(8, "callback", number);
    if (kind == 0) {
      return; // lost
    }
    long delay = task.endsAt - world.now() + chance.skewed(0, 5 * SECOND, "callback", number);
    if (kind == 1) {
      delay = chance.skewed(0, delay, "early callback", number);
    }
    world.after(delay, () -> call(task, 0));
    if (kind == 2) {
      world.after(delay + SECOND / 2, () -> call(task, 3)); // once more
    }
  }

  private void call(Sold task, int tries) {
    String address = task.callback;
    if (address != null
        && !callbacks.deliver(address.substring(address.indexOf('/', 8)), state(task))
        && tries < 3) {
      world.after(SECOND << tries, () -> call(task, tries + 1));
    }
  }

  // ---- prices

  private Reply prices(Request request) {
    if (request.header("Authorization") != null) {
      world.broken("the key was sent with a question for prices");
    }
    if (chance.trouble(trouble, "prices", lists++)) {
      return error(503, "service_unavailable", NONE);
    }
    return new Reply(
        200,
        Headers.of("ETag", "\"one\""),
        """
        {"meta":{"schema_version":"2","pricing_version":"p1"},
         "model":{"model_id":"gemini-2.5-flash-image","modality":"image",
          "operation":"image_generation","pricing_status":"available","policy_source":"published",
          "settlement_basis":"request_only","parameters":[],
          "components":[{"id":"output","role":"output","dimension":"output_image","unit":"image",
            "rate":{"uc":"16000"},"pricing_status":"available",
            "quantity_rule":{"op":"constant","value":"1"},
            "rounding":{"point":"per_component_subtotal","mode":"half_up"},"tiers":[]}]}}
        """);
  }
}
