package ai.evolink.emulator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The uploaded files, oldest first. When their bytes are too many, the oldest are dropped before
 * their time.
 */
final class FileStore {

  private final long maxBytes;
  private final int quota;
  private final Map<String, StoredFile> byId = new LinkedHashMap<>();
  private long bytes;

  FileStore(long maxBytes, int quota) {
    this.maxBytes = maxBytes;
    this.quota = quota;
  }

  /** Stores a file, or tells that its owner has as many as allowed. */
  synchronized boolean add(StoredFile file, Instant now) {
    dropExpired(now);
    if (count(file.key()) >= quota) {
      return false;
    }
    byId.put(file.id(), file);
    bytes += file.content().length;
    Iterator<StoredFile> oldest = byId.values().iterator();
    while (bytes > maxBytes && byId.size() > 1) {
      bytes -= oldest.next().content().length;
      oldest.remove();
    }
    return true;
  }

  synchronized Optional<StoredFile> get(String id, Instant now) {
    return Optional.ofNullable(byId.get(id)).filter(file -> !file.isExpired(now));
  }

  synchronized boolean delete(String id, String key, Instant now) {
    Optional<StoredFile> file = get(id, now).filter(found -> found.key().equals(key));
    file.ifPresent(this::drop);
    return file.isPresent();
  }

  /** The files of a key, newest first. */
  synchronized List<StoredFile> of(String key, Instant now) {
    dropExpired(now);
    List<StoredFile> files = new ArrayList<>();
    byId.values().stream().filter(file -> file.key().equals(key)).forEach(files::add);
    Collections.reverse(files);
    return files;
  }

  synchronized void clear() {
    byId.clear();
    bytes = 0;
  }

  /** How many files there are, of all keys. */
  synchronized int size() {
    return byId.size();
  }

  int quota() {
    return quota;
  }

  private long count(String key) {
    return byId.values().stream().filter(file -> file.key().equals(key)).count();
  }

  private void drop(StoredFile file) {
    byId.remove(file.id());
    bytes -= file.content().length;
  }

  private void dropExpired(Instant now) {
    Iterator<StoredFile> oldest = byId.values().iterator();
    while (oldest.hasNext()) {
      StoredFile file = oldest.next();
      if (!file.isExpired(now)) {
        return;
      }
      bytes -= file.content().length;
      oldest.remove();
    }
  }
}
