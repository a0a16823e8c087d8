package ai.evolink.internal.journal;

import static ai.evolink.internal.journal.Purchases.AT;
import static ai.evolink.internal.journal.Purchases.SERVICE;
import static ai.evolink.internal.journal.Purchases.TASK;
import static ai.evolink.internal.journal.Purchases.all;
import static ai.evolink.internal.journal.Purchases.ids;
import static ai.evolink.internal.journal.Purchases.intent;
import static ai.evolink.internal.journal.Purchases.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.evolink.JournalEntry;
import ai.evolink.JournalException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file that is not as it was written: it opens with every entry that somebody relies on, or it
 * does not open. Only what was being written last may be missing.
 */
class DamagedJournalTest {
  private static final Logger LOG = Logger.getLogger("ai.evolink");

  private final FakeStorage disk = new FakeStorage();
  private final EmbeddedJournal journal = new EmbeddedJournal(disk);

  /** How long the file was after each change. */
  private final List<Integer> lengths = new ArrayList<>();

  /** Each torn file is a warning, and there are thousands. */
  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void beHeard() {
    LOG.setLevel(null);
  }

  private void change(Runnable change) {
    change.run();
    lengths.add(disk.bytes.length);
  }

  private void buy(String id, int bodyLength) {
    change(() -> journal.intend(intent(id).toBuilder().body("x".repeat(bodyLength)).build()));
  }

  private static EmbeddedJournal opened(byte[] bytes) {
    EmbeddedJournal journal = new EmbeddedJournal(new FakeStorage(bytes));
    journal.open(SERVICE);
    return journal;
  }

  private static void assertRefused(byte[] bytes, String message) {
    FakeStorage file = new FakeStorage(bytes);
    EmbeddedJournal journal = new EmbeddedJournal(file);
    assertThatThrownBy(() -> journal.open(SERVICE))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("evolink journal check FILE");
    assertThat(file.bytes).isEqualTo(bytes);
    assertThat(file.steps).containsExactly(FakeStorage.Step.OPEN);
  }

  private byte[] joined(byte[] frame) {
    byte[] bytes = Arrays.copyOf(disk.bytes, disk.bytes.length + frame.length);
    System.arraycopy(frame, 0, bytes, disk.bytes.length, frame.length);
    return bytes;
  }

  private byte[] flipped(int bit) {
    byte[] bytes = disk.bytes.clone();
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return bytes;
  }

  @Test
  void batchThatIsCutAnywhereIsDropped() {
    journal.open(SERVICE);
    buy("1", 20);
    change(() -> journal.accepted(key("1"), TASK, null));
    List<JournalEntry> before = all(opened(disk.bytes));
    buy("2", 1000);

    for (int length = lengths.get(1); length < disk.bytes.length; length++) {
      assertThat(all(opened(Arrays.copyOf(disk.bytes, length)))).as("%s", length).isEqualTo(before);
    }
    assertThat(ids(opened(disk.bytes))).containsExactly("1", "2");
  }

  @Test
  void whatWasThereFromTheStartIsNeverDropped() {
    journal.open(SERVICE);
    buy("1", 20);
    buy("2", 70_000);
    buy("3", 70_000);
    journal.close();
    journal.open(SERVICE); // writes all of it anew
    byte[] bytes = disk.bytes;

    for (int length = 1; length < bytes.length; length += length < 2000 ? 1 : 97) {
      assertRefused(Arrays.copyOf(bytes, length), "journal of a test cannot be used: it ");
    }
    assertThat(ids(opened(bytes))).containsExactly("1", "2", "3");
  }

  /** However the batches lie in the blocks, many of them in one or the other way round. */
  @ParameterizedTest
  @ValueSource(ints = {512, 4096})
  void lostBlockLosesNoEntryButThoseOfTheLastBatch(int block) {
    for (int shift = 0; shift < Frame.SECTOR; shift++) {
      FakeStorage disk = new FakeStorage();
      EmbeddedJournal journal = new EmbeddedJournal(disk);
      journal.open(SERVICE);
      List<String> relied = new ArrayList<>();
      for (int length : new int[] {shift, 20, 3, 1, 700, 3, 1, 2}) {
        String id = relied.size() + "x".repeat(length);
        journal.intend(small(id));
        relied.add(id);
        if (shift % 3 == 0 && relied.size() == 4) {
          journal.close();
          journal.open(SERVICE); // from here on, four entries are there from the start
        }
      }
      String last = relied.get(relied.size() - 1);

      for (int from = 0; from < disk.bytes.length; from += block) {
        byte[] bytes = disk.bytes.clone();
        Arrays.fill(bytes, from, Math.min(from + block, bytes.length), (byte) 0);
        List<String> lost = new ArrayList<>(relied);
        try {
          lost.removeAll(ids(opened(bytes)));
        } catch (JournalException e) {
          continue;
        }
        assertThat(lost).as("shift %s, block at %s", shift, from).isSubsetOf(last);
      }
    }
  }

  private static JournalEntry small(String id) {
    return JournalEntry.builder(key(id)).ordered(true).intendedAt(AT).build();
  }

  @Test
  void zerosInTheMiddleAreDamage() {
    journal.open(SERVICE);
    buy("1", 20);
    buy("2", 1000);
    buy("3", 20);
    int from = lengths.get(0);
    byte[] bytes = disk.bytes.clone();
    Arrays.fill(bytes, from, lengths.get(1), (byte) 0);
    assertRefused(bytes, "there is no batch of records at byte " + from);
  }

