package ai.evolink.emulator;

import java.util.Locale;

/** What comes of a task, as the {@code x-result} of its request's schema in the spec says. */
enum ResultShape {
  /** Files of the medium, as many as were asked for, and nothing told about them. */
  FILES(1, 0),
  SONGS(2, 2),
  PERSONA(0, 0),
  VOICE(1, 0),
  ELEMENT(0, 0),
  CHARACTER(0, 1),
  LAYERS(3, 0),
  SPEECH(1, 0),
  /** A sample is made of a voice that was described, none of one that was recorded. */
  ENROLMENT(0, 0);

  private final int files;
  private final int pictures;

  ResultShape(int files, int pictures) {
    this.files = files;
    this.pictures = pictures;
  }

  static ResultShape of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** How many files the results have, unless the request says. */
  int files() {
    return files;
  }

  /** How many pictures there are besides, which only {@code result_data} links to. */
  int pictures() {
    return pictures;
  }
}
