package dev.rolegate.ec2.aws.uses;

import dev.rolegate.ec2.Ec2Exception;
import dev.rolegate.model.Holding;
import dev.rolegate.model.OneLine;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;

/**
 * One collector's look for a set of groups, in parts: each part looks through some kinds of holders
 * to the end or fails alone, and what was found before it failed counts.
 */
final class Search implements Found {
  /** The most that a line of a report takes of an error's text. */
  private static final int LONGEST = 400;

  /** How many of those that are gone a line names. */
  private static final int NAMED = 3;

  private final Access access;
  private final UseCollector collector;
  private final String vpcId;
  private final Set<String> groupIds;
  private final List<Holding> holdings = new ArrayList<>();
  private final Set<String> kinds = new TreeSet<>();
  private final List<String> missing = new ArrayList<>();
  private final Set<String> denied = new TreeSet<>();

  /** What lists named and the service did not find, in the run of the part that is under way. */
  private final Set<String> gone = new TreeSet<>();

  Search(Access access, UseCollector collector, String vpcId, Set<String> groupIds) {
    this.access = access;
    this.collector = collector;
    this.vpcId = vpcId;
    this.groupIds = groupIds;
  }

  String vpcId() {
    return vpcId;
  }

  Set<String> groupIds() {
    return groupIds;
  }

  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C client(
      Service service, Supplier<B> builder) {
    return access.client(service, builder);
  }

  /**
   * One part.
   *
   * @param action the first call of the part
   * @param through kinds that it looks through to the end where nothing fails
   */
  void look(Service service, String action, Collection<String> through, Runnable part) {
    int before = missing.size() + denied.size();
    try {
      access.call(
          service,
          action,
          () -> {
            untilNothingIsGone(part);
            return null;
          });
    } catch (Ec2Exception e) {
      failed(service, e);
    } catch (RuntimeException e) {
      unsure(
          service.iamPrefix()
              + ":"
              + action
              + " answered what this version of Rolegate cannot read: "
              + e);
    }
    if (missing.size() + denied.size() == before) {
      kinds.addAll(through);
    }
  }

  /**
   * The part, and once more where something that a list named was not found: what is gone is not
   * listed then. An endpoint that lists what it cannot show would else pass for one without
   * holders.
   */
  private void untilNothingIsGone(Runnable part) {
    gone.clear();
    part.run();
    if (gone.isEmpty()) {
      return;
    }
    Set<String> before = Set.copyOf(gone);
    gone.clear();
    part.run();
    gone.retainAll(before);
    if (!gone.isEmpty()) {
      unsure(
          gone.size()
              + " listed twice, and not found each time when asked for by name: "
              + String.join(", ", gone.stream().limit(NAMED).toList())
              + (gone.size() > NAMED ? ", …" : ""));
    }
  }

  /**
   * Reads one of those that a list has named; one that is gone since holds nothing.
   *
   * @param name what it is and which one, for people
   */
  void unlessGone(String name, Runnable reads) {
    try {
      reads.run();
    } catch (AwsServiceException e) {
      if (!Absence.isGone(e)) {
        throw e;
      }
      gone(name);
    }
  }

  /** A list has named it, and the service says that it is not there. */
  void gone(String name) {
    gone.add(OneLine.of(name));
  }

  /**
   * Those of a list that an answer shows, or says that they are gone.
   *
   * @param asked how many were asked for
   */
  void answered(int asked, int shown, String what) {
    if (shown < asked) {
      unsure("of " + asked + " " + what + " the answer tells about " + shown + " only");
    }
  }

  private void failed(Service service, Ec2Exception failure) {
    String action = access.denied(failure);
    if (!action.isEmpty()) {
      denied.add(action);
    } else {
      unsure(failure.getMessage() + Absence.hint(collector, service, failure));
    }
  }

  /** The part that is under way did not see all. */
  void unsure(String why) {
    String line = OneLine.of(why);
    missing.add(line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
  }

  @Override
  public void found(String groupId, String kind, String holder) {
    if (groupIds.contains(groupId)) {
      holdings.add(new Holding(groupId, kind, OneLine.of(holder)));
    }
  }

  /** As above, for each of a holder's groups. */
  void found(Collection<String> named, String kind, String holder) {
    named.forEach(groupId -> found(groupId, kind, holder));
  }

  UseReport report() {
    List<String> lines = new ArrayList<>();
    if (!denied.isEmpty()) {
      lines.add(
          "IAM denies "
              + String.join(", ", denied)
              + " to Rolegate; deploy/iam/orphans.json has what its role needs");
    }
    lines.addAll(missing.stream().distinct().toList());
    Coverage coverage =
        !denied.isEmpty()
            ? Coverage.DENIED
            : missing.isEmpty() ? Coverage.COMPLETE : Coverage.PARTIAL;
    return new UseReport(collector, coverage, String.join("; ", lines), holdings, kinds);
  }
}
