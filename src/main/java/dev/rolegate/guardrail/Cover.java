package dev.rolegate.guardrail;

import dev.rolegate.model.Family;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressSeqRange;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What blocks cover together, for asking again and again. */
final class Cover {
  private final Map<Family, TreeMap<IPAddress, IPAddressSeqRange>> byFirst =
      new EnumMap<>(Family.class);

  Cover(Collection<Block> blocks) {
    for (Family family : Family.values()) {
      IPAddressSeqRange[] ranges =
          blocks.stream()
              .filter(block -> block.family() == family)
              .map(Block::range)
              .toArray(IPAddressSeqRange[]::new);
      TreeMap<IPAddress, IPAddressSeqRange> joined = new TreeMap<>();
      for (IPAddressSeqRange range : IPAddressSeqRange.join(ranges)) {
        joined.put(range.getLower(), range);
      }
      byFirst.put(family, joined);
    }
  }

  /** True when they have every address of the block. */
  boolean holds(Block block) {
    var before = byFirst.get(block.family()).floorEntry(block.range().getLower());
    return before != null && before.getValue().contains(block.range());
  }
}
