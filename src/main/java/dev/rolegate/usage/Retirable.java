package dev.rolegate.usage;

import dev.rolegate.model.Holding;
import dev.rolegate.model.VpcSnapshot;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which of the groups that may be retired can be: those that no group names which stays. To take a
 * group whose rule names another is what frees the other, so that both go, or none.
 *
 * @param groups by id
 * @param held what holds each of the others, by id
 */
public record Retirable(Set<String> groups, Map<String, List<Holding>> held) {
  public Retirable {
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
    held = Collections.unmodifiableMap(new TreeMap<>(held));
  }

  /**
   * @param permitted groups that nothing uses and that the platform team lets go, or that Rolegate
   *     made; ids that the snapshot does not have are left out of the answer
   */
  public static Retirable of(VpcSnapshot snapshot, Collection<String> permitted) {
    References references = References.of(snapshot);
    Set<String> present = new TreeSet<>(permitted);
    present.retainAll(snapshot.groups().keySet());
    Set<String> groups = references.largestClosed(present);
    Map<String, List<Holding>> held = new TreeMap<>();
    for (String id : present) {
      if (!groups.contains(id)) {
        held.put(id, references.holdings(id, groups));
      }
    }
    return new Retirable(groups, held);
  }
}
