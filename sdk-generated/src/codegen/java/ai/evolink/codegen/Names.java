package ai.evolink.codegen;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/** Java names from names of the document. A name depends on no other name, unless they clash. */
final class Names {
  private static final Pattern CLASS = Pattern.compile("[A-Z][A-Za-z0-9]*");

  /** Members of Object, of the generated classes and of their builders. */
  private static final Set<String> MEMBERS =
      words(
          "accept additionalProperties build buildUnchecked builder clone copyOfAdditional demand",
          "equals finalize getClass givenNames hashCode mapAdditional mapMedia notify notifyAll present",
          "put refuseViolations requestType set toBuilder toString visit wait writeTo");

  /**
   * Types that generated code, or code beside it, calls by their simple names: of java.lang, of the
   * imports, of the nested classes, and those that the generator maps to others.
   */
  private static final Set<String> TYPES =
      words(
          ("Object String Boolean Byte Character Double Float Integer Long Number Short Void Class"
              + " Enum Record Module Package Process Runtime System Thread Throwable Error"
              + " Exception Override Deprecated Iterable Comparable Runnable Math Readable"
              + " Appendable Cloneable CharSequence StringBuilder StringBuffer ClassLoader"
              + " StackWalker ScopedValue StrictMath ThreadGroup ThreadLocal IO Compiler"),
          ("Array ArrayList BigDecimal Builder ByteArray Call Date DateTime File HashMap"
              + " IOException Json JsonReader LinkedHashMap List LocalDate LocalDateTime"
              + " LocalTime Map MultipartBody Nullable Objects OffsetDateTime Optional"
              + " RequestBody ResponseBody Rules Set Timestamp URI Unknown UUID"),
          ("Body DELETE Field FieldMap FormUrlEncoded GET HEAD HTTP Header HeaderMap Headers"
              + " Multipart OPTIONS PATCH POST PUT Part PartMap Path Query QueryMap QueryName"
              + " Streaming Tag Url CommaSeparated DateTimeParameter EventStream Paid Keyless Server"),
          ("AudioReference Codec Codecs EvolinkJson FreeJson GeneratedBuilder GeneratedCodecs"
              + " GeneratedModel GenerationRequest ImageSize JsonScalar ListCodec MapCodec"
              + " MediaMapper MediaRule MediaSource ModelCodec OneOfCodec OpenValue"
              + " OpenValueCodec PropertyChoice PropertyRules PropertyVisitor RequestProperty RequestType"
              + " TextCodec UnionCodec VideoDuration"));

  private Names() {}

  private static Set<String> words(String... lists) {
    Set<String> words = new HashSet<>();
    for (String list : lists) {
      words.addAll(List.of(list.split(" ", -1)));
    }
    return words;
  }

  /** Whether hand-written, imported or generated code has a type of this name, or may have one. */
  static boolean isTaken(String type) {
    return TYPES.contains(type) || type.endsWith("Api");
  }

  /** A class name; null if nothing of the name can stand in one. */
  static @Nullable String type(String name) {
    String type = CLASS.matcher(name).matches() ? name : upperFirst(camel(name));
    if (type.isEmpty()) {
      return null;
    }
    if (!Character.isJavaIdentifierStart(type.charAt(0))) {
      type = "Type" + type;
    }
    return isTaken(type) ? type + "Object" : type;
  }

  /** A member name; null if nothing of the name can stand in one. */
  static @Nullable String member(String name) {
    String member = camel(name);
    if (member.isEmpty()) {
      return null;
    }
    member = lowerFirst(member);
    if (!Character.isJavaIdentifierStart(member.charAt(0))) {
      member = "_" + member;
    }
    return MEMBERS.contains(member) || SourceVersion.isKeyword(member) ? member + "_" : member;
  }

  /**
   * Member names of the properties of one class. Where two would be one, both keep the spelling of
   * the document, so that neither depends on which comes first.
   *
   * @return by the names in the document; those without a Java name are left out
   */
  static Map<String, String> members(Iterable<String> names) {
    Map<String, List<String>> claims = new LinkedHashMap<>();
    for (String name : names) {
      String member = member(name);
      if (member != null) {
        claims.computeIfAbsent(member, key -> new ArrayList<>()).add(name);
      }
    }
    Map<String, String> members = new HashMap<>();
    Set<String> taken = new HashSet<>();
    claims.forEach(
        (member, owners) -> {
          if (owners.size() == 1 && taken.add(member)) {
            members.put(owners.get(0), member);
          }
        });
    claims.forEach(
        (member, owners) -> {
          for (String owner : owners) {
            if (owners.size() > 1 && isSpellable(owner) && taken.add(owner)) {
              members.put(owner, owner);
            }
          }
        });
    return members;
  }

  private static boolean isSpellable(String name) {
    return SourceVersion.isIdentifier(name)
        && !SourceVersion.isKeyword(name)
        && name.indexOf('$') < 0
        && !MEMBERS.contains(name);
  }

  /** A constant; null if nothing of the word can stand in one. */
  static @Nullable String constant(String word) {
    StringBuilder constant = new StringBuilder();
    for (int i = 0; i < word.length(); ) {
      int c = word.codePointAt(i);
      if (Character.isLetterOrDigit(c) && Character.isJavaIdentifierPart(c)) {
        boolean hump =
            Character.isUpperCase(c)
                && constant.length() > 0
                && Character.isLowerCase(constant.codePointBefore(constant.length()));
        constant.append(hump ? "_" : "").appendCodePoint(c);
      } else if (constant.length() > 0 && constant.charAt(constant.length() - 1) != '_') {
        constant.append('_');
      }
      i += Character.charCount(c);
    }
    String name = constant.toString().replaceAll("_+$", "").toUpperCase(Locale.ROOT);
    if (name.isEmpty()) {
      return null;
    }
    name = Character.isJavaIdentifierStart(name.charAt(0)) ? name : "_" + name;
    return name.equals("CODEC") || name.equals("KNOWN") ? name + "_" : name;
  }

  static boolean isConstant(String name) {
    return SourceVersion.isIdentifier(name)
        && !SourceVersion.isKeyword(name)
        && name.indexOf('$') < 0
        && !name.equals("CODEC")
        && !name.equals("KNOWN");
  }

  static boolean isType(String name) {
    return CLASS.matcher(name).matches();
  }

  /** Letters and digits only, words told by capitals. */
  private static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      i += Character.charCount(c);
      if (!Character.isLetterOrDigit(c) || !Character.isJavaIdentifierPart(c)) {
        upper = camel.length() > 0;
      } else {
        camel.appendCodePoint(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }

  /** A run of capitals at the start is one word: URL is url, ImageURLs is imageURLs. */
  private static String lowerFirst(String name) {
    int capitals = 0;
    while (capitals < name.length() && Character.isUpperCase(name.charAt(capitals))) {
      capitals++;
    }
    if (capitals > 1 && capitals < name.length() && Character.isLetter(name.charAt(capitals))) {
      capitals--; // the last one begins the next word
    }
    return name.substring(0, capitals).toLowerCase(Locale.ROOT) + name.substring(capitals);
  }

  static String upperFirst(String name) {
    return name.isEmpty()
        ? name
        : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
