package ai.evolink.internal.http;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.implementation.InvocationHandlerAdapter;
import okhttp3.EventListener;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnsignedEventsTest {
  private static final String KEY = "sk-test-0123456789";

  private static final Request SIGNED =
      new Request.Builder()
          .url("https://api.evolink.ai/v1/tasks")
          .header("Authorization", "Bearer " + KEY)
          .build();

  private static final Response ANSWER =
      new Response.Builder()
          .request(SIGNED)
          .protocol(Protocol.HTTP_2)
          .code(200)
          .message("OK")
          .build();

  private final List<String> heard = new ArrayList<>();
  private final List<Request> onTheWire = new ArrayList<>();

  /** {@return a listener that hears all events there are} */
  private EventListener listener() throws ReflectiveOperationException {
    return new ByteBuddy()
        .subclass(EventListener.class)
        .method(isDeclaredBy(EventListener.class))
        .intercept(
            InvocationHandlerAdapter.of(
                (listener, event, arguments) -> {
                  heard.add(event.getName() + Arrays.toString(arguments));
                  switch (event.getName()) {
                    case "requestHeadersEnd" -> onTheWire.add((Request) arguments[1]);
                    case "responseHeadersEnd" -> onTheWire.add(((Response) arguments[1]).request());
                    default -> {}
                  }
                  return null;
                }))
        .make()
        .load(getClass().getClassLoader())
        .getLoaded()
        .getDeclaredConstructor()
        .newInstance();
  }

  private static @Nullable Object argument(Class<?> type) {
    if (type == Request.class) {
      return SIGNED;
    }
    if (type == Response.class) {
      return ANSWER;
    }
    if (type == long.class) {
      return 7L;
    }
    return type == boolean.class ? true : null;
  }

  @Test
  void listenerHearsEveryEventAndNotTheKey() throws ReflectiveOperationException {
    EventListener heardBy = listener();
    EventListener unsigned =
        UnsignedEvents.of(call -> heardBy, new Redaction(ApiKey.of(KEY))).create(null);
    int events = 0;
    for (Method event : EventListener.class.getDeclaredMethods()) {
      int modifiers = event.getModifiers();
      if (Modifier.isPublic(modifiers) && (modifiers & (Modifier.FINAL | Modifier.STATIC)) == 0) {
        event.invoke(
            unsigned,
            Arrays.stream(event.getParameterTypes()).map(UnsignedEventsTest::argument).toArray());
        assertThat(heard).hasSize(++events).last().asString().startsWith(event.getName() + "[");
      }
    }
    assertThat(events).isGreaterThan(25);
    assertThat(onTheWire).hasSize(2).allMatch(request -> request.header("Authorization") == null);
    assertThat(heard).anyMatch(line -> line.equals("requestBodyEnd[null, 7]"));
  }
}
