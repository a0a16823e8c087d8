package ai.evolink.codegen;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML 1.2, and so JSON, into nodes that know their lines. */
final class SpecReader {
  /** A document that grows beyond this by its aliases is an attack, not a spec. */
  private static final int MOST_NODES = 300_000;

  private final Refusals refusals;
  private int nodes;

  private SpecReader(Refusals refusals) {
    this.refusals = refusals;
  }

  /** Null if the text is no YAML; the refusals then say where. */
  static @Nullable Node read(String yaml, Refusals refusals) {
    LoadSettings settings =
        LoadSettings.builder().setMaxAliasesForCollections(100_000).setParseComments(false).build();
    try {
      Optional<org.snakeyaml.engine.v2.nodes.Node> root = new Compose(settings).composeString(yaml);
      if (root.isEmpty()) {
        refusals.add(1, 1, "#", "the document is empty", "Write an OpenAPI document");
        return null;
      }
      return new SpecReader(refusals).convert(root.get(), "#", 0);
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      refusals.add(
          mark.map(Mark::getLine).orElse(0) + 1,
          mark.map(Mark::getColumn).orElse(0) + 1,
          "#",
          "the file is malformed: " + e.getProblem(),
          "Mend it there, or a little before");
      return null;
    } catch (YamlEngineException e) {
      refusals.add(
          1, 1, "#", "the file is malformed: " + e.getMessage(), "Write it as YAML or JSON");
      return null;
    }
  }

  private Node convert(org.snakeyaml.engine.v2.nodes.Node yaml, String path, int depth) {
    Mark mark = yaml.getStartMark().orElseThrow();
    int line = mark.getLine() + 1;
    int column = mark.getColumn() + 1;
    if (++nodes > MOST_NODES || depth > 200) {
      throw new YamlEngineException("aliases make it too large or too deep");
    }
    if (yaml instanceof MappingNode mapping) {
      Map<String, Node> members = new LinkedHashMap<>();
      for (NodeTuple tuple : mapping.getValue()) {
        String name = ((ScalarNode) scalar(tuple.getKeyNode())).getValue();
        Node value = convert(tuple.getValueNode(), path + "/" + pointer(name), depth + 1);
        if (members.put(name, value) != null) {
          Mark at = tuple.getKeyNode().getStartMark().orElseThrow();
          refusals.add(
              at.getLine() + 1,
              at.getColumn() + 1,
              path,
              "\"" + name + "\" stands here twice",
              "Leave one of them out");
        }
      }
      return new Node(members, path, line, column);
    }
    if (yaml instanceof SequenceNode sequence) {
      List<Node> items = new ArrayList<>();
      for (org.snakeyaml.engine.v2.nodes.Node item : sequence.getValue()) {
        items.add(convert(item, path + "/" + items.size(), depth + 1));
      }
      return new Node(items, path, line, column);
    }
    return new Node(value((ScalarNode) scalar(yaml)), path, line, column);
  }

  private static org.snakeyaml.engine.v2.nodes.Node scalar(
      org.snakeyaml.engine.v2.nodes.Node node) {
    if (!(node instanceof ScalarNode)) {
      throw new YamlEngineException("a key is no text");
    }
    return node;
  }

  private static @Nullable Object value(ScalarNode scalar) {
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(Tag.NULL)) {
      return null;
    }
    if (tag.equals(Tag.BOOL)) {
      return Boolean.valueOf(text);
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException e) {
        return text; // .inf, .nan
      }
    }
    return text;
  }

  /** A name as a step of a JSON pointer. */
  static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
