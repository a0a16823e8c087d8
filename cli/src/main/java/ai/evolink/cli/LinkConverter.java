package ai.evolink.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the link of an option. */
final class LinkConverter implements ITypeConverter<URI> {
  @Override
  public URI convert(String text) {
    try {
      URI link = new URI(text);
      if (link.getHost() == null) {
        throw new TypeConversionException("'" + text + "' is no link such as https://example.com");
      }
      return link;
    } catch (URISyntaxException e) {
      throw new TypeConversionException("'" + text + "' is no link: " + e.getReason());
    }
  }
}
