package ai.evolink.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The emulator's jar has all that it needs inside, in packages of its own, and brings nothing. */
class EmulatorJarTest {

  @Test
  void nothingInItLiesWhereOthersLookForTheirs() throws IOException {
    try (ZipFile jar = new ZipFile(Program.EMULATOR.toFile())) {
      List<String> files =
          jar.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();

      assertThat(files)
          .contains("module-info.class", "ai/evolink/emulator/evolink.json")
          .allMatch(name -> name.matches("(META-INF|ai/evolink/emulator)/.+|module-info.class"))
          .noneMatch(name -> name.matches("META-INF/(versions|native-image|maven)/.*|.*module"));
      assertThat(files)
          .filteredOn(name -> name.startsWith("META-INF/services/"))
          .isNotEmpty()
          .allMatch(name -> name.startsWith("META-INF/services/ai.evolink.emulator.shaded."));
    }
  }

  @Test
  void termsOfAllLibrariesComeAlong() throws IOException {
    try (ZipFile jar = new ZipFile(Program.EMULATOR.toFile())) {
      assertThat(text(jar, "META-INF/evolink-emulator/THIRD-PARTY.txt"))
          .contains("jetty-server", "jackson-databind", "json-schema-validator", "slf4j-nop")
          .contains("okhttp-tls", "okio", "kotlin-stdlib")
          .contains("Permission is hereby granted");
      assertThat(text(jar, "META-INF/NOTICE")).contains("Evolink", "Jackson", "FastDoubleParser");
      assertThat(text(jar, "META-INF/thirdparty-LICENSE")).contains("MIT License");
      assertThat(text(jar, "META-INF/LICENSE")).contains("Apache License");
    }
  }

  @Test
  void noLibraryComesWithIt() throws Exception {
    NodeList dependencies =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(Path.of("..", "..", "emulator", "pom.xml").toFile())
            .getElementsByTagName("dependency");
    List<String> brought = new ArrayList<>();
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      boolean ofTheBuild =
          dependency.getParentNode().getParentNode().getNodeName().equals("plugin");
      if (!ofTheBuild
          && !text(dependency, "optional").equals("true")
          && !text(dependency, "scope").equals("test")) {
        brought.add(text(dependency, "artifactId"));
      }
    }
    assertThat(dependencies.getLength()).isGreaterThan(8);
    assertThat(brought).isEmpty();
  }

  @Test
  void everybodyMayReadIt() throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(Program.EMULATOR, PosixFileAttributeView.class);
    if (view != null) {
      assertThat(PosixFilePermissions.toString(view.readAttributes().permissions()))
          .isEqualTo("rw-r--r--");
    }
  }

  private static String text(ZipFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    return new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
