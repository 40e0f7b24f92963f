package dev.rolegate.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
  @ParameterizedTest
  @CsvSource({
    "web, web, true",
    "web, Web, false",
    "w*, web, true",
    "*, '', true",
    "w?b, web, true",
    "w?b, wb, false",
    "\\*web, *web, true",
    "\\*web, xweb, false",
    "\\?web, xweb, false",
    "a.c, abc, false",
    "a\\\\b, a\\b, true",
    "[ab], a, false",
  })
  @DisplayName("[D] a star stands for any text, a question mark for one character, else literal")
  void matches(String pattern, String text, boolean expected) {
    assertThat(new Wildcard(pattern).matches(text)).isEqualTo(expected);
  }
}
