package ai.evolink.api;

import okhttp3.ResponseBody;
import retrofit2.Call;
import retrofit2.http.GET;

/** What would be generated for a path with a server that is neither the API nor the files'. */
public interface ThirdServerApi {
  @Server("https://prices.evolink.ai/v2")
  @GET("list")
  Call<ResponseBody> list();
}
