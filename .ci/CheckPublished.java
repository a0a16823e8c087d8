import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * Looks at what a release has put into a folder with the eyes of a public repository and of those
 * who resolve it from there. Arguments: the folder, the address of the sources, and a file with the
 * run-time jars of evolink-sdk, one a line, as "group:name:version".
 */
final class CheckPublished {
  private static final String LICENCE = "https://www.apache.org/licenses/LICENSE-2.0.txt";
  private static final Set<String> MODULES =
      Set.of("evolink-sdk", "evolink-sdk-generated", "evolink-emulator", "evolink-kotlin");
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<\"]+");

  private final List<String> problems = new ArrayList<>();
  private final Set<String> jars = new TreeSet<>();
  private final Path group;
  private final String address;

  private CheckPublished(Path folder, String address) {
    this.group = folder.resolve("ai").resolve("evolink");
    this.address = address;
  }

  public static void main(String[] args) throws Exception {
    CheckPublished check = new CheckPublished(Path.of(args[0]), args[1]);
    List<Path> artifacts = list(check.group);
    for (Path artifact : artifacts) {
      check.artifact(artifact);
    }
    check.bom();
    check.bill("evolink-sdk", new TreeSet<>(Files.readAllLines(Path.of(args[2]))));
    check.problems.forEach(System.err::println);
    if (!check.problems.isEmpty()) {
      System.exit(1);
    }
    System.out.println("Complete: " + artifacts.size() + " POMs; in the BOM: " + check.jars);
  }

  private void artifact(Path artifact) throws Exception {
    String name = artifact.getFileName().toString();
    Path version = version(artifact);
    String stem = name + "-" + version.getFileName();
    Document pom = pom(name, version.resolve(stem + ".pom"));
    if (text(pom, "/project/packaging").equals("pom")) {
      return;
    }
    for (String file : List.of(".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json")) {
      expect(Files.isRegularFile(version.resolve(stem + file)), name, "has no " + file);
    }
    for (Path file : list(version)) {
      String kind = file.getFileName().toString();
      if (kind.endsWith(".jar")
          && !kind.endsWith("-sources.jar")
          && !kind.endsWith("-javadoc.jar")) {
        jars.add(name + kind.substring(stem.length(), kind.length() - ".jar".length()));
      }
    }
    Set<String> classes = entries(version.resolve(stem + ".jar"));
    for (String entry : classes) {
      expect(entry.matches("(META-INF|ai/evolink)/.*|module-info.class"), name, "has " + entry);
    }
    Set<String> sources = entries(version.resolve(stem + "-sources.jar"));
    for (String entry : sources) {
      // Each source has its class, and whatever else is there has come into the jar as it is.
      String compiled = entry.replaceAll("\\.java$", ".class");
      String functions = entry.replaceAll("\\.kt$", "Kt.class"); // what stands outside of classes
      expect(
          classes.contains(compiled) || classes.contains(functions),
          name,
          "has " + entry + " among its sources");
    }
    for (String notice : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
      expect(classes.contains(notice) && sources.contains(notice), name, "lacks " + notice);
    }
    expect(
        classes.contains("module-info.class") == MODULES.contains(name),
        name,
        "is a module, or is not");
  }

  private Document pom(String name, Path file) throws Exception {
    Document pom = xml(file);
    for (String path :
        List.of(
            "name",
            "description",
            "url",
            "licenses/license/name",
            "licenses/license/url",
            "developers/developer/name",
            "scm/url",
            "scm/connection",
            "scm/developerConnection")) {
      expect(!text(pom, "/project/" + path).isBlank(), name, "has no " + path);
    }
    for (String path :
        List.of(
            "parent",
            "repositories",
            "pluginRepositories",
            "distributionManagement",
            "build",
            "profiles",
            "properties")) {
      expect(nodes(pom, "/project/" + path).isEmpty(), name, "has " + path);
    }
    String content = Files.readString(file);
    LINK.matcher(content.substring(content.indexOf('>', content.indexOf("<project"))))
        .results()
        .map(found -> found.group())
        .filter(link -> !link.startsWith(address) && !link.equals(LICENCE))
        .forEach(link -> problems.add(name + " names " + link));
    // The one expression that every reader of POMs knows.
    String resolved = content.replace("${project.version}", text(pom, "/project/version"));
    expect(!resolved.contains("${") && !resolved.contains("-SNAPSHOT"), name, "is not resolved");
    expect(!content.contains("<scope>test"), name, "tells of its tests");
    return pom;
  }

  /** The BOM has every jar that one can depend on, and nothing else. */
  private void bom() throws Exception {
    Path version = version(group.resolve("evolink-bom"));
    Document pom = xml(version.resolve("evolink-bom-" + version.getFileName() + ".pom"));
    Set<String> managed = new TreeSet<>();
    for (Node entry : nodes(pom, "//dependencyManagement/dependencies/dependency")) {
      String classifier = text(entry, "classifier");
      expect(text(entry, "version").equals("${project.version}"), "evolink-bom", "mixes versions");
      managed.add(text(entry, "artifactId") + (classifier.isEmpty() ? "" : "-" + classifier));
      expect(
          text(entry, "groupId").equals("ai.evolink"), "evolink-bom", "manages what is not ours");
    }
    expect(managed.equals(jars), "evolink-bom", "has " + managed + ", and published are " + jars);
  }

  /** The bill of materials has what the library brings along, each with its terms. */
  private void bill(String name, Set<String> expected) throws Exception {
    Path version = version(group.resolve(name));
    Document bill = xml(version.resolve(name + "-" + version.getFileName() + "-cyclonedx.xml"));
    Set<String> listed = new TreeSet<>(Set.of("ai.evolink:" + name + ":" + version.getFileName()));
    for (Node part : nodes(bill, "/bom/components/component")) {
      String coordinates =
          Stream.of("group", "name", "version")
              .map(each -> text(part, each))
              .collect(Collectors.joining(":"));
      listed.add(coordinates);
      boolean terms = !text(part, "licenses").isBlank();
      expect(terms, name, "tells no licence of " + coordinates);
    }
    expect(listed.equals(expected), name, "brings " + expected + ", and its bill has " + listed);
  }

  private void expect(boolean fine, String artifact, String otherwise) {
    if (!fine) {
      problems.add(artifact + " " + otherwise);
    }
  }

  private static Path version(Path artifact) throws IOException {
    List<Path> versions = list(artifact).stream().filter(Files::isDirectory).toList();
    if (versions.size() != 1) {
      throw new IOException(artifact + " must have one version, and has " + versions);
    }
    return versions.get(0);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** The files and the empty folders in a jar; what Maven writes about itself is left out. */
  private static Set<String> entries(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      TreeSet<String> names =
          zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(TreeSet::new));
      TreeSet<String> kept = new TreeSet<>(names);
      kept.removeIf(
          name ->
              name.startsWith("META-INF/maven/")
                  || (name.endsWith("/")
                      && names.higher(name) != null
                      && names.higher(name).startsWith(name)));
      return kept;
    }
  }

  private static Document xml(Path file) throws Exception {
    // Without namespaces, so that paths are short.
    return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static String text(Node from, String path) {
    List<Node> found = nodes(from, path);
    return found.isEmpty() ? "" : found.get(0).getTextContent().strip();
  }

  private static List<Node> nodes(Node from, String path) {
    try {
      NodeList found =
          (NodeList)
              XPathFactory.newDefaultInstance()
                  .newXPath()
                  .evaluate(path, from, XPathConstants.NODESET);
      return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
    } catch (XPathExpressionException e) {
      throw new AssertionError(path, e);
    }
  }
}
