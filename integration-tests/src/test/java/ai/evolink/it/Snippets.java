package ai.evolink.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The pieces of Java in a Markdown page, as programs.
 *
 * <p>A piece is either a whole public type, or a fragment that finds a client called {@code
 * evolink}. Imports at the top of a fragment are kept.
 */
public final class Snippets {
  private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern TYPE =
      Pattern.compile("(?m)^public (?:final |abstract )?(?:class|interface|record) (\\w+)");
  private static final Pattern IMPORTS =
      Pattern.compile("\\A((?:\\s*import [^;]+;\\n)*)(.*)", Pattern.DOTALL);
  private static final String FRAGMENT =
      """
      import ai.evolink.*;
      import ai.evolink.model.*;
      import java.net.URI;
      import java.nio.file.Path;
      import java.time.*;
      import java.util.*;
      %s
      public class %s {
        public static void main(String[] args) throws Exception {
          try (EvolinkClient evolink = EvolinkClient.fromEnv()) {
      %s
          }
        }
      }
      """;

  private final List<String> names = new ArrayList<>();
  private final Path folder;

  private Snippets(Path folder) {
    this.folder = folder;
  }

  /** Writes each piece of Java in {@code page} as a source file into {@code folder}. */
  public static Snippets of(Path page, Path folder) throws IOException {
    Snippets snippets = new Snippets(folder);
    Matcher pieces = JAVA.matcher(Files.readString(page));
    while (pieces.find()) {
      snippets.add(pieces.group(1));
    }
    return snippets;
  }

  private void add(String code) throws IOException {
    Matcher type = TYPE.matcher(code);
    String name = type.find() ? type.group(1) : "Snippet" + names.size();
    Files.writeString(
        folder.resolve(name + ".java"), name.startsWith("Snippet") ? fragment(name, code) : code);
    names.add(name);
  }

  private static String fragment(String name, String code) {
    Matcher parts = IMPORTS.matcher(code);
    assertThat(parts.matches()).isTrue();
    return FRAGMENT.formatted(parts.group(1), name, parts.group(2));
  }

  /** {@return the names of the main classes, in the order of the page} */
  public List<String> names() {
    return names;
  }

  /** Compiles all pieces together, against the class path of the tests; a warning is a failure. */
  public void compile() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<Path> files = names.stream().map(name -> folder.resolve(name + ".java")).toList();
    boolean compiled =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-cp", classPath(), "-d", folder.toString(), "-Xlint:deprecation"),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(files.toArray(Path[]::new)))
            .call();
    assertThat(compiled).as("%s", messages).isTrue();
    assertThat(messages.toString()).isEmpty();
  }

  String classPath() {
    return folder + File.pathSeparator + System.getProperty("java.class.path");
  }
}
