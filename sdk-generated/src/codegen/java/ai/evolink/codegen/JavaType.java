package ai.evolink.codegen;

import org.jspecify.annotations.Nullable;

/**
 * A type of Java, and the expression that gives its codec.
 *
 * @param held whether the codec is worth a constant
 * @param item of a list or a map
 */
record JavaType(String java, String codec, Kind kind, boolean held, @Nullable JavaType item) {
  enum Kind {
    TEXT,
    INTEGER,
    LONG,
    DECIMAL,
    FLAG,
    LINK,
    TIME,
    ANY,
    MEDIA,
    /** An open word, or a hand-written type with {@code of(String)}. */
    WORD,
    /** A hand-written type that has {@code of(int)} too. */
    SCALAR,
    MODEL,
    UNION,
    LIST,
    MAP
  }

  static final JavaType TEXT = simple("String", Kind.TEXT);
  static final JavaType INTEGER = simple("Integer", Kind.INTEGER);
  static final JavaType LONG = simple("Long", Kind.LONG);
  static final JavaType DECIMAL = simple("BigDecimal", Kind.DECIMAL);
  static final JavaType FLAG = simple("Boolean", Kind.FLAG);
  static final JavaType LINK = simple("URI", Kind.LINK);
  static final JavaType TIME = simple("OffsetDateTime", Kind.TIME);
  static final JavaType ANY = simple("Object", Kind.ANY);
  static final JavaType MEDIA = simple("MediaSource", Kind.MEDIA);

  private static JavaType simple(String java, Kind kind) {
    return new JavaType(java, "Codecs.for" + java + "()", kind, false, null);
  }

  /** A class of the package whose codec is a constant of it. */
  static JavaType constant(String java, Kind kind) {
    return new JavaType(java, java + ".CODEC", kind, false, null);
  }

  /** A generated class, which may mention its user in turn. */
  static JavaType later(String java, Kind kind) {
    return new JavaType(java, "Codecs.later(" + java + ".class)", kind, true, null);
  }

  static JavaType listOf(JavaType item, boolean nulls) {
    return new JavaType(
        "List<" + annotated(item, nulls) + ">",
        (nulls ? "Codecs.listWithNullsOf(" : "Codecs.listOf(") + item.codec + ")",
        Kind.LIST,
        true,
        item);
  }

  static JavaType mapOf(JavaType item, boolean nulls) {
    return new JavaType(
        "Map<String, " + annotated(item, nulls) + ">",
        (nulls ? "Codecs.mapWithNullsOf(" : "Codecs.mapOf(") + item.codec + ")",
        Kind.MAP,
        true,
        item);
  }

  private static String annotated(JavaType item, boolean nulls) {
    return nulls ? "@Nullable " + item.java : item.java;
  }

  boolean isNumber() {
    return kind == Kind.INTEGER || kind == Kind.LONG || kind == Kind.DECIMAL;
  }
}
