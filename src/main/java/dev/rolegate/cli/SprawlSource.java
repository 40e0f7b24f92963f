package dev.rolegate.cli;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.model.VpcSnapshot;
import dev.rolegate.usage.sprawl.SprawlFacts;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where what is known of a VPC comes from. */
interface SprawlSource {

  /**
   * Reads AWS; changes nothing. What only some findings need and cannot be read is unknown.
   *
   * @param declared which groups the documents declare, by id; empty where there are none
   * @throws dev.rolegate.ec2.Ec2Exception when the VPC or its groups cannot be read
   */
  SprawlFacts facts(
      ConnectTo to,
      String vpcId,
      Optional<Function<VpcSnapshot, Map<String, SprawlFacts.Role>>> declared);
}
