package dev.rolegate.cli.report;

import dev.rolegate.model.Group;
import dev.rolegate.model.Holding;
import dev.rolegate.model.NeverTouch;
import dev.rolegate.model.Ownership;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.Retirable;
import dev.rolegate.usage.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Groups that nothing seems to use. */
public final class Unused {
  private final Inquiry inquiry;
  private final Known known;

  Unused(Inquiry inquiry, Known known) {
    this.inquiry = inquiry;
    this.known = known;
  }

  /**
   * Groups of the VPC's own account that evidently belong to nobody, and that no document means.
   */
  public static Set<String> candidates(VpcSnapshot snapshot, Set<String> documented) {
    Set<String> candidates = new TreeSet<>();
    for (Group group : snapshot.groups().values()) {
      // Whether the tags are this cluster's is not known here: nothing is done to the group.
      String cluster = group.tags().getOrDefault(Ownership.CLUSTER, "");
      String vpc = group.tags().getOrDefault(Ownership.VPC, "");
      if (!documented.contains(group.groupId())
          && NeverTouch.ofUndeclared(group, snapshot.account(), cluster, vpc).isEmpty()) {
        candidates.add(group.groupId());
      }
    }
    return candidates;
  }

  List<Note> notes() {
    if (!inquiry.standings().isEmpty()) {
      return byEvidence();
    }
    if (!inquiry.facts().interfaces().isKnown()) {
      return List.of();
    }
    Set<String> candidates =
        candidates(inquiry.facts().snapshot(), inquiry.surroundings().managed().keySet());
    Set<String> bare = new TreeSet<>(candidates);
    bare.removeIf(known::hasMembers);
    List<String> unused = List.copyOf(Retirable.of(inquiry.facts().snapshot(), bare).groups());
    return unused.isEmpty()
        ? List.of(Note.of("an interface carries or a rule names every group that may be anybody's"))
        : List.of(
            new Note(
                "no interface carries, and no rule of another group that is in use names: "
                    + texts(unused),
                unused));
  }

  /** Services were asked too; what they could not tell is among the gaps. */
  private List<Note> byEvidence() {
    List<String> nothing = new ArrayList<>();
    List<Note> held = new ArrayList<>();
    inquiry.standings().values().stream()
        .sorted(Comparator.comparing(Standing::groupId))
        .forEach(
            standing -> {
              String id = standing.groupId();
              if (standing.verdict() != Standing.Verdict.USED) {
                nothing.add(id);
              } else if (!known.hasMembers(id)) {
                held.add(
                    Note.of(
                        id,
                        known.text(id)
                            + " has no interface, and is held by "
                            + String.join(
                                ", ", standing.holders().stream().map(Holding::holder).toList())));
              }
            });
    List<Note> notes = new ArrayList<>();
    notes.add(
        nothing.isEmpty()
            ? Note.of("something uses every group that may be anybody's")
            : new Note("nothing that was looked at uses: " + texts(nothing), nothing));
    notes.addAll(held);
    return notes;
  }

  private String texts(List<String> ids) {
    return String.join(", ", ids.stream().map(known::text).toList());
  }
}
