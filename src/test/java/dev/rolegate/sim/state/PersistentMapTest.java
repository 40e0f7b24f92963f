package dev.rolegate.sim.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class PersistentMapTest {
  @Property
  @Label(
      "agrees with a sorted map after any puts and removes, and older versions stay as they were")
  void agreesWithTreeMap(
      @ForAll @Size(max = 60) List<@AlphaChars @StringLength(min = 1, max = 2) String> keys) {
    TreeMap<String, Integer> expected = new TreeMap<>();
    PersistentMap<Integer> map = PersistentMap.empty();
    List<PersistentMap<Integer>> versions = new ArrayList<>();
    List<List<Integer>> contents = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      if (i % 3 == 2) {
        map = map.remove(key);
        expected.remove(key);
      } else {
        map = map.put(key, i);
        expected.put(key, i);
      }
      versions.add(map);
      contents.add(List.copyOf(expected.values()));
      assertThat(map.size()).isEqualTo(expected.size());
      assertThat(map.get(key).orElse(null)).isEqualTo(expected.get(key));
    }
    for (int i = 0; i < versions.size(); i++) {
      assertThat(versions.get(i).values()).isEqualTo(contents.get(i));
    }
  }
}
