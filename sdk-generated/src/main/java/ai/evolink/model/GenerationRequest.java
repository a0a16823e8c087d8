package ai.evolink.model;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What is common to the bodies of all submits, whatever they generate.
 *
 * <p>Every request schema is a generated class that implements this. A class of your own may
 * implement it too; give it a Moshi adapter, and it is sent like the others. Implementations are
 * immutable.
 */
public interface GenerationRequest {
  /**
   * The model that is to do the work.
   *
   * @return never null
   */
  OpenValue model();

  /**
   * Where the server shall report the end of the task.
   *
   * @return null if no report is wanted, which is the default
   */
  default @Nullable URI callbackUrl() {
    return null;
  }

  /**
   * Replaces the media of this request, in the order of its properties. So a caller can upload what
   * is not a link and put the link in its place.
   *
   * @param mapper called once for each source, links included
   * @return this request if nothing was replaced, else a copy
   */
  GenerationRequest mapMedia(MediaMapper mapper);

  /**
   * The documented limits of this kind of request.
   *
   * @return null for a request that no schema describes
   */
  @Nullable RequestType requestType();
}
