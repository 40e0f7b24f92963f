package dev.rolegate.usage.reach;

import dev.rolegate.model.FlowBox;
import java.util.List;
import java.util.TreeSet;

/**
 * That some machines can open connections to others, or to one another.
 *
 * @param flows by which protocols and ports, as {@code tcp 5432}, sorted
 */
public record Road(Machines from, Machines to, List<String> flows) {

  static Road of(Machines from, Machines to, List<FlowBox> boxes) {
    var flows = new TreeSet<String>();
    boxes.forEach(box -> flows.add(box.portsText()));
    return new Road(from, to, List.copyOf(flows));
  }
}
