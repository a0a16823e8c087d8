package ai.evolink.benchmarks.calls;

import ai.evolink.model.AspectRatio;
import ai.evolink.model.EvolinkJson;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.NanoBananaRequest;
import ai.evolink.model.Task;
import com.google.gson.Gson;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import okio.Buffer;
import okio.ByteString;

/**
 * JSON alone: a finished task from bytes, also with properties that nobody has heard of, and a
 * request to bytes.
 */
public final class Codec {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 20_000;
  private static final int CALLS = 20_000;
  private static final int TURNS = 15;
  private static final ByteString TASK =
      ByteString.encodeUtf8(
          """
          {"created":1757165031,"id":"task-unified-1757165031-uyujaw3d",\
          "model":"gemini-2.5-flash-image","object":"image.generation.task","progress":100,\
          "results":["https://files.example.com/results/task-unified-1757165031-uyujaw3d/1.png"],\
          "status":"completed","task_info":{"can_cancel":false},"type":"image"}""");

  private static final ByteString TASK_OF_TOMORROW =
      ByteString.encodeUtf8(
          TASK.utf8()
              .replaceFirst(
                  "}$",
                  ",\"region\":\"eu-west-1\",\"queue_position\":3,"
                      + "\"trace\":{\"id\":\"9f86d081884c7d65\",\"sampled\":true}}"));

  private Codec() {}

  private interface Work {
    Object once() throws Exception;
  }

  private record Row(
      String title, Work decode, Work decodeUnknown, Work encode, List<double[]> turns) {
    List<Work> works() {
      return List.of(decode, decodeUnknown, encode);
    }
  }

  public static void run() throws Exception {
    Moshi moshi = new Moshi.Builder().build();
    JsonAdapter<PlainTask> reflectiveTask = moshi.adapter(PlainTask.class);
    JsonAdapter<PlainRequest> reflectiveRequest = moshi.adapter(PlainRequest.class);
    JsonAdapter<Task> task = EvolinkJson.moshi().adapter(Task.class);
    JsonAdapter<ImageGenerationRequest> request =
        EvolinkJson.moshi().adapter(ImageGenerationRequest.class);
    HandWrittenJson.TaskAdapter handTask = new HandWrittenJson.TaskAdapter();
    HandWrittenJson.RequestAdapter handRequest = new HandWrittenJson.RequestAdapter();
    Gson gson = new Gson();
    PlainRequest plain = new PlainRequest();
    NanoBananaRequest typed =
        NanoBananaRequest.builder(Contender.PROMPT)
            .model(ImageModel.GEMINI_2_5_FLASH_IMAGE)
            .size(AspectRatio.LANDSCAPE_16_9)
            .build();

    List<Row> rows =
        List.of(
            row(
                "Moshi, hand-written",
                in -> handTask.fromJson(in),
                out -> handRequest.toJson(out, plain)),
            row("**this SDK**", in -> task.fromJson(in), out -> request.toJson(out, typed)),
            row(
                "Moshi, reflective",
                in -> reflectiveTask.fromJson(in),
                out -> reflectiveRequest.toJson(out, plain)),
            row(
                "Gson",
                in -> gson.fromJson(in.readUtf8(), PlainTask.class),
                out -> out.writeUtf8(gson.toJson(plain))));
    for (Row row : rows) {
      for (Work work : row.works()) {
        measure(work, WARM_UP);
      }
    }
    for (int i = 0; i < TURNS; i++) {
      for (Row row : rows) {
        double[] turn = new double[6];
        for (int work = 0; work < 3; work++) {
          System.arraycopy(measure(row.works().get(work), CALLS), 0, turn, 2 * work, 2);
        }
        row.turns.add(turn);
      }
    }
    System.out.println(
        "| codec | decode a finished task, B | time | with 3 unknown properties, B | time"
            + " | encode a request, B | time |\n"
            + "| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (Row row : rows) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %,.0f | %.2fx | %,.0f | %.2fx | %,.0f | %.2fx |%n",
          row.title,
          median(row, 0),
          median(row, 1) / median(rows.get(0), 1),
          median(row, 2),
          median(row, 3) / median(rows.get(0), 3),
          median(row, 4),
          median(row, 5) / median(rows.get(0), 5));
    }
  }

  private interface Decoder {
    Object read(Buffer in) throws Exception;
  }

  private interface Encoder {
    void write(Buffer out) throws Exception;
  }

  /** One buffer for all turns: what is measured is the codec, not the segments of Okio. */
  private static Row row(String title, Decoder decoder, Encoder encoder) {
    Buffer in = new Buffer();
    Buffer out = new Buffer();
    return new Row(
        title,
        () -> decoder.read(in.write(TASK)),
        () -> decoder.read(in.write(TASK_OF_TOMORROW)),
        () -> {
          encoder.write(out);
          long size = out.size();
          out.clear();
          return size;
        },
        new ArrayList<>());
  }

  private static double median(Row row, int column) {
    return Results.median(row.turns.stream().mapToDouble(turn -> turn[column]).toArray());
  }

  /** {@return bytes and nanoseconds per call} */
  private static double[] measure(Work work, int calls) throws Exception {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      if (work.once() == null) {
        throw new IllegalStateException("nothing");
      }
    }
    double nanos = System.nanoTime() - start;
    return new double[] {
      (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / calls, nanos / calls
    };
  }
}
