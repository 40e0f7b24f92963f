package dev.rolegate.sim.prefix;

import dev.rolegate.sim.action.ActionTable;
import dev.rolegate.sim.action.Quotas;
import dev.rolegate.sim.action.RuleLimits;
import java.util.List;

/** The actions on managed prefix lists. */
public final class PrefixFamilies {
  private PrefixFamilies() {}

  public static List<ActionTable.Family> all(Quotas quotas) {
    return List.of(
        new PrefixListActions(),
        new PrefixListChanges(new RuleLimits(quotas)),
        new PrefixListReads());
  }
}
