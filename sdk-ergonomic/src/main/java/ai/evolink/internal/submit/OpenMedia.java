package ai.evolink.internal.submit;

import ai.evolink.model.MediaMapper;
import ai.evolink.model.MediaSource;
import ai.evolink.model.RequestProperty;
import ai.evolink.model.RequestType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replaces media in untyped properties at any depth: future models may nest them anywhere. */
public final class OpenMedia {
  private OpenMedia() {}

  /** {@return {@code properties} itself if nothing was replaced, else a copy} */
  public static Map<String, Object> map(
      Map<String, Object> properties, @Nullable RequestType type, MediaMapper mapper) {
    Map<String, Object> copy = null;
    for (Map.Entry<String, Object> entry : properties.entrySet()) {
      Object value = entry.getValue();
      if (value instanceof MediaSource || value instanceof List || value instanceof Map) {
        String name = entry.getKey();
        Optional<RequestProperty> known = type == null ? Optional.empty() : type.property(name);
        RequestProperty property = known.orElseGet(() -> RequestProperty.named(name));
        Object mapped = map(value, property, mapper);
        if (mapped != value) {
          copy = copy == null ? new LinkedHashMap<>(properties) : copy;
          copy.put(name, mapped);
        }
      }
    }
    return copy == null ? properties : copy;
  }

  private static Object map(Object value, RequestProperty property, MediaMapper mapper) {
    if (value instanceof MediaSource source) {
      return mapper.map(property, source);
    }
    if (value instanceof List<?> items) {
      List<Object> mapped = new ArrayList<>(items.size());
      boolean changed = false;
      for (Object item : items) {
        Object newItem = map(item, property, mapper);
        changed |= newItem != item;
        mapped.add(newItem);
      }
      return changed ? Collections.unmodifiableList(mapped) : value;
    }
    if (value instanceof Map<?, ?> members) {
      Map<Object, Object> mapped = new LinkedHashMap<>();
      boolean changed = false;
      for (Map.Entry<?, ?> member : members.entrySet()) {
        Object newMember = map(member.getValue(), property, mapper);
        changed |= newMember != member.getValue();
        mapped.put(member.getKey(), newMember);
      }
      return changed ? Collections.unmodifiableMap(mapped) : value;
    }
    return value;
  }
}
