package ai.evolink;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where and under which name the service stores a file. Immutable. */
public final class UploadOptions {
  static final UploadOptions DEFAULT = builder().build();

  private final @Nullable String folder;
  private final @Nullable String fileName;

  private UploadOptions(Builder builder) {
    this.folder = builder.folder;
    this.fileName = builder.fileName;
  }

  /** {@return a builder that leaves everything to the service} */
  public static Builder builder() {
    return new Builder();
  }

  /** {@return the folder; null lets the service choose one by file type} */
  public @Nullable String folder() {
    return folder;
  }

  /** {@return the name; null lets the service make one up} */
  public @Nullable String fileName() {
    return fileName;
  }

  /** Collects {@link UploadOptions}. Not thread-safe. */
  public static final class Builder {
    private @Nullable String folder;
    private @Nullable String fileName;

    private Builder() {}

    /** Stores the file in {@code folder}, {@code avatars} for instance. */
    public Builder folder(String folder) {
      this.folder = Objects.requireNonNull(folder, "folder");
      return this;
    }

    /** Stores the file under {@code fileName}. The same name again may overwrite. */
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
