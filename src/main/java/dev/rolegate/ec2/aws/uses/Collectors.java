package dev.rolegate.ec2.aws.uses;

import dev.rolegate.model.UseCollector;
import dev.rolegate.model.UseReport;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Every collector that looks in AWS. */
public final class Collectors {
  private static final Map<UseCollector, Collector> ALL = all();

  private final Access access;

  public Collectors(Access access) {
    this.access = access;
  }

  private static Map<UseCollector, Collector> all() {
    Map<UseCollector, Collector> all = new EnumMap<>(UseCollector.class);
    all.put(UseCollector.NETWORK_INTERFACES, Ec2Collectors::interfaces);
    all.put(UseCollector.SECURITY_GROUP_REFERENCES, Ec2Collectors::references);
    all.put(UseCollector.VPC_ASSOCIATIONS, Ec2Collectors::associations);
    all.put(UseCollector.LAUNCH_TEMPLATES, new LaunchTemplates());
    all.put(UseCollector.FLEETS, new Fleets());
    all.put(UseCollector.LAUNCH_CONFIGURATIONS, new LaunchConfigurations());
    all.put(UseCollector.LAMBDA, new Lambda());
    all.put(UseCollector.ECS, new Ecs());
    all.put(UseCollector.EVENT_BRIDGE, new EventBridge());
    all.put(UseCollector.SCHEDULER, new Scheduler());
    all.put(UseCollector.CODE_BUILD, new CodeBuild());
    all.put(UseCollector.BATCH, new Batch());
    all.put(UseCollector.GLUE, new Glue());
    all.put(UseCollector.RDS, new Rds());
    all.put(UseCollector.SAGE_MAKER, new SageMaker());
    all.put(UseCollector.CONFIG, new Config());
    return all;
  }

  /**
   * What uses these groups. May take minutes where a service has many resources, since each request
   * waits for the service's budget.
   *
   * @throws IllegalArgumentException for a collector that does not ask AWS
   */
  public UseReport collect(UseCollector collector, String vpcId, Set<String> groupIds) {
    Collector looks = ALL.get(collector);
    if (looks == null) {
      throw new IllegalArgumentException(collector.apiName() + " does not ask AWS");
    }
    Search search = new Search(access, collector, vpcId, groupIds);
    looks.collect(search);
    return search.report();
  }
}
