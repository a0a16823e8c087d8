package ai.evolink.bulk;

import java.util.ArrayList;
import java.util.List;

/** What the operations of a transaction will look at, collected before any of them runs. */
final class Needs {
  private final List<String> items = new ArrayList<>();
  private final List<String> orders = new ArrayList<>();
  private final List<String> tasks = new ArrayList<>();

  /** The item of an order, locked. */
  Needs item(String orderId) {
    items.add(orderId);
    return this;
  }

  /** The attempts of an order. */
  Needs order(String id) {
    orders.add(id);
    return this;
  }

  /** The attempt that has bought a task, and its order. */
  Needs task(String taskId) {
    tasks.add(taskId);
    return this;
  }

  List<String> items() {
    return items;
  }

  List<String> orders() {
    return orders;
  }

  List<String> tasks() {
    return tasks;
  }
}
