package ai.evolink.mcp;

import ai.evolink.EvolinkException;
import ai.evolink.Generation;
import ai.evolink.TaskCancelledException;
import ai.evolink.TaskFailedException;
import ai.evolink.TaskFuture;
import ai.evolink.TaskSnapshot;
import ai.evolink.TaskTimeoutException;
import ai.evolink.WaitOptions;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for a task, saves what it made, and shows pictures. */
final class WaitTool implements ServerTool {
  private static final String SECONDS = "seconds";
  private static final String PICTURES = "show_pictures";

  /** Assistants give up on a call after a minute, unless they are told of progress. */
  private static final int DEFAULT_SECONDS = 50;

  private static final int MOST_SECONDS = 3600;
  private static final int MOST_PICTURES = 4;
  private static final int SIGN_OF_LIFE_SECONDS = 5;

  /** The share of a wait, in percent, that is not saving. */
  private static final int MADE = 95;

  private final Account account;
  private final Orders orders;
  private final Results results;

  WaitTool(Account account, Orders orders, Results results) {
    this.account = account;
    this.orders = orders;
    this.results = results;
  }

  @Override
  public McpSchema.Tool definition() {
    Map<String, Object> arguments = Orders.arguments();
    arguments.put(
        SECONDS,
        Schemas.wholeNumber(
            1,
            MOST_SECONDS,
            "How long to wait. Default: "
                + DEFAULT_SECONDS
                + ". When the time is over, the answer says how far it is; call wait again."));
    arguments.put(
        PICTURES,
        Schemas.of(
            "boolean", "Whether to show pictures in the answer, made small. Default: true."));
    return McpSchema.Tool.builder("wait", Schemas.object(arguments))
        .title("Wait for a result and save it")
        .description(
            "Waits for what submit has started, saves its files in the folder of this server, and"
                + " answers with their paths; pictures are shown too. Costs nothing, and may be"
                + " repeated: files that are there are not made again. Cancelling it does not cancel"
                + " the generation.")
        .annotations(
            McpSchema.ToolAnnotations.builder()
                .readOnlyHint(false)
                .destructiveHint(false)
                .idempotentHint(true)
                .openWorldHint(true)
                .build())
        .build();
  }

  @Override
  public McpSchema.CallToolResult call(Arguments arguments, Progress progress) {
    Duration atMost = Duration.ofSeconds(arguments.wholeNumber(SECONDS, DEFAULT_SECONDS));
    Orders.Found found = orders.find(arguments);
    progress.tell(0, "waiting");
    Generation made;
    try {
      made = await(found, atMost, progress);
    } catch (TaskTimeoutException e) {
      return Answer.of(unfinished(found, e.last()));
    } catch (TaskFailedException | TaskCancelledException e) {
      orders.ended(found, false);
      throw e;
    }
    progress.tell(MADE + 1, "saving");
    List<Results.Saved> saved = save(found, made);
    orders.ended(found, true);
    return Answer.of(finished(found, made, saved), pictures(saved, arguments.flag(PICTURES, true)));
  }

  private Generation await(Orders.Found found, Duration atMost, Progress progress) {
    WaitOptions options =
        WaitOptions.builder()
            .deadline(atMost)
            .onProgress(
                task -> progress.tell(Math.min(task.progress().orElse(0), MADE), words(task)))
            .build();
    TaskFuture future = account.reader().tasks().follow(found.task(), options);
    try {
      while (!isDone(future)) {
        progress.repeat(future.peek().map(WaitTool::words).orElse("waiting"));
      }
      return future.result();
    } finally {
      future.cancel(true); // of a wait that was cancelled
    }
  }

  private static boolean isDone(TaskFuture future) {
    try {
      future.get(SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true; // result() throws it in plain
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("The call was cancelled");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  private List<Results.Saved> save(Orders.Found found, Generation made) {
    try {
      return results.save(found.orderId(), made, found.saved());
    } catch (EvolinkException | ToolException e) {
      throw new ToolException(
          "It is completed and paid, but was not saved: "
              + ErrorText.of(e)
              + " The links, which die within a day: "
              + made.artifacts().stream().map(artifact -> artifact.uri().toString()).toList(),
          e);
    }
  }

  private static String words(TaskSnapshot task) {
    return task.status().value()
        + (task.progress().isPresent() ? ", " + task.progress().getAsInt() + " %" : "");
  }

  private static Map<String, Object> unfinished(Orders.Found found, Optional<TaskSnapshot> last) {
    Map<String, Object> document = head(found, last.map(t -> t.status().value()).orElse("unknown"));
    last.ifPresent(task -> task.progress().ifPresent(percent -> document.put("progress", percent)));
    document.put("next", "It is not finished. Call wait again with the same arguments.");
    return document;
  }

  private static Map<String, Object> finished(
      Orders.Found found, Generation made, List<Results.Saved> saved) {
    Map<String, Object> document = head(found, "completed");
    made.creditsUsed().ifPresent(used -> document.put("credits_used", Answer.plain(used)));
    document.put("files", saved.stream().map(WaitTool::file).toList());
    Object data = made.resultData();
    if (data != null) {
      document.put("result_data", data);
    }
    if (made.isIncomplete()) {
      document.put("note", "Files are missing, although it is completed and charged.");
    }
    return document;
  }

  private static Map<String, Object> head(Orders.Found found, String status) {
    Map<String, Object> document = new LinkedHashMap<>();
    if (found.orderId() != null) {
      document.put(Orders.ORDER_ID, found.orderId());
    }
    document.put(Orders.TASK_ID, found.task().id());
    document.put("status", status);
    return document;
  }

  private static Map<String, Object> file(Results.Saved saved) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("path", saved.file().toString());
    file.put("media_type", saved.mediaType());
    file.put("bytes", saved.bytes());
    String link = saved.artifact().uri().toString();
    if (!link.startsWith("data:")) {
      file.put("link", link);
      saved.artifact().expiresAt().ifPresent(end -> file.put("link_expires", end.toString()));
    }
    return file;
  }

  private static List<Preview> pictures(List<Results.Saved> saved, boolean wanted) {
    return wanted
        ? saved.stream()
            .limit(MOST_PICTURES)
            .flatMap(each -> Preview.of(each.file(), each.mediaType()).stream())
            .toList()
        : List.of();
  }
}
