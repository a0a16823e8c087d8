package ai.evolink.model;

/** Decides what stands in the place of a media source of a request. */
@FunctionalInterface
public interface MediaMapper {
  /**
   * Looks at one source, and may replace it.
   *
   * @param property where the source was found, with the rules that the server documents for it
   * @param source what was found; often a link already
   * @return {@code source} itself to leave it as it is
   */
  MediaSource map(RequestProperty property, MediaSource source);
}
