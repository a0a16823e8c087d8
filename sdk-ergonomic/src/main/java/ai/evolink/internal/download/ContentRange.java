package ai.evolink.internal.download;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed {@code Content-Range} header.
 *
 * @param start the position of the first byte sent; -1 if none is
 * @param end the position after the last byte sent; -1 if none is
 * @param total the length of the file; -1 if the server does not know
 */
public record ContentRange(long start, long end, long total) {
  private static final Pattern FORM =
      Pattern.compile("bytes (?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)");

  /** {@return the range; null if the header is missing or malformed} */
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
