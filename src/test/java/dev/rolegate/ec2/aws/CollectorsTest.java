package dev.rolegate.ec2.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Uses;
import dev.rolegate.ec2.aws.AwsSettings.Bucket;
import dev.rolegate.ec2.aws.CannedServices.Fault;
import dev.rolegate.ec2.aws.uses.Service;
import dev.rolegate.model.Holding;
import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import dev.rolegate.model.UseReport.Coverage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each collector finds each kind of holder that it reads, on every page; and where any one of its
 * requests fails, it is never complete, and what it has found until then counts.
 */
class CollectorsTest {
  private static final Set<String> GROUPS = Set.of("sg-1", "sg-2", "sg-3", "sg-4");
  private static final Map<UseCollector, CollectorScripts.Script> SCRIPTS = CollectorScripts.all();

  /** What a collector did in the account of its script. */
  private record Run(UseReport report, List<String> asked, List<String> left) {
    Set<String> found() {
      return report.holdings().stream().map(Holding::groupId).collect(Collectors.toSet());
    }
  }

  private static CannedServices services;
  private static AwsEc2Factory factory;
  private static Uses uses;

  @BeforeAll
  static void connect() throws IOException {
    services = new CannedServices();
    factory = new AwsEc2Factory(unlimited());
    uses = factory.uses(ConnectTo.own("prod", "eu-west-1"));
  }

  @AfterAll
  static void close() {
    uses.close();
    factory.close();
    services.close();
  }

  /** The budgets of the services would make the tests wait. */
  private static AwsSettings unlimited() {
    Map<String, Bucket> budgets =
        Stream.of(Service.values())
            .collect(
                Collectors.toMap(
                    service -> service.iamPrefix() + ":", service -> new Bucket(1000, 1000)));
    return AwsSettings.defaults("test").withBudget(BudgetMode.REFUSE, 1, budgets);
  }

  private static Run run(UseCollector collector, int request, Fault fault) {
    services.reset();
    SCRIPTS.get(collector).play(services);
    services.breakAt(request, fault);
    UseReport report = uses.collect(collector, "vpc-1", GROUPS);
    return new Run(report, services.asked(), services.left());
  }

  private static Run whole(UseCollector collector) {
    return run(collector, -1, null);
  }

  @Test
  void everyCollectorThatAsksAwsHasAScript() {
    Set<UseCollector> all = EnumSet.allOf(UseCollector.class);
    all.remove(UseCollector.KUBERNETES);
    all.remove(UseCollector.SECURITY_GROUP_RULES);
    assertThat(SCRIPTS.keySet()).containsExactlyInAnyOrderElementsOf(all);
  }

  @TestFactory
  Stream<DynamicTest> findsEveryKindOnEveryPage() {
    return SCRIPTS.keySet().stream()
        .map(
            collector ->
                dynamicTest(
                    collector.apiName(),
                    () -> {
                      Run run = whole(collector);
                      assertThat(run.report().why()).isEmpty();
                      assertThat(run.report().coverage()).isEqualTo(Coverage.COMPLETE);
                      assertThat(run.left()).as("not asked for").isEmpty();
                      assertThat(run.found()).contains("sg-1", "sg-2");
                      Set<String> kinds = SCRIPTS.get(collector).kinds();
                      assertThat(run.report().kinds()).isEqualTo(kinds);
                      assertThat(run.report().holdings())
                          .extracting(Holding::kind)
                          .containsAll(kinds)
                          .allMatch(kinds::contains);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> isNeverCompleteWhereARequestFails() {
    List<DynamicTest> tests = new ArrayList<>();
    for (UseCollector collector : SCRIPTS.keySet()) {
      Run whole = whole(collector);
      int last = whole.asked().size() - 1;
      for (int request = 0; request <= last; request++) {
        tests.add(broken(collector, whole, request, Fault.DENIED));
        tests.add(broken(collector, whole, request, Fault.CUT_SHORT));
        tests.add(broken(collector, whole, request, Fault.EMPTY));
        tests.add(broken(collector, whole, request, Fault.UNKNOWN_CALL));
        tests.add(broken(collector, whole, request, Fault.GONE));
      }
      // The SDK repeats these, with pauses.
      tests.add(broken(collector, whole, last, Fault.THROTTLED));
      tests.add(broken(collector, whole, last, Fault.FAULT_OF_THE_SERVICE));
      tests.add(broken(collector, whole, 0, Fault.WEB_PAGE));
      tests.add(broken(collector, whole, last, Fault.WEB_PAGE));
      tests.add(broken(collector, whole, 0, Fault.NO_SUBSCRIPTION));
    }
    return tests.stream();
  }

  private static DynamicTest broken(UseCollector collector, Run whole, int request, Fault fault) {
    String call = whole.asked().get(request);
    return dynamicTest(
        collector.apiName() + ", request " + request + " (" + call + ") " + fault,
        () -> {
          UseReport report = run(collector, request, fault).report();
          assertThat(report.coverage())
              .isEqualTo(fault == Fault.DENIED ? Coverage.DENIED : Coverage.PARTIAL);
          assertThat(report.why()).isNotBlank().doesNotContain("\n");
          assertThat(whole.report().holdings()).containsAll(report.holdings());
          assertThat(whole.report().kinds())
              .containsAll(report.kinds())
              .isNotEqualTo(report.kinds());
        });
  }
}
