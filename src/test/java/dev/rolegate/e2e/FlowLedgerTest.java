package dev.rolegate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rolegate.e2e.FlowLedger.Entry;
import dev.rolegate.sim.state.Rule;
import dev.rolegate.sim.state.RuleKey;
import dev.rolegate.sim.state.SecurityGroup;
import dev.rolegate.sim.state.Tags;
import dev.rolegate.sim.state.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checker finds what it is for. */
class FlowLedgerTest {
  private final List<Entry> history = new ArrayList<>();

  @Test
  void acceptsWideningBeforeNarrowing() {
    group(rule(443, "10.0.0.0/16"));
    group(rule(443, "10.0.0.0/16"), rule(443, "10.0.0.0/17"));
    group(rule(443, "10.0.0.0/16"), rule(443, "10.0.0.0/17"), rule(443, "10.0.128.0/17"));
    group(rule(443, "10.0.0.0/17"), rule(443, "10.0.128.0/17"));

    assertThat(violations()).isEmpty();
  }

  @Test
  void findsAGapOfHalfABlock() {
    group(rule(443, "10.0.0.0/16"));
    group(rule(443, "10.0.0.0/17"));
    group(rule(443, "10.0.0.0/17"), rule(443, "10.0.128.0/17"));

    assertThat(violations()).singleElement().asString().startsWith("version 1, sg-1: ingress gap");
  }

  @Test
  void findsAFlowThatNeitherEndAllows() {
    group(rule(443, "10.0.0.0/16"));
    group(rule(443, "10.0.0.0/15"));
    group(rule(443, "10.0.0.0/16"));

    assertThat(violations()).singleElement().asString().contains("wider");
  }

  @Test
  void findsPortsBesideARange() {
    group(rule(443, "10.0.0.0/16"));
    history.add(
        entry(
            new Rule(
                "r",
                "sg-1",
                "1",
                new RuleKey(false, "tcp", 443, 444, v4("10.0.0.0/16")),
                Optional.empty(),
                Tags.NONE)));
    group(rule(443, "10.0.0.0/16"));

    assertThat(violations()).singleElement().asString().contains("wider: protocol 6 444/0");
  }

  @Test
  void findsARuleThatWasWrittenTwice() {
    group(rule(443, "10.0.0.0/15"));
    group(rule(443, "10.0.0.0/15"), rule(443, "10.0.0.0/16"));
    group(rule(443, "10.0.0.0/15"));
    group(rule(443, "10.0.0.0/15"), rule(443, "10.0.0.0/16"));

    assertThat(violations()).singleElement().asString().contains("second write");
  }

  @Test
  void allowsTheDefaultEgressOnlyFromTheCreationToItsRevoke() {
    history.add(new Entry(0, Optional.empty(), false));
    group(open());
    group();
    assertThat(violations()).isEmpty();

    history.add(entry(open()));
    group();
    assertThat(violations()).anyMatch(v -> v.contains("egress wider"));
  }

  @Test
  void findsRulesThatCameBeforeTheDefaultEgressWent() {
    history.add(new Entry(0, Optional.empty(), false));
    group(open());
    group(open(), rule(443, "10.0.0.0/16"));
    group(rule(443, "10.0.0.0/16"));

    var ledger = new FlowLedger("shop");
    ledger.check("sg-1", history);
    assertThat(ledger.lateRevokes()).containsOnlyKeys("sg-1");
    assertThat(ledger.violations()).isEmpty();
  }

  @Test
  void countsFromWhatAnOutsiderMade() {
    group(rule(443, "10.0.0.0/16"));
    history.add(new Entry(1, entry(rule(443, "10.0.0.0/16"), rule(22, "0.0.0.0/0")).group(), true));
    group(rule(443, "10.0.0.0/16"));

    assertThat(violations()).isEmpty();
  }

  private List<String> violations() {
    var ledger = new FlowLedger("shop");
    ledger.check("sg-1", history);
    return ledger.violations();
  }

  private void group(Rule... rules) {
    history.add(entry(rules));
  }

  private Entry entry(Rule... rules) {
    var group =
        new SecurityGroup(
            "sg-1", "1", "vpc-1", "shop/web", "d", Instant.EPOCH, true, List.of(rules), Tags.NONE);
    return new Entry(history.size(), Optional.of(group), false);
  }

  private static Rule rule(int port, String cidr) {
    return new Rule(
        "sgr-" + port + cidr,
        "sg-1",
        "1",
        new RuleKey(false, "tcp", port, port, v4(cidr)),
        Optional.empty(),
        Tags.NONE);
  }

  private static Rule open() {
    return new Rule(
        "sgr-0",
        "sg-1",
        "1",
        new RuleKey(true, "-1", -1, -1, v4("0.0.0.0/0")),
        Optional.empty(),
        Tags.NONE);
  }

  private static Target v4(String cidr) {
    return new Target.Ipv4(cidr);
  }
}
