package dev.rolegate.execute;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.ec2.Uses;
import dev.rolegate.model.Instance;
import dev.rolegate.model.Interface;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.sprawl.Fact;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads what findings about sprawl are made from. A refusal, a throttle or a page that did not come
 * makes a part unknown, and is never thrown. It may wait minutes for tokens of the request budgets,
 * as {@link Uses} does. For one look.
 */
public final class SprawlReader {
  private final Uses uses;
  private final String vpcId;
  private boolean brokenOff;

  public SprawlReader(Uses uses, String vpcId) {
    this.uses = uses;
    this.vpcId = vpcId;
  }

  /** One call a thousand. */
  public Fact<List<Interface>> interfaces() {
    return read("interfaces", () -> uses.interfaces(vpcId));
  }

  /** One call a thousand. */
  public Fact<List<Instance>> instances() {
    return read("instances", () -> uses.instances(vpcId));
  }

  /** One call 255 groups. */
  public Fact<Set<String>> staleReferences() {
    return read("stale references", () -> uses.staleReferences(vpcId));
  }

  /**
   * One call 200 launch templates, and one for each that has several versions; no more for more
   * groups.
   */
  public UseReport launches(VpcSnapshot snapshot) {
    var report = uses.collect(UseCollector.LAUNCH_TEMPLATES, vpcId, snapshot.groups().keySet());
    brokenOff |= report.coverage() == Coverage.PARTIAL;
    return report;
  }

  /**
   * Something else of the VPC.
   *
   * @param what it is, for the line that says why it is not known
   */
  public <T> Fact<T> read(String what, Supplier<T> read) {
    try {
      return Fact.of(read.get());
    } catch (Ec2Exception e) {
      brokenOff |= e.isTransient();
      return Fact.unknown(what + ": " + text(e));
    }
  }

  /** The same failure is told in the same words, without the request that it happened to. */
  private static String text(Ec2Exception failure) {
    if (failure.isTransient()) {
      return failure.action() + " failed (" + failure.code() + "), and is tried again";
    }
    return failure.getMessage().replace(" (request " + failure.requestId() + ")", "");
  }

  /** True where something is missing that another look may find with nobody changing anything. */
  public boolean isBrokenOff() {
    return brokenOff;
  }
}
