package ai.evolink.internal.http;

import ai.evolink.api.TasksApi;
import org.jspecify.annotations.Nullable;
import retrofit2.Invocation;
import retrofit2.http.Streaming;

/** How the answer to a call is read, and how large it may be. */
enum AnswerForm {
  /** A generated type, whose documented answers are known. */
  GENERATED(AnswerConverterFactory.MOST_BYTES),

  /** A type of a caller's own Retrofit interface. */
  FOREIGN(32L << 20),

  /** Of a Retrofit method marked {@link Streaming}: passed on unread. */
  STREAM(Long.MAX_VALUE);

  /** The size of the largest answer, in bytes. */
  final long most;

  AnswerForm(long most) {
    this.most = most;
  }

  static AnswerForm of(@Nullable Invocation invocation) {
    if (invocation == null) {
      return FOREIGN;
    }
    if (invocation.method().isAnnotationPresent(Streaming.class)) {
      return STREAM;
    }
    return invocation.service().getPackageName().equals(TasksApi.class.getPackageName())
        ? GENERATED
        : FOREIGN;
  }
}
