package dev.rolegate.operator.unmanaged;

import dev.rolegate.api.UnmanagedSpec;
import dev.rolegate.api.UnmanagedStatus;
import dev.rolegate.guardrail.Finding;
import dev.rolegate.model.DesiredVpc;
import dev.rolegate.model.Group;
import dev.rolegate.model.OneLine;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.plan.Unmanaged;
import dev.rolegate.usage.GroupMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is condemned in a VPC, and how much of it may be removed.
 *
 * @param open offences in groups from which rules may be taken, unsure ones included
 * @param condemned how many are sure, in whatever group
 * @param leftAlone how many of these are in groups from which nothing is taken
 * @param left matching groups from which nothing is taken, and why, a line each
 */
public record Docket(List<Offence> open, int condemned, int leftAlone, List<String> left) {
  private static final int LINE = 200;

  /** By what one check found. Without a match every group is asked about, as for a report. */
  public static Docket of(
      UnmanagedSpec spec, List<Finding> findings, DesiredVpc desired, VpcSnapshot snapshot) {
    List<Offence> offences = Offence.of(findings);
    if (offences.isEmpty()) {
      return new Docket(List.of(), 0, 0, List.of());
    }
    Unmanaged unmanaged = new Unmanaged(desired, snapshot);
    GroupMatch match = Chosen.by(spec.match());
    GroupMatch keep = Chosen.by(spec.keep());
    boolean all = Chosen.isNone(spec.match());
    Map<String, Boolean> open = new HashMap<>();
    List<String> left = new ArrayList<>();
    for (Offence offence : offences) {
      open.computeIfAbsent(
          offence.groupId(),
          id -> {
            Group group = snapshot.groups().get(id);
            if (group == null || !all && !match.fits(group)) {
              return false;
            }
            var why =
                keep.on(group)
                    .map(by -> "spec.unmanaged keeps it by its " + by)
                    .or(() -> unmanaged.refusal(group));
            why.ifPresent(text -> left.add(line(group, text)));
            return why.isEmpty();
          });
    }
    int condemned = (int) offences.stream().filter(Offence::sure).count();
    int leftAlone = (int) offences.stream().filter(o -> o.sure() && !open.get(o.groupId())).count();
    return new Docket(
        offences.stream().filter(o -> open.get(o.groupId())).toList(),
        condemned,
        leftAlone,
        left.stream().limit(UnmanagedStatus.MAX_LEFT).toList());
  }

  private static String line(Group group, String why) {
    String line = OneLine.of(group.groupId() + " (" + group.name() + "): " + why);
    return line.length() <= LINE ? line : line.substring(0, LINE - 1) + "…";
  }
}
