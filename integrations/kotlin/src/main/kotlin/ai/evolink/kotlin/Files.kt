package ai.evolink.kotlin

import ai.evolink.Artifact
import ai.evolink.RemoteFiles
import ai.evolink.UploadOptions
import ai.evolink.model.FileQuota
import ai.evolink.model.MediaSource
import ai.evolink.model.UploadedFile
import java.nio.file.Path
import kotlinx.coroutines.future.await

/**
 * Downloads the file on [kotlinx.coroutines.Dispatchers.IO], and replaces [file] only once it has
 * arrived completely. Cancelling the coroutine ends the download and leaves no part of it behind.
 *
 * @return [file]
 * @throws ai.evolink.ArtifactExpiredException if the link no longer works
 * @throws ai.evolink.TransportException if the download fails for good or the file cannot be
 *   written
 */
public suspend fun Artifact.awaitSaveTo(file: Path): Path = blocking { saveTo(file) }

/**
 * Downloads the file into [directory], which is created if necessary, under a name that is still
 * free there. Otherwise like [awaitSaveTo].
 *
 * @return the file written
 */
public suspend fun Artifact.awaitSaveInto(directory: Path): Path = blocking {
  saveInto(directory)
}

/**
 * Stores [source] at the service for 72 hours, free of charge, for several requests to refer to.
 * Requests upload their local media by themselves.
 *
 * @throws ai.evolink.EvolinkException as [RemoteFiles.upload] says for its future
 * @throws IllegalArgumentException if a local file does not exist or cannot be read
 */
public suspend fun RemoteFiles.awaitUpload(
  source: MediaSource,
  options: UploadOptions = UploadOptions.builder().build(),
): UploadedFile = awaitStarted { upload(source, options) }

/** Reads how many files are stored and how many may be stored. */
public suspend fun RemoteFiles.awaitQuota(): FileQuota = quota().await()
