package ai.evolink.benchmarks.calls;

import com.squareup.moshi.Moshi;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import retrofit2.Call;
import retrofit2.Converter;
import retrofit2.Retrofit;
import retrofit2.converter.gson.GsonConverterFactory;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.Body;
import retrofit2.http.GET;
import retrofit2.http.POST;
import retrofit2.http.Path;

/** What somebody writes who uses Retrofit without an SDK. */
abstract class RetrofitCalls implements Contender {
  interface Api {
    @POST("v1/images/generations")
    Call<PlainTask> create(@Body PlainRequest request);

    @GET("v1/tasks/{id}")
    Call<PlainTask> query(@Path("id") String id);

    @POST("v1/images/generations")
    CompletableFuture<PlainTask> createLater(@Body PlainRequest request);

    @GET("v1/tasks/{id}")
    CompletableFuture<PlainTask> queryLater(@Path("id") String id);
  }

  final Api api;

  private RetrofitCalls(String url, Converter.Factory json) {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain ->
                    chain.proceed(
                        chain
                            .request()
                            .newBuilder()
                            .header("Authorization", "Bearer sk-test")
                            .build()))
            .build();
    this.api =
        new Retrofit.Builder()
            .baseUrl(url + "/")
            .client(http)
            .addConverterFactory(json)
            .build()
            .create(Api.class);
  }

  @Override
  public Object create() throws Exception {
    PlainTask task = api.create(new PlainRequest()).execute().body();
    return task == null ? "none" : task.id;
  }

  @Override
  public Object query() throws Exception {
    PlainTask task = api.query(TASK_ID).execute().body();
    return task == null ? "none" : task;
  }

  private static Converter.Factory handWritten() {
    return MoshiConverterFactory.create(
        new Moshi.Builder()
            .add(PlainRequest.class, new HandWrittenJson.RequestAdapter())
            .add(PlainTask.class, new HandWrittenJson.TaskAdapter())
            .build());
  }

  /** With adapters written by hand. */
  public static final class HandWritten extends RetrofitCalls {
    public HandWritten(String url) {
      super(url, handWritten());
    }
  }

  /** With Moshi's reflection. */
  public static final class Reflective extends RetrofitCalls {
    public Reflective(String url) {
      super(url, MoshiConverterFactory.create());
    }
  }

  /** With Gson, the default of the generator. */
  public static final class Gson extends RetrofitCalls {
    public Gson(String url) {
      super(url, GsonConverterFactory.create());
    }
  }

  /** With adapters written by hand, and Retrofit's futures on a stock client. */
  public static final class Futures extends RetrofitCalls {
    public Futures(String url) {
      super(url, handWritten());
    }

    @Override
    public Object create() throws Exception {
      return api.createLater(new PlainRequest()).get().id;
    }

    @Override
    public Object query() throws Exception {
      return api.queryLater(TASK_ID).get();
    }
  }
}
