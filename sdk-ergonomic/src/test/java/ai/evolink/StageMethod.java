package ai.evolink;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A method of {@code CompletionStage} that derives a stage, and what its Javadoc says of it. */
record StageMethod(Method method, String name) {
  static final String RESULT = "result";

  /** {@return all there are in this JDK, by name} */
  static Stream<StageMethod> all() {
    return Arrays.stream(CompletionStage.class.getMethods())
        .filter(method -> !method.getName().equals("toCompletableFuture"))
        .map(method -> new StageMethod(method, method.getName().replace("Async", "")))
        .sorted((a, b) -> a.toString().compareTo(b.toString()));
  }

  boolean takesExecutor() {
    return has(Executor.class);
  }

  boolean takesOther() {
    return has(CompletionStage.class);
  }

  boolean isEither() {
    return name.endsWith("Either");
  }

  private boolean has(Class<?> type) {
    return List.of(method.getParameterTypes()).contains(type);
  }

  /** {@return whether the function is called if the source fails; null: whatever happens} */
  private @Nullable Boolean wantsFailure() {
    return switch (name) {
      case "handle", "whenComplete" -> null;
      case "exceptionally", "exceptionallyCompose" -> true;
      default -> false;
    };
  }

  boolean callsFunctionAfter(@Nullable Throwable failure) {
    Boolean wants = wantsFailure();
    return wants == null || wants == (failure != null);
  }

  /** {@return what the function is given if the source holds one of these, and the other that} */
  List<@Nullable Object> arguments(
      @Nullable Object value, @Nullable Throwable failure, @Nullable Object other) {
    return switch (name) {
      case "thenRun", "runAfterBoth", "runAfterEither" -> List.of();
      case "thenCombine", "thenAcceptBoth" -> Arrays.asList(value, other);
      case "handle", "whenComplete" -> Arrays.asList(value, failure);
      case "exceptionally", "exceptionallyCompose" -> Arrays.asList(failure);
      default -> Arrays.asList(value);
    };
  }

  /** {@return what the stage holds once its function has returned {@link #RESULT}} */
  @Nullable Object result(@Nullable Object value) {
    return switch (name) {
      case "thenAccept", "thenRun", "thenAcceptBoth", "runAfterBoth", "acceptEither" -> null;
      case "runAfterEither" -> null;
      case "whenComplete" -> value;
      default -> RESULT;
    };
  }

  /** {@return whether the stage ends as its source does, unless the function throws} */
  boolean passesOn() {
    return name.equals("whenComplete");
  }

  CompletableFuture<Object> on(
      CompletableFuture<Object> source,
      @Nullable CompletionStage<Object> other,
      @Nullable Called called,
      @Nullable Executor executor) {
    List<@Nullable Object> arguments = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      arguments.add(
          type == CompletionStage.class
              ? other
              : type == Executor.class
                  ? executor
                  : called == null ? null : called.as(type, name.endsWith("Compose")));
    }
    try {
      @SuppressWarnings("unchecked")
      var stage = (CompletableFuture<Object>) method.invoke(source, arguments.toArray());
      return stage;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new AssertionError(e);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return method.getName()
        + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
  }

  /** The function of a stage: keeps what it was called with, and returns or throws. */
  static final class Called {
    private final List<List<@Nullable Object>> calls = new ArrayList<>();
    private final @Nullable RuntimeException thrown;

    Called(@Nullable RuntimeException thrown) {
      this.thrown = thrown;
    }

    synchronized List<List<@Nullable Object>> calls() {
      return List.copyOf(calls);
    }

    private synchronized Object call(@Nullable Object... arguments) {
      calls.add(Arrays.asList(arguments));
      if (thrown != null) {
        throw thrown;
      }
      return RESULT;
    }

    private Object as(Class<?> type, boolean composes) {
      if (type == Function.class) {
        Function<Object, Object> plain = this::call;
        Function<Object, Object> composing = a -> CompletableFuture.completedFuture(call(a));
        return composes ? composing : plain;
      }
      if (type == BiFunction.class) {
        return (BiFunction<Object, Object, Object>) this::call;
      }
      if (type == Consumer.class) {
        return (Consumer<Object>) this::call;
      }
      if (type == BiConsumer.class) {
        return (BiConsumer<Object, Object>) this::call;
      }
      if (type == Runnable.class) {
        return (Runnable) this::call;
      }
      throw new AssertionError(type);
    }
  }
}
