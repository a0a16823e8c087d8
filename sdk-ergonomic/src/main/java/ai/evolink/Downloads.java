package ai.evolink;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSink;
import okio.Okio;

/** Fetches results. Its client carries no key: links belong to whatever host the service names. */
final class Downloads {
  private static final int MAX_REDIRECTS = 5;
  private static final int MAX_NAMES = 10_000;

  private final OkHttpClient http;

  Downloads(OkHttpClient unsigned) {
    this.http = unsigned;
  }

  InputStream open(Artifact artifact) {
    Response response = get(artifact);
    return new FilterInputStream(response.body().byteStream()) {
      @Override
      public void close() {
        response.close();
      }
    };
  }

  Path saveTo(Artifact artifact, Path file) {
    try (Response response = get(artifact)) {
      Path part = receive(response, file);
      try {
        moveOver(part, file);
      } catch (IOException e) {
        java.nio.file.Files.deleteIfExists(part);
        throw e;
      }
      return file;
    } catch (IOException e) {
      throw broken(artifact, e);
    }
  }

  Path saveInto(Artifact artifact, Path directory) {
    try (Response response = get(artifact)) {
      MediaType type = response.body().contentType();
      String name = ArtifactName.of(artifact.uri(), type == null ? null : type.toString());
      java.nio.file.Files.createDirectories(directory);
      Path part = receive(response, directory.resolve(name));
      try {
        return moveToFreeName(part, directory, name);
      } finally {
        java.nio.file.Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw broken(artifact, e);
    }
  }

  /**
   * Writes the body beside {@code target}, so that the move that follows stays on one file system.
   */
  private static Path receive(Response response, Path target) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(target + " is not a file");
    }
    // Not a "temporary file" of the JDK's, which nobody else may read.
    Path part = directory.resolve(".evolink-" + UUID.randomUUID() + ".part");
    try (BufferedSink sink = Okio.buffer(Okio.sink(part, StandardOpenOption.CREATE_NEW))) {
      // A body shorter than its announced length is an IOException of OkHttp's.
      sink.writeAll(response.body().source());
    } catch (IOException | RuntimeException e) {
      java.nio.file.Files.deleteIfExists(part);
      throw e;
    }
    return part;
  }

  private static void moveOver(Path part, Path file) throws IOException {
    try {
      java.nio.file.Files.move(
          part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      java.nio.file.Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Path moveToFreeName(Path part, Path directory, String name) throws IOException {
    int dot = name.lastIndexOf('.');
    String stem = dot <= 0 ? name : name.substring(0, dot);
    String extension = dot <= 0 ? "" : name.substring(dot);
    for (int i = 1; i < MAX_NAMES; i++) {
      Path file = directory.resolve(i == 1 ? name : stem + "-" + i + extension);
      try {
        java.nio.file.Files.createFile(file); // claims the name against other processes
      } catch (FileAlreadyExistsException e) {
        continue;
      }
      moveOver(part, file);
      return file;
    }
    throw new FileAlreadyExistsException(directory.resolve(name).toString());
  }

  private Response get(Artifact artifact) {
    HttpUrl url = HttpUrl.parse(artifact.uri().toString());
    if (url == null) {
      throw new TransportException("The result link " + artifact + " is not http or https.", null);
    }
    try {
      for (int i = 0; i <= MAX_REDIRECTS; i++) {
        Response response = http.newCall(new Request.Builder().url(url).build()).execute();
        if (response.isSuccessful()) {
          return response;
        }
        int status = response.code();
        String location = response.header("Location");
        response.close();
        if (!response.isRedirect() || location == null) {
          throw refused(artifact, status);
        }
        url = redirect(url, location);
      }
      throw new IOException("more than " + MAX_REDIRECTS + " redirects");
    } catch (IOException e) {
      throw broken(artifact, e);
    }
  }

  private static HttpUrl redirect(HttpUrl from, String location) throws IOException {
    HttpUrl to = from.resolve(location);
    if (to == null) {
      throw new IOException("redirected to something that is not a link");
    }
    if (!to.isHttps() && !Addresses.isLoopback(to.host())) {
      throw new IOException("redirected to plain http at " + to.host());
    }
    if (Addresses.isPrivate(to.host()) && !Addresses.isPrivate(from.host())) {
      throw new IOException("redirected into a private network at " + to.host());
    }
    return to;
  }

  private static EvolinkException refused(Artifact artifact, int status) {
    if (status == 403 || status == 404 || status == 410) {
      Instant expires = artifact.expiresAt().orElse(Instant.MAX);
      Instant now = Instant.now();
      String age =
          now.isAfter(expires)
              ? ", and it was due to expire " + hours(expires, now) + " ago"
              : ", although it was not due to expire yet";
      return new ArtifactExpiredException(artifact.uri(), status, age);
    }
    return new TransportException(
        "Could not download " + name(artifact.uri()) + ": HTTP " + status + ".", null);
  }

  private static EvolinkException broken(Artifact artifact, IOException e) {
    String message = e.getMessage();
    return new TransportException(
        "Could not save "
            + name(artifact.uri())
            + ": "
            + e.getClass().getSimpleName()
            + (message == null ? "" : ": " + OneLine.cut(OneLine.of(message), 200))
            + ".",
        e);
  }

  private static String hours(Instant from, Instant to) {
    Duration age = Duration.between(from, to);
    return age.toHours() > 0 ? age.toHours() + " h" : age.toMinutes() + " min";
  }

  private static String name(URI uri) {
    return uri.getHost() + uri.getPath();
  }
}
