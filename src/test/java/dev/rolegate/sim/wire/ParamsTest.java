package dev.rolegate.sim.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ParamsTest {
  private static Params of(String... pairs) {
    Map<String, String> values = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      values.put(pairs[i], pairs[i + 1]);
    }
    return new Params(values);
  }

  @Test
  @DisplayName("[D] lists are in the order of their numbers, gaps or not")
  void lists() {
    Params params = of("Id.10", "c", "Id.2", "b", "Id.1", "a");
    assertThat(params.list("Id")).containsExactly("a", "b", "c");
    assertThat(params.unread()).isEmpty();
  }

  @Test
  @DisplayName("[D] structures in lists are read by their prefix")
  void structures() {
    Params params = of("P.1.Q.1.Name", "x", "P.1.Q.2.Name", "y", "P.2.Other", "z");
    assertThat(params.structs("P")).hasSize(2);
    assertThat(params.structs("P").get(0).structs("Q"))
        .extracting(q -> q.string("Name").orElseThrow())
        .containsExactly("x", "y");
    assertThat(params.unread()).containsExactly("P.2.Other");
  }

  @Test
  @DisplayName("what is not a list index is left unread, hence refused")
  void notAnIndex() {
    Params params = of("Id.x", "a", "Id.0", "b", "Id", "c");
    assertThat(params.list("Id")).isEmpty();
    assertThat(params.unread()).containsExactly("Id", "Id.0", "Id.x");
  }

  @Test
  @DisplayName("[D] a missing parameter is named in full")
  void required() {
    Params params = of("P.1.A", "");
    assertThatThrownBy(() -> params.structs("P").get(0).required("A"))
        .hasMessage("The request must contain the parameter P.1.A");
  }
}
