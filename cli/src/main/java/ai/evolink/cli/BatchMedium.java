package ai.evolink.cli;

import ai.evolink.AudioRequest;
import ai.evolink.BatchFuture;
import ai.evolink.BatchItem;
import ai.evolink.BatchOptions;
import ai.evolink.EvolinkClient;
import ai.evolink.ImageRequest;
import ai.evolink.Kind;
import ai.evolink.VideoRequest;
import ai.evolink.model.AudioGenerationRequest;
import ai.evolink.model.AudioModel;
import ai.evolink.model.GenerationRequest;
import ai.evolink.model.ImageGenerationRequest;
import ai.evolink.model.ImageModel;
import ai.evolink.model.RequestType;
import ai.evolink.model.VideoGenerationRequest;
import ai.evolink.model.VideoModel;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What differs between images, videos and audio in a batch. */
enum BatchMedium {
  IMAGE {
    @Override
    Building building(String model) {
      ImageRequest.Builder builder = ImageRequest.builder(ImageModel.of(model));
      return new Building(
          ImageGenerationRequest.typeOf(ImageModel.of(model)),
          new RequestOptions.Target(builder::prompt, builder::set, builder::callbackUrl),
          builder::build,
          builder::buildUnchecked);
    }

    @Override
    void check(EvolinkClient client, GenerationRequest request) {
      client.images().preview((ImageRequest) request);
    }

    @Override
    BatchFuture start(
        EvolinkClient client, Stream<BatchItem<GenerationRequest>> items, BatchOptions options) {
      return client.images().generateAll(items.map(item -> as(item, ImageRequest.class)), options);
    }
  },
  VIDEO {
    @Override
    Building building(String model) {
      VideoRequest.Builder builder = VideoRequest.builder(VideoModel.of(model));
      return new Building(
          VideoGenerationRequest.typeOf(VideoModel.of(model)),
          new RequestOptions.Target(builder::prompt, builder::set, builder::callbackUrl),
          builder::build,
          builder::buildUnchecked);
    }

    @Override
    void check(EvolinkClient client, GenerationRequest request) {
      client.videos().preview((VideoRequest) request);
    }

    @Override
    BatchFuture start(
        EvolinkClient client, Stream<BatchItem<GenerationRequest>> items, BatchOptions options) {
      return client.videos().generateAll(items.map(item -> as(item, VideoRequest.class)), options);
    }
  },
  AUDIO {
    @Override
    Building building(String model) {
      AudioRequest.Builder builder = AudioRequest.builder(AudioModel.of(model));
      return new Building(
          AudioGenerationRequest.typeOf(AudioModel.of(model)),
          new RequestOptions.Target(builder::prompt, builder::set, builder::callbackUrl),
          builder::build,
          builder::buildUnchecked);
    }

    @Override
    void check(EvolinkClient client, GenerationRequest request) {
      client.audios().preview((AudioRequest) request);
    }

    @Override
    BatchFuture start(
        EvolinkClient client, Stream<BatchItem<GenerationRequest>> items, BatchOptions options) {
      return client.audios().generateAll(items.map(item -> as(item, AudioRequest.class)), options);
    }
  };

  /** A request in the making. */
  record Building(
      Optional<RequestType> type,
      RequestOptions.Target target,
      Supplier<? extends GenerationRequest> checked,
      Supplier<? extends GenerationRequest> asItIs) {
    void property(String name, Object value) {
      target.property().accept(name, value);
    }

    void prompt(String prompt) {
      Consumer<String> setter = target.prompt();
      setter.accept(prompt);
    }
  }

  static BatchMedium of(Kind kind) {
    return valueOf(kind.name());
  }

  abstract Building building(String model);

  /**
   * Looks at the media of a request.
   *
   * @throws IllegalArgumentException if they cannot be read or are too large
   */
  abstract void check(EvolinkClient client, GenerationRequest request);

  abstract BatchFuture start(
      EvolinkClient client, Stream<BatchItem<GenerationRequest>> items, BatchOptions options);

  private static <R extends GenerationRequest> BatchItem<R> as(
      BatchItem<GenerationRequest> item, Class<R> type) {
    BatchItem<R> same = BatchItem.of(type.cast(item.request()), item.options());
    return item.file().map(same::saveTo).orElse(same);
  }
}
