package ai.evolink.internal.text;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Removes secrets from links in messages and logs: whoever has a signed link has access to the
 * file.
 */
public final class Links {
  /** The query and the fragment of a link within any text. */
  private static final Pattern QUERY = Pattern.compile("(://[^\\s?#]+)[?#][^\\s\"',)\\]}]*");

  private static final Pattern USER = Pattern.compile("(?<=://)[^\\s/?#@]{1,200}@");

  private Links() {}

  /** {@return the link without user, query and fragment} */
  public static String shown(URI link) {
    return shown(link.toString());
  }

  /** {@return {@code text} without the users, queries and fragments of the links in it} */
  public static String shown(String text) {
    return text.contains("://")
        ? USER.matcher(QUERY.matcher(text).replaceAll("$1?…")).replaceAll("")
        : text;
  }
}
