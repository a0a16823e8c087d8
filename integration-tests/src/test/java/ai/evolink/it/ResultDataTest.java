package ai.evolink.it;

import static ai.evolink.it.MockService.AT_ONCE;
import static ai.evolink.it.MockService.TASK_ID;
import static org.assertj.core.api.Assertions.assertThat;

import ai.evolink.Generation;
import ai.evolink.Layer;
import ai.evolink.Song;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What some models tell about their results; a view that does not fit is empty, never an error. */
class ResultDataTest {
  private static final String SONG =
      """
      {"result_id":"555f4ea2-cfef-4622-8355-baa5f2ce6a59","duration":91.2,"tags":"R&B",
       "title":"Forget Me Nots","image_url":"https://media.evolink.ai/xxx.jpeg",
       "audio_url":"https://media.evolink.ai/xxx.mp3",
       "stream_audio_url":"https://media.evolink.ai/xxx.mp3"}""";

  @RegisterExtension final MockService service = new MockService();

  @Test
  void songsAreFoundInAllThreeShapes() {
    for (String data : new String[] {"[" + SONG + "]", "{\"songs\":[" + SONG + "]}", SONG}) {
      Song song = made(data).songs().get(0);

      assertThat(song.title()).contains("Forget Me Nots");
      assertThat(song.resultId()).contains("555f4ea2-cfef-4622-8355-baa5f2ce6a59");
      assertThat(song.duration()).contains(Duration.ofMillis(91_200));
      assertThat(song.audioUrl()).contains(URI.create("https://media.evolink.ai/xxx.mp3"));
      assertThat(song.tags()).contains("R&B");
    }
  }

  @Test
  void layersAreMatchedWithTheirFiles() {
    Generation made =
        made(
            """
            [{"z_index":0},{"z_index":1,"name":"parrot","description":"A green parrot",
              "bounding_box":{"absolute":[1,2,3,4],"normalized":[10,20,30,40]}}]""");

    assertThat(made.layers()).hasSize(2);
    Layer parrot = made.layers().get(1);
    assertThat(parrot.zIndex()).hasValue(1);
    assertThat(parrot.name()).contains("parrot");
    assertThat(parrot.boundingBox()).containsKeys("absolute", "normalized");
    assertThat(parrot.uri()).contains(URI.create("https://files.evolink.ai/b.png"));
  }

  @Test
  void idsAreFound() {
    assertThat(made("{\"element_id\":\"e1\"}").elementId()).contains("e1");
    assertThat(made("{\"persona_id\":\"p1\"}").personaId()).contains("p1");
    assertThat(made("{\"voice\":\"v1\"}").voice()).contains("v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[]",
        "{}",
        "7",
        "\"x\"",
        "[1,null,\"x\"]",
        "{\"songs\":7}",
        "{\"element_id\":7,\"persona_id\":null,\"voice\":[]}",
        "[{\"z_index\":\"high\"}]"
      })
  void dataOfAnotherShapeIsEmpty(String data) {
    Generation made = made(data);

    assertThat(made.songs()).isEmpty();
    assertThat(made.layers()).isEmpty();
    assertThat(made.elementId()).isEmpty();
    assertThat(made.personaId()).isEmpty();
    assertThat(made.voice()).isEmpty();
    assertThat(made.artifacts()).hasSize(2);
  }

  private Generation made(String resultData) {
    service.answer(
        MockService.task(
            "completed",
            ",\"results\":[\"https://files.evolink.ai/a.png\",\"https://files.evolink.ai/b.png\"],"
                + "\"result_data\":"
                + resultData));
    return service.evolink.tasks().follow(TASK_ID, AT_ONCE).result();
  }
}
