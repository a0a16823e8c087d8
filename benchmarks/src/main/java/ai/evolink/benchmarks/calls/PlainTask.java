package ai.evolink.benchmarks.calls;

import java.util.ArrayList;
import java.util.List;

/** A task as mappers by reflection like it: fields named like the JSON. */
final class PlainTask {
  String id = "";
  String status = "";
  int progress;
  String model = "";
  String object = "";
  String type = "";
  long created;
  List<String> results = new ArrayList<>(1);
  Info task_info = new Info();
  Usage usage = new Usage();

  static final class Info {
    boolean can_cancel;
    int estimated_time;
  }

  static final class Usage {
    String billing_rule = "";
    double credits_reserved;
    String user_group = "";
  }
}
