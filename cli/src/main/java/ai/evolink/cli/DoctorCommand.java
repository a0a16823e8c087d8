package ai.evolink.cli;

import ai.evolink.cli.settings.Folders;
import ai.evolink.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code evolink doctor}: what a bug report needs, and no secrets. */
@Command(
    name = "doctor",
    header = "Check the set-up; for bug reports too, since it shows no secrets.",
    description = {
      "Looks at Java, the key and where it comes from, the folders, the proxy; asks the service once"
          + " whether it answers, and once whether it takes the key. Costs nothing. The exit code is"
          + " that of the first problem.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} doctor",
      "  ${ROOT-COMMAND-NAME} doctor --profile work --json",
    })
final class DoctorCommand implements Callable<Integer> {
  private final Cli cli;
  private final List<Finding> findings = new ArrayList<>();

  @Mixin AddressOptions address = new AddressOptions();
  @Mixin CommonOptions common = new CommonOptions();

  DoctorCommand(Cli cli) {
    this.cli = cli;
  }

  /**
   * One thing that was looked at.
   *
   * @param exit what is wrong; OK if nothing is
   */
  record Finding(String name, ExitCode exit, String text) {}

  @Override
  public Integer call() {
    Console console = cli.console();
    console.useJson(common.json);
    add("version", ExitCode.OK, new CliVersion().getVersion()[0]);
    add(
        "java",
        ExitCode.OK,
        property("java.vm.name") + " " + Runtime.version() + ", " + property("java.home"));
    add(
        "system",
        ExitCode.OK,
        property("os.name")
            + " "
            + property("os.version")
            + " "
            + property("os.arch")
            + ", "
            + property("native.encoding"));
    folders();
    service();
    ExitCode first =
        findings.stream()
            .map(Finding::exit)
            .filter(exit -> exit != ExitCode.OK)
            .findFirst()
            .orElse(ExitCode.OK);
    if (common.json) {
      console.document(document(first));
    } else {
      List<List<String>> rows = new ArrayList<>();
      for (Finding finding : findings) {
        String mark = finding.exit() == ExitCode.OK ? "ok" : "problem";
        rows.add(List.of(mark, finding.name(), Text.harmless(finding.text())));
      }
      Tables.lines(rows).forEach(console::line);
    }
    return first.number();
  }

  private void service() {
    ConnectionOptions connection = address.toConnection();
    Account account;
    try {
      account = Account.of(cli, connection);
    } catch (CliException e) {
      add("settings", e.failure().exit(), e.failure().message());
      return;
    }
    String key = account.key();
    add(
        "key",
        key == null ? ExitCode.NO_KEY : ExitCode.OK,
        key == null
            ? "there is none; 'login' stores one"
            : Secrets.masked(key) + ", from " + account.keyOrigin());
    try {
      DoctorCalls calls = new DoctorCalls(cli, connection, account);
      add("service", ExitCode.OK, calls.address() + ", " + account.addressOrigin());
      add("proxy", ExitCode.OK, calls.proxy());
      calls.reach(this::add);
      if (key != null) {
        calls.tryKey(key, this::add);
      }
    } catch (CliException e) {
      add("service", e.failure().exit(), e.failure().message());
    }
  }

  private void folders() {
    Folders folders = cli.folders();
    try {
      Settings settings = Account.settings(cli);
      boolean open = settings.isOpenToOthers();
      add(
          "settings",
          open ? ExitCode.UNEXPECTED : ExitCode.OK,
          settings.file().map(Path::toString).orElse("no folder for them")
              + (settings.file().filter(Files::exists).isPresent() ? "" : " (not there)")
              + (open ? ": others may read it; run chmod 600 on it" : ""));
      add(
          "history",
          ExitCode.OK,
          (HistoryOption.isOn(cli) ? "on" : "off") + folder(folders.data()));
    } catch (IOException e) {
      add("settings", ExitCode.UNEXPECTED, Text.problem(e));
    } catch (CliException e) {
      add("settings", e.failure().exit(), e.failure().message());
    }
  }

  private static String folder(@Nullable Path data) {
    if (data == null) {
      return ", no folder for it";
    }
    Path existing = data;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    boolean writable =
        existing != null && Files.isDirectory(existing) && Files.isWritable(existing);
    return ", " + data + (writable ? "" : " (cannot be written)");
  }

  private void add(String name, ExitCode exit, String text) {
    findings.add(new Finding(name, exit, text));
  }

  private Map<String, Object> document(ExitCode first) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("ok", first == ExitCode.OK);
    List<Map<String, Object>> all = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("name", finding.name());
      each.put("ok", finding.exit() == ExitCode.OK);
      each.put("text", finding.text());
      all.add(each);
    }
    document.put("findings", all);
    return document;
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
