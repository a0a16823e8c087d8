package ai.evolink;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The folder and the name under which the service stores a file. Immutable. */
public final class UploadOptions {
  static final UploadOptions DEFAULT = builder().build();

  private final @Nullable String folder;
  private final @Nullable String fileName;

  private UploadOptions(Builder builder) {
    this.folder = builder.folder;
    this.fileName = builder.fileName;
  }

  /** {@return a builder that leaves both to the service} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the folder; null if the service chooses one by file type} */
  public @Nullable String folder() {
    return folder;
  }

  /** {@return the name; null if the service generates one} */
  public @Nullable String fileName() {
    return fileName;
  }

  /** Collects {@link UploadOptions}. Not thread-safe. */
  public static final class Builder {
    private @Nullable String folder;
    private @Nullable String fileName;

    private Builder() {}

    /** Sets the folder, for instance {@code avatars}. */
    public Builder folder(String folder) {
      this.folder = Objects.requireNonNull(folder, "folder");
      return this;
    }

    /** Sets the file name. A second upload under the same name may overwrite the first. */
    public Builder fileName(String fileName) {
      this.fileName = Objects.requireNonNull(fileName, "fileName");
      return this;
    }

    /** {@return the options} */
    public UploadOptions build() {
      return new UploadOptions(this);
    }
  }
}
