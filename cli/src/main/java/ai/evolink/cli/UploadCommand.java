package ai.evolink.cli;

import ai.evolink.EvolinkClient;
import ai.evolink.UploadOptions;
import ai.evolink.model.MediaSource;
import ai.evolink.model.UploadedFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evolink upload}: stores files that requests can refer to. */
@Command(
    name = "upload",
    header = "Store files that requests can refer to.",
    description = {
      "Costs nothing. Prints the link of each file on stdout, one a line, in order. The service"
          + " removes files after 72 hours. Commands that take files upload them by themselves; this"
          + " is for using one often.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ${ROOT-COMMAND-NAME} upload cat.png",
      "  ${ROOT-COMMAND-NAME} upload *.jpg --folder holidays --json",
    })
final class UploadCommand implements Callable<Integer> {
  private final Cli cli;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE_OR_URL",
      description = "File to send, - for stdin, or public link for the service to fetch.")
  List<String> sources = new ArrayList<>();

  @Option(
      names = "--folder",
      paramLabel = "NAME",
      description = "Folder to store in. Default: one for the type of file.")
  @Nullable String folder;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name to store under, for a single file. Default: a new one.")
  @Nullable String name;

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin CommonOptions common = new CommonOptions();

  UploadCommand(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    Console console = cli.console();
    console.useJson(common.json);
    if (name != null && sources.size() > 1) {
      throw CliException.usage(
          "--name is for a single file, but there are " + sources.size() + ".", null);
    }
    List<Map<String, @Nullable Object>> stored = new ArrayList<>();
    try (Session session = Session.open(cli, connection, task -> {})) {
      for (String source : sources) {
        UploadedFile file = upload(session.client(), source);
        stored.add(document(source, file));
        if (!common.json) {
          console.line(String.valueOf(file.fileUrl()));
        }
      }
    } finally {
      // What was stored before a failure is stored: say so.
      if (common.json && !stored.isEmpty()) {
        console.document(Map.of("files", stored));
      }
    }
    return ExitCode.OK.number();
  }

  private UploadedFile upload(EvolinkClient client, String source) {
    UploadOptions.Builder options = UploadOptions.builder();
    if (folder != null) {
      options.folder(folder);
    }
    if (name != null) {
      options.fileName(name);
    }
    return Arguments.check(
            () -> {
              MediaSource media = MediaArgument.by("FILE_OR_URL", source, cli.in());
              return client.files().upload(media, options.build());
            },
            null)
        .result();
  }

  private static Map<String, @Nullable Object> document(String source, UploadedFile file) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("source", source);
    document.put("url", file.fileUrl());
    document.put("id", file.fileId());
    document.put("name", file.fileName());
    document.put("size", file.fileSize());
    document.put("type", file.mimeType());
    document.put("expires_at", file.expiresAt());
    return document;
  }
}
