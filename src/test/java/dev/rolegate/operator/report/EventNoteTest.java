package dev.rolegate.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A note that is too long is shortened, and not lost: the API server counts its bytes. */
class EventNoteTest {
  private static final int LIMIT = 1024;

  @Test
  void fitsInBytesAndKeepsCharactersWhole() {
    for (String letter : new String[] {"a", "é", "門", "😀"}) {
      for (int shift = 0; shift < 4; shift++) {
        String said = "x".repeat(shift) + letter.repeat(LIMIT + 1);
        String note = EventWriter.note(said);
        int bytes = note.getBytes(StandardCharsets.UTF_8).length;
        assertThat(bytes).isBetween(LIMIT - 3, LIMIT);
        assertThat(note).endsWith("…");
        assertThat(said).startsWith(note.substring(0, note.length() - 1));
      }
    }
  }

  @Test
  void keepsWhatFits() {
    assertThat(EventWriter.note("a".repeat(LIMIT))).isEqualTo("a".repeat(LIMIT));
    assertThat(EventWriter.note("one\ntwo")).isEqualTo("one\\u000atwo");
  }
}
