package ai.evolink.internal.http;

import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.net.ProtocolException;
import okhttp3.RequestBody;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import okio.ForwardingSource;
import okio.Okio;
import org.jspecify.annotations.Nullable;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;

/**
 * Converts JSON through Moshi, and limits the size of the answers that are parsed.
 *
 * <p>Three bytes of JSON can become a hundred bytes of objects, so a text of acceptable size may
 * become a tree that is too large. Answers of generated types have at most {@link #MOST_BYTES}
 * bytes and about {@link #MOST_VALUES} values; types of the callers' own Retrofit interfaces may be
 * larger.
 */
public final class AnswerConverterFactory extends Converter.Factory {
  /** In bytes: about a thousand times the longest documented answer. */
  static final long MOST_BYTES = 8L << 20;

  /** A transcript has three values for each word: the word and its two times. */
  static final int MOST_VALUES = 100_000;

  private static final String GENERATED = "ai.evolink.model.";

  /**
   * In bytes: an answer of at most this size cannot exceed {@link #MOST_VALUES}, since at most
   * every second byte begins a value.
   */
  private static final long SMALL = 2L * MOST_VALUES;

  private static final int CHUNK = 8192;

  private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("EFBBBF");

  private final Converter.Factory json;

  AnswerConverterFactory(Converter.Factory json) {
    this.json = json;
  }

  @Override
  public @Nullable Converter<ResponseBody, ?> responseBodyConverter(
      Type type, Annotation[] annotations, Retrofit retrofit) {
    Converter<ResponseBody, ?> parser = json.responseBodyConverter(type, annotations, retrofit);
    boolean generated = type.getTypeName().startsWith(GENERATED);
    return parser == null ? null : body -> parse(body, parser, generated);
  }

  @Override
  public @Nullable Converter<?, RequestBody> requestBodyConverter(
      Type type,
      Annotation[] parameterAnnotations,
      Annotation[] methodAnnotations,
      Retrofit retrofit) {
    return json.requestBodyConverter(type, parameterAnnotations, methodAnnotations, retrofit);
  }

  /**
   * Reads an answer of a generated type as {@link MoshiConverterFactory} does.
   *
   * @return null if the answer is the word null
   */
  static <T> @Nullable T parse(ResponseBody body, JsonAdapter<T> json) throws IOException {
    return parse(
        body,
        modest -> {
          BufferedSource source = modest.source();
          if (source.rangeEquals(0, BYTE_ORDER_MARK)) {
            source.skip(BYTE_ORDER_MARK.size());
          }
          JsonReader reader = JsonReader.of(source);
          T answer = json.fromJson(reader);
          if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
            throw new JsonDataException("JSON document was not fully consumed.");
          }
          return answer;
        },
        true);
  }

  private static <T> @Nullable T parse(
      ResponseBody body, Converter<ResponseBody, T> parser, boolean generated) throws IOException {
    try {
      if (generated) {
        requireModest(body.source());
      }
      return parser.convert(inChunks(body));
    } catch (OutOfMemoryError | StackOverflowError e) {
      // Retrofit passes some errors on and tells nobody, so that the future would never be
      // completed. What was too much for this answer is free again for others.
      throw new IOException("the answer is more than memory can hold", e);
    } catch (Error e) {
      throw new IOException("what reads the answer threw " + e, e);
    }
  }

  private static void requireModest(BufferedSource source) throws IOException {
    if (source.request(MOST_BYTES + 1)) {
      throw new ProtocolException("the answer is larger than " + MOST_BYTES + " bytes");
    }
    Buffer body = source.getBuffer();
    if (body.size() > SMALL && separators(body.copy()) > MOST_VALUES) {
      throw new ProtocolException("the answer has more than " + MOST_VALUES + " values");
    }
  }

  /**
   * Passes a large body on in chunks: if all of it is buffered, Moshi takes quadratic time to scan
   * a single very long number.
   */
  private static ResponseBody inChunks(ResponseBody body) {
    return body.source().getBuffer().size() <= SMALL
        ? body
        : ResponseBody.create(
            Okio.buffer(new ForwardingSource(body.source()) {}),
            body.contentType(),
            body.contentLength());
  }

  private static int separators(Buffer body) {
    byte[] chunk = new byte[CHUNK];
    int separators = 0;
    int length;
    while ((length = body.read(chunk)) > 0) {
      for (int i = 0; i < length; i++) {
        byte b = chunk[i];
        if (b == ',' || b == '[' || b == '{') {
          separators++;
        }
      }
    }
    return separators;
  }
}
