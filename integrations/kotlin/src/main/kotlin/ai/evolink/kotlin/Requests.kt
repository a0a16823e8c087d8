package ai.evolink.kotlin

import ai.evolink.AudioRequest
import ai.evolink.ImageRequest
import ai.evolink.VideoRequest
import ai.evolink.WaitOptions
import ai.evolink.model.AudioModel
import ai.evolink.model.ImageModel
import ai.evolink.model.VideoModel
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * A request for an image of [prompt], with [ImageRequest.DEFAULT_MODEL] unless [fields] sets one:
 * ```
 * imageRequest("A cat playing on the grass") { size(AspectRatio.LANDSCAPE_16_9) }
 * ```
 *
 * @throws IllegalArgumentException if the prompt is blank or a documented limit is exceeded
 */
public fun imageRequest(
  prompt: String,
  fields: ImageRequest.Builder.() -> Unit = {},
): ImageRequest = ImageRequest.builder(prompt).apply(fields).build()

/** A request for an image without a prompt, for models that need none, such as upscalers. */
public fun imageRequest(
  model: ImageModel,
  fields: ImageRequest.Builder.() -> Unit = {},
): ImageRequest = ImageRequest.builder(model).apply(fields).build()

/**
 * A request for a video of [prompt].
 *
 * @throws IllegalArgumentException if the prompt is blank or a documented limit is exceeded
 */
public fun videoRequest(
  model: VideoModel,
  prompt: String,
  fields: VideoRequest.Builder.() -> Unit = {},
): VideoRequest = VideoRequest.builder(model, prompt).apply(fields).build()

/** A request for a video without a prompt, for models that need none. */
public fun videoRequest(
  model: VideoModel,
  fields: VideoRequest.Builder.() -> Unit = {},
): VideoRequest = VideoRequest.builder(model).apply(fields).build()

/**
 * A request for speech, music or sound: [prompt] is what to say, or what to make.
 *
 * @throws IllegalArgumentException if the prompt is blank or a documented limit is exceeded
 */
public fun audioRequest(
  model: AudioModel,
  prompt: String,
  fields: AudioRequest.Builder.() -> Unit = {},
): AudioRequest = AudioRequest.builder(model, prompt).apply(fields).build()

/** A request for audio without a prompt, for models that need none. */
public fun audioRequest(
  model: AudioModel,
  fields: AudioRequest.Builder.() -> Unit = {},
): AudioRequest = AudioRequest.builder(model).apply(fields).build()

/** How to wait for a task: `waitOptions { deadline(5.minutes) }`. */
public fun waitOptions(choices: WaitOptions.Builder.() -> Unit): WaitOptions =
  WaitOptions.builder().apply(choices).build()

/**
 * Ends the wait with a [ai.evolink.TaskTimeoutException] after [deadline]; the task goes on.
 *
 * @throws IllegalArgumentException unless [deadline] is positive
 */
public fun WaitOptions.Builder.deadline(deadline: Duration): WaitOptions.Builder =
  deadline(deadline.toJavaDuration())
