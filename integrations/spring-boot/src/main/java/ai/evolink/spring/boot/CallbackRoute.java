package ai.evolink.spring.boot;

import ai.evolink.CallbackHub;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** What {@link ai.evolink.CallbackServlet} does, for WebFlux. */
final class CallbackRoute {
  private static final byte[] EMPTY = {};

  private CallbackRoute() {}

  static RouterFunction<ServerResponse> of(CallbackHub hub, String path) {
    return RouterFunctions.route()
        .path(
            path + "/{token}",
            route -> route.route(request -> true, request -> answer(hub, request)))
        .build();
  }

  private static Mono<ServerResponse> answer(CallbackHub hub, ServerRequest request) {
    if (!request.method().equals(HttpMethod.POST)) {
      return ServerResponse.status(HttpStatus.METHOD_NOT_ALLOWED).header("Allow", "POST").build();
    }
    return DataBufferUtils.join(request.bodyToFlux(DataBuffer.class), CallbackHub.MAX_BODY)
        .map(CallbackRoute::bytes)
        .defaultIfEmpty(EMPTY)
        .map(body -> hub.handle(request.path(), body).status())
        .onErrorReturn(DataBufferLimitException.class, HttpStatus.PAYLOAD_TOO_LARGE.value())
        .flatMap(status -> ServerResponse.status(status).build());
  }

  private static byte[] bytes(DataBuffer body) {
    byte[] bytes = new byte[body.readableByteCount()];
    body.read(bytes);
    DataBufferUtils.release(body);
    return bytes;
  }
}
