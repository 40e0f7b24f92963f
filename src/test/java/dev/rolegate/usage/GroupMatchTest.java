package dev.rolegate.usage;

import static dev.rolegate.usage.Uses.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.model.Glob;
import dev.rolegate.model.Group;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupMatchTest {
  private static final Group GROUP = named("sg-1", "Launch-Wizard-7", Map.of("team", "Shop EU"));

  private static boolean byName(String pattern) {
    return new GroupMatch(Set.of(), List.of(pattern), List.of()).fits(GROUP);
  }

  private static boolean byTag(String key, String value) {
    return new GroupMatch(Set.of(), List.of(), List.of(new GroupMatch.Tag(key, value))).fits(GROUP);
  }

  @Test
  void nothing_written_fits_nothing() {
    assertThat(GroupMatch.NONE.fits(GROUP)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "launch-wizard-*, true",
    "LAUNCH-WIZARD-7, true",
    "*, true",
    "*-*-7, true",
    "launch-wizard-7*, true",
    "launch-wizard, false",
    "wizard*, false",
    "launch?wizard-7, false",
    "launch.wizard-7, false"
  })
  void names_are_compared_whole_and_without_regard_to_case(String pattern, boolean fits) {
    assertThat(byName(pattern)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "team, Shop*, true",
    "team, *, true",
    "team, shop*, false",
    "Team, *, false",
    "owner, *, false"
  })
  void tags_are_compared_exactly(String key, String value, boolean fits) {
    assertThat(byTag(key, value)).isEqualTo(fits);
  }

  @Test
  void one_that_fits_suffices_and_is_told() {
    GroupMatch match =
        new GroupMatch(Set.of("sg-1"), List.of("no"), List.of(new GroupMatch.Tag("team", "Shop*")));
    assertThat(match.on(GROUP)).contains("id sg-1");
    assertThat(match.on(named("sg-2", "NO", Map.of()))).contains("name no");
    assertThat(match.on(named("sg-2", "x", Map.of("team", "Shops")))).contains("tag team=Shop*");
    assertThat(match.on(named("sg-2", "x", Map.of()))).isEmpty();
  }

  @Property(tries = 5000)
  void a_star_stands_for_any_characters(
      @ForAll @StringLength(max = 8) @Chars({'a', 'b', '*'}) String pattern,
      @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'b') String text) {
    assertThat(Glob.fits(pattern, text))
        .isEqualTo(Pattern.matches(pattern.replace("*", ".*"), text));
  }

  @Test
  void many_stars_take_no_longer_than_few() {
    assertThat(Glob.fits("a*".repeat(120) + "b", "a".repeat(255))).isFalse();
  }
}
