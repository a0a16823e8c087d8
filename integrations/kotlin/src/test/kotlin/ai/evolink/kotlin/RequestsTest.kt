package ai.evolink.kotlin

import ai.evolink.AudioRequest
import ai.evolink.ImageRequest
import ai.evolink.VideoRequest
import ai.evolink.model.AspectRatio
import ai.evolink.model.AudioModel
import ai.evolink.model.ImageModel
import ai.evolink.model.VideoModel
import kotlin.time.Duration.Companion.seconds
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatIllegalArgumentException
import org.junit.jupiter.api.Test

class RequestsTest {
  private val image = ImageModel.of("some-image")
  private val video = VideoModel.of("some-video")
  private val audio = AudioModel.of("some-audio")

  @Test
  fun requestsAreThoseOfTheBuilders() {
    assertThat(imageRequest("A cat")).isEqualTo(ImageRequest.of("A cat"))
    assertThat(
        imageRequest("A cat") {
          model(image)
          size(AspectRatio.LANDSCAPE_16_9)
        }
      )
      .isEqualTo(
        ImageRequest.builder("A cat").model(image).size(AspectRatio.LANDSCAPE_16_9).build()
      )
    assertThat(imageRequest(image) { set("scale", 2) })
      .isEqualTo(ImageRequest.builder(image).set("scale", 2).build())
    assertThat(videoRequest(video, "Waves") { duration(5) })
      .isEqualTo(VideoRequest.builder(video, "Waves").duration(5).build())
    assertThat(videoRequest(video) { duration(5) })
      .isEqualTo(VideoRequest.builder(video).duration(5).build())
    assertThat(audioRequest(audio, "Rain") { set("speed", 2) })
      .isEqualTo(AudioRequest.builder(audio, "Rain").set("speed", 2).build())
    assertThat(audioRequest(audio)).isEqualTo(AudioRequest.builder(audio).build())
  }

  @Test
  fun limitsAreCheckedAsInJava() {
    assertThatIllegalArgumentException().isThrownBy { imageRequest(" ") }
    assertThatIllegalArgumentException().isThrownBy { imageRequest("x".repeat(2001)) }
    assertThatIllegalArgumentException().isThrownBy { waitOptions { deadline((-1).seconds) } }
    assertThatIllegalArgumentException().isThrownBy { waitOptions { deadline(0.seconds) } }
  }
}
