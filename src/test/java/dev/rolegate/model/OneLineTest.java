package dev.rolegate.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void spellsOutWhatATerminalOrALogActsUpon() {
    String bidi = Character.toString(0x202e);
    String csi = Character.toString(0x9b);
    String lines = Character.toString(0x2028);
    assertThat(OneLine.of("a\nb\r\tc" + csi + "31m" + lines + bidi + "d\0"))
        .isEqualTo("a\\u000ab\\u000d\\u0009c\\u009b31m\\u2028\\u202ed\\u0000");
  }

  @Test
  void leavesEverythingElse() {
    String text = "${jndi:ldap://x} {} %s \"q\" 'q' \\ <b> {\"a\":1} Größe 門 😀 …";
    assertThat(OneLine.of(text)).isEqualTo(text);
  }
}
