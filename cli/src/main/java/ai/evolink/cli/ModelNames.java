package ai.evolink.cli;

import ai.evolink.Kind;
import ai.evolink.ModelCatalog;
import ai.evolink.ModelInfo;
import java.util.Iterator;
import java.util.List;

/** The ids that shells complete; read when somebody asks for them. */
abstract class ModelNames implements Iterable<String> {
  private final Kind kind;

  private ModelNames(Kind kind) {
    this.kind = kind;
  }

  @Override
  public Iterator<String> iterator() {
    List<String> ids =
        ModelCatalog.get().of(kind).stream()
            .filter(model -> !model.deprecated())
            .map(ModelInfo::id)
            .toList();
    return ids.iterator();
  }

  static final class OfImages extends ModelNames {
    OfImages() {
      super(Kind.IMAGE);
    }
  }

  static final class OfVideos extends ModelNames {
    OfVideos() {
      super(Kind.VIDEO);
    }
  }

  static final class OfAudio extends ModelNames {
    OfAudio() {
      super(Kind.AUDIO);
    }
  }
}
