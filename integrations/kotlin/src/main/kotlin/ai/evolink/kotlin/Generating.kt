package ai.evolink.kotlin

import ai.evolink.Audios
import ai.evolink.BatchItem
import ai.evolink.BatchOptions
import ai.evolink.BatchSummary
import ai.evolink.Generation
import ai.evolink.Images
import ai.evolink.SubmitOptions
import ai.evolink.TaskHandle
import ai.evolink.Videos
import ai.evolink.WaitOptions
import ai.evolink.model.AudioGenerationRequest
import ai.evolink.model.ImageGenerationRequest
import ai.evolink.model.VideoGenerationRequest

/**
 * Submits [request], which is charged once it is accepted, and suspends until its result is there
 * or the deadline of [options] has passed.
 *
 * Cancelling the coroutine, also by `withTimeout`, ends the wait and not the task. Nothing is
 * submitted if the media of [request] are still being uploaded then. Afterwards the task goes on
 * and is charged; its handle goes to the `onSubmitted` hook of the client, and to its journal.
 * Local media are read on [kotlinx.coroutines.Dispatchers.IO].
 *
 * @throws ai.evolink.EvolinkException as [Images.generate] says for its future
 * @throws IllegalArgumentException if local media cannot be read or exceed a documented limit, or
 *   if the callback address is not public; nothing has been sent then
 */
public suspend fun Images.awaitGenerate(
  request: ImageGenerationRequest,
  options: WaitOptions = WaitOptions.ofDefaults(),
): Generation = awaitStarted { generate(request, options) }

/**
 * Submits [request] as [options] say, and suspends until its result is there. For an order id that
 * was bought before, nothing is sent, and the wait goes on with the task that was bought. Otherwise
 * like the function with [WaitOptions].
 */
public suspend fun Images.awaitGenerate(
  request: ImageGenerationRequest,
  options: SubmitOptions,
): Generation = awaitStarted { generate(request, options) }

/**
 * Submits [request], and suspends until it is accepted and charged, not until it has a result:
 * [awaitFollow] and [progress] do that later. Cancelling the coroutine before the submit has been
 * sent stops it; afterwards the handle goes to the `onSubmitted` hook of the client.
 *
 * @throws ai.evolink.EvolinkException as [Images.submit] says for its future
 * @throws IllegalArgumentException as [awaitGenerate] does
 */
public suspend fun Images.awaitSubmit(
  request: ImageGenerationRequest,
  options: SubmitOptions = SubmitOptions.ofDefaults(),
): TaskHandle = awaitStarted { submit(request, options) }

/** Generates a video; like [Images.awaitGenerate]. */
public suspend fun Videos.awaitGenerate(
  request: VideoGenerationRequest,
  options: WaitOptions = WaitOptions.ofDefaults(),
): Generation = awaitStarted { generate(request, options) }

/** Generates a video; like [Images.awaitGenerate] with [SubmitOptions]. */
public suspend fun Videos.awaitGenerate(
  request: VideoGenerationRequest,
  options: SubmitOptions,
): Generation = awaitStarted { generate(request, options) }

/** Submits a request for a video; like [Images.awaitSubmit]. */
public suspend fun Videos.awaitSubmit(
  request: VideoGenerationRequest,
  options: SubmitOptions = SubmitOptions.ofDefaults(),
): TaskHandle = awaitStarted { submit(request, options) }

/** Generates speech, music or sound; like [Images.awaitGenerate]. */
public suspend fun Audios.awaitGenerate(
  request: AudioGenerationRequest,
  options: WaitOptions = WaitOptions.ofDefaults(),
): Generation = awaitStarted { generate(request, options) }

/** Generates speech, music or sound; like [Images.awaitGenerate] with [SubmitOptions]. */
public suspend fun Audios.awaitGenerate(
  request: AudioGenerationRequest,
  options: SubmitOptions,
): Generation = awaitStarted { generate(request, options) }

/** Submits a request for speech, music or sound; like [Images.awaitSubmit]. */
public suspend fun Audios.awaitSubmit(
  request: AudioGenerationRequest,
  options: SubmitOptions = SubmitOptions.ofDefaults(),
): TaskHandle = awaitStarted { submit(request, options) }

/**
 * Works through many requests, a limited number at a time, and suspends until each item has had its
 * end, which the sink of [options] is told. Items are taken one by one, so there may be any number
 * of them.
 *
 * Cancelling the coroutine is [ai.evolink.BatchFuture.stop]: nothing more is submitted, and what was
 * bought goes on at the service. Another run with the same order ids goes on from there.
 *
 * @throws Exception what reading the items or the sink has thrown
 */
public suspend fun Images.awaitGenerateAll(
  items: Iterable<BatchItem<out ImageGenerationRequest>>,
  options: BatchOptions = BatchOptions.ofDefaults(),
): BatchSummary = awaitStarted { generateAll(items, options) }

/** Works through many requests for videos; like [Images.awaitGenerateAll]. */
public suspend fun Videos.awaitGenerateAll(
  items: Iterable<BatchItem<out VideoGenerationRequest>>,
  options: BatchOptions = BatchOptions.ofDefaults(),
): BatchSummary = awaitStarted { generateAll(items, options) }

/** Works through many requests for speech, music or sound; like [Images.awaitGenerateAll]. */
public suspend fun Audios.awaitGenerateAll(
  items: Iterable<BatchItem<out AudioGenerationRequest>>,
  options: BatchOptions = BatchOptions.ofDefaults(),
): BatchSummary = awaitStarted { generateAll(items, options) }
