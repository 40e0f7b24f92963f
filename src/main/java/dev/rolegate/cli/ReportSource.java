package dev.rolegate.cli;

import dev.rolegate.ec2.ConnectTo;
import dev.rolegate.ec2.Ec2;
import java.util.List;

/** Where a report's facts come from. */
@FunctionalInterface
interface ReportSource {

  Aws open();

  /** Connections to AWS, for one report. Changes nothing there. */
  interface Aws extends AutoCloseable {

    /**
     * Every VPC that these credentials see.
     *
     * @throws dev.rolegate.ec2.Ec2Exception when they cannot be read
     */
    List<Ec2.VpcFacts> vpcs(ConnectTo to);

    /**
     * Reads a VPC.
     *
     * @param uses whether services besides EC2 are asked what they use
     * @throws dev.rolegate.ec2.Ec2Exception when its groups cannot be read
     * @throws UserError when there is no such VPC
     */
    LiveVpc read(ConnectTo to, String vpcId, boolean uses);

    @Override
    void close();
  }
}
