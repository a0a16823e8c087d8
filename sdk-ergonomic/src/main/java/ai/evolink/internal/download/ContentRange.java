package ai.evolink.internal.download;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Content-Range} says.
 *
 * @param start the first byte sent; -1 if none is
 * @param end one after the last byte sent
 * @param total the length of the file; -1 if the server does not know
 */
public record ContentRange(long start, long end, long total) {
  private static final Pattern FORM =
      Pattern.compile("bytes (?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)");

  /** {@return null if the header makes no sense} */
  static @Nullable ContentRange parse(@Nullable String header) {
    Matcher form = FORM.matcher(header == null ? "" : header.strip());
    if (!form.matches()) {
      return null;
    }
    long total = form.group(3).equals("*") ? -1 : Long.parseLong(form.group(3));
    if (form.group(1) == null) {
      return new ContentRange(-1, -1, total);
    }
    long start = Long.parseLong(form.group(1));
    long end = Long.parseLong(form.group(2)) + 1;
    return end <= start || (total >= 0 && end > total) ? null : new ContentRange(start, end, total);
  }
}
