package ai.evolink.temporal;

import ai.evolink.RequestJson;
import ai.evolink.model.GenerationRequest;
import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.EncodingKeys;
import io.temporal.common.converter.PayloadConverter;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Requests as arguments of workflows and activities, as {@link RequestJson} writes them. Declare
 * such arguments as {@link GenerationRequest}, or as {@code ImageRequest} and its like: what is
 * read is never of a generated class. Files are passed by their paths, which all workers must have;
 * a link is better.
 */
public final class RequestPayloadConverter implements PayloadConverter {
  private static final String ENCODING = "json/evolink-request";

  /** {@return Temporal's own data converter, for client and workers, with this one in front} */
  public static DataConverter dataConverter() {
    return new DefaultDataConverter(
        Stream.concat(
                Stream.of(new RequestPayloadConverter()),
                Arrays.stream(DefaultDataConverter.STANDARD_PAYLOAD_CONVERTERS))
            .toArray(PayloadConverter[]::new));
  }

  @Override
  public String getEncodingType() {
    return ENCODING;
  }

  @Override
  public Optional<Payload> toData(Object value) {
    if (!(value instanceof GenerationRequest request)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Payload.newBuilder()
              .putMetadata(EncodingKeys.METADATA_ENCODING_KEY, ByteString.copyFromUtf8(ENCODING))
              .setData(ByteString.copyFromUtf8(RequestJson.write(request)))
              .build());
    } catch (IllegalArgumentException e) {
      throw new DataConverterException(e);
    }
  }

  @Override
  public <T> T fromData(Payload content, Class<T> valueClass, Type valueType) {
    GenerationRequest request;
    try {
      request = RequestJson.read(content.getData().toStringUtf8());
    } catch (IllegalArgumentException e) {
      throw new DataConverterException(e);
    }
    if (!valueClass.isInstance(request)) {
      throw new DataConverterException(
          "Declare the argument as GenerationRequest: a "
              + request.getClass().getSimpleName()
              + " is no "
              + valueClass.getName());
    }
    return valueClass.cast(request);
  }
}