  @Test
  void tornBatchWithLostSectorsIsDropped() {
    journal.open(SERVICE);
    buy("1", 20);
    buy("2", 3000);
    int start = lengths.get(0);
    int end = disk.bytes.length;
    for (int from = start; from < end; from = from - from % 512 + 512) {
      for (int to : new int[] {Math.min(from - from % 512 + 512, end), end}) {
        byte[] bytes = disk.bytes.clone();
        Arrays.fill(bytes, from, to, (byte) 0);
        assertThat(ids(opened(bytes))).as("%s to %s", from, to).containsExactly("1");
      }
    }
  }

  @Test
  void singleBitLosesNothing() {
    journal.open(SERVICE);
    buy("1", 20);
    journal.close();
    journal.open(SERVICE);
    change(() -> journal.accepted(key("1"), TASK, null));
    buy("a b", 600); // ends in another sector
    List<JournalEntry> expected = all(opened(disk.bytes));
    int refused = 0;
    for (int bit = 0; bit < 8 * disk.bytes.length; bit++) {
      List<JournalEntry> there;
      try {
        there = all(opened(flipped(bit)));
      } catch (JournalException e) {
        refused++;
        continue;
      }
      assertThat(there).as("bit %s", bit).isEqualTo(expected);
    }
    assertThat(refused).isGreaterThan(8 * disk.bytes.length * 9 / 10);
  }

  @Test
  void headNeverTouchesTheBorderOfASector() {
    for (int length = 0; length < 2 * Frame.SECTOR; length++) {
      int at = 1000;
      int next = at + Frame.of(new byte[length], at).length;
      assertThat(next % Frame.SECTOR).isBetween(1, Frame.SECTOR - Frame.HEAD);
    }
  }

  @Test
  void damageIsToldWithItsPlace() {
    journal.open(SERVICE);
    buy("1", 20);
    buy("2", 20);
    byte[] bytes = disk.bytes.clone();
    bytes[lengths.get(0) - 5] ^= 1;
    assertRefused(bytes, "the checksum of the records at byte ");
    bytes = disk.bytes.clone();
    bytes[lengths.get(0)] ^= 1;
    assertRefused(bytes, "there is no batch of records at byte " + lengths.get(0));
    bytes = Arrays.copyOf(disk.bytes, disk.bytes.length + 1);
    bytes[disk.bytes.length] = '\n';
    assertRefused(bytes, "there is no batch of records at byte " + disk.bytes.length);
  }

  @Test
  void emptyFileIsANewJournal() {
    EmbeddedJournal journal = opened(new byte[0]);
    assertThat(all(journal)).isEmpty();
    assertThat(journal.intend(intent("1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 29, 30, 31, 511, 512, 513, 5000})
  void fileOfNothingButNulMayHaveBeenAJournal(int length) {
    assertRefused(new byte[length], "it is not a journal, or damaged at its start");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=", "== ", "== 00000000", "\u0089PNG\r\n\u001a\n\u0000\u0000\u0000\rIHDR\u0000\u0000",
        "Dear diary", "{\"journal\":\"evolink\"}\n", "\n", "== Chapter 1 ==\nIt was a dark night.\n"
      })
  void otherFileIsNotTouched(String content) {
    assertRefused(content.getBytes(UTF_8), "it is not a journal, or damaged at its start");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "[]\n",
        "{}\n",
        "{\"journal\":\"other\",\"version\":1}\n",
        "{\"journal\":\"evolink\",\"version\":0,\"entries\":0,\"service\":\"https://x\"}\n",
        "{\"journal\":\"evolink\",\"version\":\"1\",\"entries\":0,\"service\":\"https://x\"}\n",
        "{\"journal\":\"evolink\",\"version\":1,\"service\":\"https://x\"}\n",
        "{\"journal\":\"evolink\",\"version\":1,\"entries\":0}\n",
        "{\"journal\":\"evolink\",\"version\":1,\"entries\":0,\"service\":\"http://[\"}\n"
      })
  void intactFrameThatIsNoJournalIsNotTouched(String records) {
    assertRefused(Frame.of(records.getBytes(UTF_8), 0), "cannot be used: ");
  }

  @Test
  void journalOfANewerVersionIsNotTouched() {
    String head =
        "{\"journal\":\"evolink\",\"version\":2,\"service\":\"https://api.evolink.ai\"}\n{}\n";
    assertRefused(
        Frame.of(head.getBytes(UTF_8), 0),
        "it has format 2, and this version of the SDK reads up to format 1; a newer SDK has");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":\"x\"}",
        "{\"id\":\"x\",\"attempt\":0}",
        "{\"id\":1,\"attempt\":1}",
        "[]",
        "x",
        "{\"id\":\"x\",\"attempt\":1,\"state\":\"sold\"}",
        "{\"id\":\"x\",\"attempt\":1,\"at\":\"noon\"}",
        "{\"id\":\"x\",\"attempt\":1,\"others\":[1]}",
        "{\"id\":\"x\",\"attempt\":1,\"used\":1}",
        "{\"id\":\"x\",\"attempt\":1,\"token\":\"evt1_AAAA\"}"
      })
  void recordThatIsNotUnderstoodIsNotDropped(String record) {
    journal.open(SERVICE);
    byte[] frame = Frame.of((record + "\n").getBytes(UTF_8), disk.bytes.length);
    disk.bytes = joined(frame);
    assertRefused(disk.bytes, "the record at byte ");
  }

  @Test
  void valuesThatANewerVersionAddsAreNoDamage() {
    journal.open(SERVICE);
    String record = "{\"id\":\"x\",\"attempt\":1,\"order\":true,\"mood\":{\"good\":true}}\n";
    disk.bytes = joined(Frame.of(record.getBytes(UTF_8), disk.bytes.length));
    assertThat(ids(opened(disk.bytes))).containsExactly("x");
  }
}
