package ai.evolink.internal.http;

import ai.evolink.internal.thread.CallThreads.Lane;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.Task;
import ai.evolink.model.TaskSubmission;
import com.squareup.moshi.JsonAdapter;
import com.squareup.moshi.Moshi;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import retrofit2.Call;

/**
 * Makes the calls that every task needs, its submit and its queries, from the generated models but
 * past Retrofit: they are most of all calls, and Retrofit's share of one is a fifth.
 */
final class OwnCalls {
  private static final MediaType JSON = MediaType.get("application/json; charset=UTF-8");

  private final RetryingCalls calls;
  private final HttpUrl api;
  private final HttpUrl all;
  private final Moshi moshi;
  private final JsonAdapter<Task> tasks;
  private final JsonAdapter<TaskSubmission> submissions;
  private final Map<Class<?>, Endpoint<?>> endpoints = new ConcurrentHashMap<>();

  /** Where requests of one type go, and how they are written. */
  private record Endpoint<R>(HttpUrl url, JsonAdapter<R> json) {}

  OwnCalls(RetryingCalls calls, HttpUrl api, Moshi moshi) {
    this.calls = calls;
    this.api = api;
    this.all = api.newBuilder().addPathSegments("v1/tasks").build();
    this.moshi = moshi;
    this.tasks = moshi.adapter(Task.class);
    this.submissions = moshi.adapter(TaskSubmission.class);
  }

  /**
   * {@return a query of a task}
   *
   * @param repeats whether there may be more than one attempt
   */
  Call<Task> task(String id, Lane lane, boolean repeats) {
    Request.Builder request =
        new Request.Builder().url(all.newBuilder().addPathSegment(id).build());
    return new OwnCall<>(calls.query(request, lane, repeats), tasks);
  }

  /**
   * {@return a submit of {@code request}}
   *
   * @param path relative to the base URL
   * @throws IllegalArgumentException if the request cannot be written as JSON
   */
  <R extends GenerationRequest> Call<TaskSubmission> submit(
      String path, Class<R> type, R request, SubmitTerms terms) {
    Endpoint<R> endpoint = endpoint(path, type);
    Buffer json = new Buffer();
    try {
      endpoint.json.toJson(json, request);
    } catch (IOException e) {
      throw new IllegalArgumentException("The request cannot be written as JSON", e);
    }
    Request.Builder post = new Request.Builder().url(endpoint.url);
    RequestBody body = RequestBody.create(json.readByteString(), JSON);
    return new OwnCall<>(calls.submit(post, body, terms), submissions);
  }

  @SuppressWarnings("unchecked") // as it was put there
  private <R> Endpoint<R> endpoint(String path, Class<R> type) {
    return (Endpoint<R>)
        endpoints.computeIfAbsent(
            type,
            unknown ->
                new Endpoint<>(
                    api.newBuilder().addPathSegments(path).build(), moshi.adapter(type)));
  }
}
