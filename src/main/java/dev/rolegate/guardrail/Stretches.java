package dev.rolegate.guardrail;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Cuts protocols and ports where the rules that hold them change. */
final class Stretches {
  private Stretches() {}

  /**
   * Every stretch that some of the rules open, with those rules by their places. TCP and UDP are
   * always told apart; {@link Stretch#ALL} stands for the protocols that no rule names.
   */
  static Map<Stretch, BitSet> of(List<Source> sources) {
    TreeSet<Integer> protocols = new TreeSet<>(List.of(Stretch.ALL, Stretch.TCP, Stretch.UDP));
    sources.forEach(source -> protocols.add(source.stretch().protocol()));
    Map<Stretch, BitSet> found = new LinkedHashMap<>();
    for (int protocol : protocols) {
      BitSet speaking = new BitSet();
      TreeSet<Integer> starts = new TreeSet<>();
      IntStream.range(0, sources.size())
          .filter(i -> sources.get(i).stretch().speaks(protocol))
          .forEach(
              i -> {
                speaking.set(i);
                starts.add(sources.get(i).stretch().from());
                starts.add(sources.get(i).stretch().to() + 1);
              });
      for (int start : starts) {
        BitSet there = new BitSet();
        speaking.stream().filter(i -> holds(sources.get(i).stretch(), start)).forEach(there::set);
        Integer next = starts.higher(start);
        if (!there.isEmpty() && next != null) {
          found.put(new Stretch(protocol, start, next - 1), there);
        }
      }
    }
    return found;
  }

  private static boolean holds(Stretch stretch, int port) {
    return stretch.from() <= port && port <= stretch.to();
  }
}
