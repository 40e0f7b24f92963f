package dev.rolegate.operator.uses;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterValueTest {

  @ParameterizedTest
  @CsvSource({
    "web, web, true",
    "web, Web, false",
    "web, web-1, false",
    "web-*, web-1, true",
    "web-*, web-, true",
    "*-web, shop-web, true",
    "*-web, shop-webs, false",
    "w*b*1, web-web-1, true",
    "w*b*1, web-web-2, false",
    "w?b, web, true",
    "w?b, wb, false",
    "*, anything, true",
    "'', '', true",
    "*, '', true",
    "?, '', false",
    "web, '', false",
    "we\\*b, we*b, true",
    "we\\*b, weeb, false",
    "we\\?b*, we?bs, true",
    "w.b, web, false",
  })
  void readsWildcardsAsEc2Does(String value, String text, boolean expected) {
    assertThat(FilterValue.matches(value, text)).isEqualTo(expected);
  }

  @Test
  void takesAValueThatIsWrittenToBeSlow() {
    String value = "*a".repeat(2_000) + "b";
    assertThat(FilterValue.matches(value, "a".repeat(5_000))).isFalse();
    assertThat(FilterValue.matches("*a".repeat(200), "a".repeat(255))).isTrue();
  }
}
