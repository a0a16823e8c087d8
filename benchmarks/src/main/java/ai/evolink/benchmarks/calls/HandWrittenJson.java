package ai.evolink.benchmarks.calls;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The floor: what a careful person writes for exactly these two documents. */
final class HandWrittenJson {
  private HandWrittenJson() {}

  static final class RequestAdapter extends JsonAdapter<PlainRequest> {
    @Override
    public PlainRequest fromJson(JsonReader reader) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void toJson(JsonWriter writer, @Nullable PlainRequest request) throws IOException {
      if (request == null) {
        throw new IllegalArgumentException("null");
      }
      writer.beginObject();
      writer.name("model").value(request.model);
      writer.name("prompt").value(request.prompt);
      writer.name("size").value(request.size);
      writer.endObject();
    }
  }

  static final class TaskAdapter extends JsonAdapter<PlainTask> {
    private static final JsonReader.Options NAMES =
        JsonReader.Options.of(
            "id",
            "status",
            "progress",
            "model",
            "object",
            "type",
            "created",
            "results",
            "task_info",
            "usage");

    @Override
    public void toJson(JsonWriter writer, @Nullable PlainTask task) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PlainTask fromJson(JsonReader reader) throws IOException {
      PlainTask task = new PlainTask();
      reader.beginObject();
      while (reader.hasNext()) {
        switch (reader.selectName(NAMES)) {
          case 0 -> task.id = reader.nextString();
          case 1 -> task.status = reader.nextString();
          case 2 -> task.progress = reader.nextInt();
          case 3 -> task.model = reader.nextString();
          case 4 -> task.object = reader.nextString();
          case 5 -> task.type = reader.nextString();
          case 6 -> task.created = reader.nextLong();
          case 7 -> results(reader, task);
          case 8 -> info(reader, task);
          case 9 -> usage(reader, task);
          default -> {
            reader.skipName();
            reader.skipValue();
          }
        }
      }
      reader.endObject();
      return task;
    }

    private static void results(JsonReader reader, PlainTask task) throws IOException {
      reader.beginArray();
      while (reader.hasNext()) {
        task.results.add(reader.nextString());
      }
      reader.endArray();
    }

    private static void info(JsonReader reader, PlainTask task) throws IOException {
      PlainTask.Info info = new PlainTask.Info();
      reader.beginObject();
      while (reader.hasNext()) {
        switch (reader.nextName()) {
          case "can_cancel" -> info.can_cancel = reader.nextBoolean();
          case "estimated_time" -> info.estimated_time = reader.nextInt();
          default -> reader.skipValue();
        }
      }
      reader.endObject();
      task.task_info = info;
    }

    private static void usage(JsonReader reader, PlainTask task) throws IOException {
      PlainTask.Usage usage = new PlainTask.Usage();
      reader.beginObject();
      while (reader.hasNext()) {
        switch (reader.nextName()) {
          case "billing_rule" -> usage.billing_rule = reader.nextString();
          case "credits_reserved" -> usage.credits_reserved = reader.nextDouble();
          case "user_group" -> usage.user_group = reader.nextString();
          default -> reader.skipValue();
        }
      }
      reader.endObject();
      task.usage = usage;
    }
  }
}
