package ai.evolink.emulator;

/**
 * The JSON API by which an emulator is controlled from outside: under a path of its own, on the
 * port of the emulated API, without a key.
 */
final class Control {

  /** What the paths of all of it begin with; no path of the emulated API does. */
  static final String PREFIX = "/_emulator";

  private Control() {}

  static void addTo(Router router, Spec spec, EmulatorState state) {
    ControlSettings settings = new ControlSettings(state);
    router.on("GET", PREFIX, settings::overview);
    router.on("GET", PREFIX + "/defaults", settings::defaults);
    router.on("PUT", PREFIX + "/defaults", settings::changeDefaults);
    router.on("POST", PREFIX + "/clock/advance", settings::advance);
    router.on("POST", PREFIX + "/reset", settings::reset);
    ControlTasks tasks = new ControlTasks(state);
    router.on("GET", PREFIX + "/tasks", tasks::list);
    router.on("DELETE", PREFIX + "/tasks", tasks::deleteAll);
    router.under("GET", PREFIX + "/tasks/", tasks::show);
    router.under("POST", PREFIX + "/tasks/", tasks::move);
    router.under("DELETE", PREFIX + "/tasks/", tasks::delete);
    ControlFaults faults = new ControlFaults(state.faults());
    router.on("GET", PREFIX + "/faults", faults::list);
    router.on("POST", PREFIX + "/faults", faults::inject);
    router.on("DELETE", PREFIX + "/faults", faults::deleteAll);
    router.under("DELETE", PREFIX + "/faults/", faults::delete);
    ControlModels models = new ControlModels(spec, state);
    router.on("GET", PREFIX + "/models", models::list);
    router.under("GET", PREFIX + "/models/", models::show);
    router.on("POST", PREFIX + "/quotes", models::quote);
    ControlPrices prices = new ControlPrices(state.prices());
    router.under("GET", PREFIX + "/prices/", prices::show);
    router.under("PUT", PREFIX + "/prices/", prices::change);
    router.under("DELETE", PREFIX + "/prices/", prices::restore);
    ControlLogs logs = new ControlLogs(state);
    router.on("GET", PREFIX + "/submissions", logs::submissions);
    router.on("GET", PREFIX + "/callbacks", logs::callbacks);
    router.on("POST", PREFIX + "/callbacks", logs::send);
  }

  static boolean owns(String path) {
    return path.equals(PREFIX) || path.startsWith(PREFIX + "/");
  }
}
